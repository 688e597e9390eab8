# The time lines (`patients/<patient>.html|.json`) are not declared, as the samples' files are not: one job writes them all,
# and what stands for them is the table of their changes.
rule patients:
    input:
        sheet=SHEET,
        manifests=MANIFESTS,
        therapies=[THERAPIES] if THERAPIES else [],
    output:
        f"{RESULTS}/cohort/changes.tsv",
    log:
        f"{STATE}/logs/patients.log",
    localrule: True
    conda:
        "../envs/ros1annot.yaml"
    params:
        results=subpath(output[0], ancestor=2),
        options=TIMELINE_OPTIONS,
    shell:
        "ros1annot patient --sheet {input.sheet:q} -o {params.results:q} {params.options:q} > {log:q} 2>&1"
