rule engine_config:
    output:
        f"{STATE}/config.json",
    log:
        f"{STATE}/logs/engine_config.log",
    localrule: True
    conda:
        "../envs/ros1annot.yaml"
    params:
        text=json.dumps(
            {
                "parameters": config["parameters"],
                **{key: str(path) for key, path in OWN_FILES.items()},
            },
            sort_keys=True,
        ),
    shell:
        "printf '%s\\n' {params.text:q} > {output:q} 2> {log:q}"


# The files of the samples are not declared as output: Snakemake deletes what a failed job declares, and one sample
# that fails must not take the others with it. The command writes each file by renaming, keeps what is up to date,
# and ends with 1 if a sample failed; so only the manifest of that batch is missing, and the next start runs it again.
rule annotate_batch:
    input:
        files=lambda wildcards: input_files(wildcards.batch),
        sheet=SHEET,
        config=rules.engine_config.output[0],
        knowledge=KNOWLEDGE,
    output:
        f"{STATE}/manifests/{{batch}}.json",
    log:
        f"{STATE}/logs/annotate_batch/{{batch}}.log",
    conda:
        "../envs/ros1annot.yaml"
    threads: 1
    resources:
        mem_mb=lambda wildcards, attempt: 1000 * attempt,
        # Minutes. Most is the first digest of large alignment files, which goes at the speed of the disk.
        runtime=lambda wildcards, input, attempt: attempt * (30 + input.size_mb // 3000),
    params:
        samples=lambda wildcards: ",".join(BATCHES[wildcards.batch]),
        formats=",".join(config["formats"]),
        log_format=config["log_format"],
        results=subpath(output[0], ancestor=3),
        version=__version__,  # another version makes the results anew
        # Nor is a file that was replaced by an older one passed over.
        stamps=lambda wildcards: stamps(
            path for path in files_of(wildcards.batch) if not is_made(path)
        ),
    shell:
        "ros1annot annotate {input.sheet:q} -o {params.results:q} --samples {params.samples:q}"
        " --format {params.formats:q} --config {input.config:q} --log-format {params.log_format}"
        " --manifest {output:q} > {log:q} 2>&1"
