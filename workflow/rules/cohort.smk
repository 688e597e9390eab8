rule cohort:
    input:
        sheet=SHEET,
        manifests=MANIFESTS,
        patients=rules.patients.output[0],  # the page links the time lines
    output:
        page=report(
            COHORT_PAGE,
            caption="../report/cohort.rst",
            category="Cohort",
            labels={"page": "all samples"},
        ),
        tables=expand(
            f"{RESULTS}/cohort/{{table}}.tsv", table=["findings", "drugs", "samples"]
        ),
    log:
        f"{STATE}/logs/cohort.log",
    localrule: True
    conda:
        "../envs/ros1annot.yaml"
    params:
        results=subpath(output.page, ancestor=2),
    shell:
        "ros1annot cohort --sheet {input.sheet:q} -o {params.results:q} > {log:q} 2>&1"
