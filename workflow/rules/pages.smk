# For `snakemake --report`: the page of every sample, which the rule that makes it cannot declare (see annotate.smk).
rule sample_pages:
    input:
        rules.annotate_batch.output,
    output:
        report(
            directory(f"{STATE}/pages/{{batch}}"),
            patterns=["{sample}.html"],
            caption="../report/sample.rst",
            category="Samples",
            labels={"sample": "{sample}"},
        ),
    log:
        f"{STATE}/logs/sample_pages/{{batch}}.log",
    localrule: True
    conda:
        "../envs/ros1annot.yaml"
    params:
        samples=lambda wildcards: BATCHES[wildcards.batch],
        results=subpath(input[0], ancestor=3),
    shell:
        "( mkdir -p {output:q} && for sample in {params.samples:q}; do"
        " cp {params.results:q}/$sample/$sample.html {output:q}/; done ) > {log:q} 2>&1"


rule pages:
    input:
        COHORT_PAGE,
        MANIFESTS,
        expand(f"{STATE}/pages/{{batch}}", batch=BATCHES),
    localrule: True
