"""Files that gather or annotate: nf-core/rnafusion, fusion-report, cBioPortal, CICERO, LINX and Isofox."""

import json

from fusion_files import Junction
from fusion_formats.parts import one_row, one_row_csv, sides, stranded, vcf


def nfcore_rnafusion(junction: Junction) -> str:
    """Brackets as the pipeline writes them: wrong for 5' genes on the minus strand."""
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    alt = f"[{chrom2}:{pos2}[N" if strand1 + strand2 == "--" else f"N]{chrom2}:{pos2}]"
    info = {
        "SVTYPE": "BND",
        "CHRA": chrom1,
        "CHRB": chrom2,
        "GENEA": junction.five,
        "GENEB": junction.three,
        "POSA": str(pos1),
        "POSB": str(pos2),
        "ORIENTATION": f"{strand1},{strand2}",
        "FOUND_IN": "arriba,starfusion",
        "TOOL_HITS": "2",
        "SCORE": "0.688",
        **junction.extra,
    }
    fields = ";".join(f"{name}={value}" for name, value in info.items())
    support = f"./1:{junction.split_reads}:{junction.discordant_pairs}:8.03"
    record = f"{chrom1}\t{pos1}\t.\tN\t{alt}\t.\tPASS\t{fields}\tGT:DV:RV:FFPM\t{support}"
    return vcf([record], ("CHRA", "CHRB", "GENEA", "GENEB", "POSA", "POSB", "TOOL_HITS"), "S1")


def fusion_report_tools(junction: Junction) -> dict[str, dict[str, str]]:
    five, three = stranded(junction)
    return {
        "fusioncatcher": {
            "position": f"{five}#{three}",
            "spanning_pairs": str(junction.discordant_pairs),
            "spanning_unique_reads": str(junction.split_reads),
            "fusion_type": junction.extra.get("fusion_type", "---"),
        },
        "pizzly": {"pair_count": "1", "split_count": "1"},
    }


def fusion_report_csv(junction: Junction) -> str:
    tools = fusion_report_tools(junction)
    cells = {tool: '"' + ",".join(f"{k}: {v}" for k, v in said.items()) + '"' for tool, said in tools.items()}
    name = f"{junction.five}--{junction.three}"
    return one_row_csv({"Fusion": name, "Databases": '"COSMIC,Mitelman"', "Score": "0.8", **cells, "dragen": ""})


def fusion_report_json(junction: Junction) -> str:
    name = f"{junction.five}--{junction.three}"
    return json.dumps([{"Fusion": name, "Databases": [], "Score": 0.8, **fusion_report_tools(junction)}])


def cbioportal(junction: Junction) -> str:
    """Sites by place; the braces tell the order."""
    cells = {"Sample_Id": "S1", "SV_Status": "SOMATIC"}
    for number, (gene, chrom, pos, *_) in enumerate(sides(junction), 1):
        cells |= {
            f"Site{number}_Hugo_Symbol": gene,
            f"Site{number}_Chromosome": chrom,
            f"Site{number}_Position": str(pos),
        }
    cells |= {
        "Site2_Effect_On_Frame": "NA",
        "Tumor_Split_Read_Count": str(junction.split_reads),
        "Tumor_Paired_End_Read_Count": str(junction.discordant_pairs),
        "DNA_Support": "no",
        "RNA_Support": "yes",
        "Event_Info": f"Protein Fusion: in frame  {{{junction.five}:{junction.three}}}",
    }
    return one_row({**cells, **junction.extra})


def cicero(junction: Junction) -> str:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    cells = {
        "sample": "S1",
        "geneA": junction.five,
        "chrA": f"chr{chrom1}",
        "posA": str(pos1),
        "ortA": strand1,
        "featureA": "coding",
        "geneB": junction.three,
        "chrB": f"chr{chrom2}",
        "posB": str(pos2),
        "ortB": strand2,
        "featureB": "coding",
        "sv_ort": ">",
        "readsA": str(junction.split_reads),
        "readsB": "0",
        "type": "CTX",
    }
    return one_row({**cells, **junction.extra})


def linx(junction: Junction) -> str:
    cells = {
        "fivePrimeBreakendId": "1495",
        "threePrimeBreakendId": "1493",
        "name": f"{junction.five}_{junction.three}",
        "reported": "true",
        "reportedType": "PROMISCUOUS_3",
        "reportableReasons": "OK",
        "phased": "INFRAME",
        "likelihood": "HIGH",
        "domainsKept": "Protein kinase domain",
        "fusedExonUp": "6",
        "fusedExonDown": "34",
        "geneStart": junction.five,
        "transcriptStart": "ENST00000009530",
        "geneEnd": junction.three,
        "transcriptEnd": "ENST00000368508",
        "junctionCopyNumber": "1.02",
    }
    return one_row({**cells, **junction.extra})


def linx_old(junction: Junction) -> str:
    """Names that begin with a capital, no reasons, frame as a boolean."""
    header, cells = (line.split("\t") for line in linx(junction).splitlines())
    row = {name[0].upper() + name[1:]: cell for name, cell in zip(header, cells, strict=True)}
    del row["ReportableReasons"]
    return one_row({**row, "Phased": "true"})


def isofox_cells(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return {
        "FusionId": "Id_1",
        "Valid": "true",
        "ChrUp": chrom1,
        "PosUp": str(pos1),
        "GeneNameUp": junction.five,
        "StrandUp": f"{strand1}1".removeprefix("+"),
        "ChrDown": chrom2,
        "PosDown": str(pos2),
        "GeneNameDown": junction.three,
        "StrandDown": f"{strand2}1".removeprefix("+"),
        "SplitFrags": str(junction.split_reads),
        "RealignedFrags": "0",
        "DiscordantFrags": str(junction.discordant_pairs),
        "Filter": "PASS",
        "KnownFusionType": "KNOWN_PAIR",
        **junction.extra,
    }


def isofox(junction: Junction) -> str:
    return one_row(isofox_cells(junction))


def isofox_csv(junction: Junction) -> str:
    return one_row_csv(isofox_cells(junction))
