"""Files of panels and their software: DRAGEN, TSO 500, Oncomine, FoundationOne; and callers of panel DNA."""

import json

from fusion_files import Junction
from fusion_formats.parts import one_row, one_row_csv, places, sides, stranded, vcf


def dragen(junction: Junction) -> str:
    five, three = stranded(junction)
    cells = {
        "FusionGene": f"{junction.five}--{junction.three}",
        "Score": "0.97",
        "LeftBreakpoint": f"chr{five}",
        "RightBreakpoint": f"chr{three}",
        "Gene1Sense": "True",
        "Gene2Sense": "True",
        "NumSplitReads": str(junction.split_reads),
        "NumSoftClippedReads": "0",
        "NumPairedReads": str(junction.discordant_pairs),
        "ReadNames": "r1;r2;",
    }
    return one_row({**cells, **junction.extra}, mark="#")


def dragen_old(junction: Junction) -> str:
    five, three = stranded(junction)
    return one_row(
        {
            "FusionGene": f"{junction.five}--{junction.three}",
            "Score": "8",
            "LeftBreakpoint": f"chr{five}",
            "RightBreakpoint": f"chr{three}",
            "ReadNames": "r1;r2;",
        },
        mark="#",
    )


def tso500_combined(pair: str, junction: Junction) -> str:
    """With the mark, the tabs and the sections of a real file."""
    five, three = places(junction)
    return (
        "\ufeffTruSight Oncology 500 - Combined Variant Output\t\t\n\t\t\n[Analysis Details]\t\t\nPair ID\tS1\t\n\t\t\n"
        "[Splice Variants]\t\t\nGene\tAffected Exon\tBreakpoint 1\nNA\t\t\n\t\t\n[Fusions]\t\t\n"
        "Gene Pair\tBreakpoint 1\tBreakpoint 2\tFusion Supporting Reads\tGene 1 Reference Reads\t"
        "Gene 2 Reference Reads\n"
        f"{pair}\t{five}\t{three}\t{junction.split_reads + junction.discordant_pairs}\t0\t2\n"
        "\t\t\n[Small Variants]\t\t\nGene\tChromosome\tGenomic Position\nNA\t\t\n"
    )


def tso500_ordered(junction: Junction) -> str:
    return tso500_combined(f"{junction.five}-{junction.three}", junction)


def tso500_unordered(junction: Junction) -> str:
    return tso500_combined(f"{junction.five}/{junction.three}", junction)


def tso500_all(junction: Junction) -> str:
    five, three = places(junction)
    cells = {
        "Caller": "RnaFusionFilter",
        "Gene A": junction.five,
        "Gene B": junction.three,
        "Gene A Breakpoint": five,
        "Gene B Breakpoint": three,
        "Score": "0.966",
        "Filter": "PASS",
        "Precise/Imprecise": "Precise",
        "Alt Split": "270",
        "Alt Pair": "385",
        "KeepFusion": "True",
        "Alt Split Dedup": str(junction.split_reads),
        "Alt Pair Dedup": str(junction.discordant_pairs),
        "Fusion Directionality Known": "True",
    }
    return "# Source = FusionProcessor\n# Caller = The algorithm, and more\n" + one_row_csv({**cells, **junction.extra})


def tso500_ctdna(junction: Junction) -> str:
    (gene1, chrom1, pos1, *_), (gene2, chrom2, pos2, *_) = sides(junction)
    cells = {
        "Sample": "S1",
        "Name": "MantaBND:1",
        "Chr1": f"chr{chrom1}",
        "Pos1": str(pos1),
        "Chr2": f"chr{chrom2}",
        "Pos2": str(pos2),
        "Alt_Depth": "15",
        "VAF": "0.02",
        "Gene1": gene1,
        "Gene2": gene2,
        "Filter": "PASS",
    }
    return "# Fusions\n" + one_row_csv({**cells, **junction.extra})


def oncomine(junction: Junction) -> str:
    """Both records of a targeted isoform; the brackets of the second are those of the real files."""
    (chrom1, pos1, _), (chrom2, pos2, _) = junction.five_place, junction.three_place
    name = f"{junction.five}-{junction.three}.C6R34.COSF1200"
    info = f"SVTYPE=Fusion;READ_COUNT={junction.split_reads};RPM=1.5e-09;FUNC=[{{'gene':'X','exon':'4'}}]"
    status = junction.extra.get("FILTER", "PASS")
    records = [
        f"chr{chrom1}\t{pos1}\t{name}_1\tG\tG]chr{chrom2}:{pos2}]\t.\t{status}\t{info};GENE_NAME={junction.five}",
        f"chr{chrom2}\t{pos2}\t{name}_2\tT\t]chr{chrom1}:{pos1}]T\t.\t{status}\t{info};GENE_NAME={junction.three}",
    ]
    return vcf([f"{record}\tGT:GQ\t./.:." for record in records], ("READ_COUNT", "GENE_NAME"), "S1")


def genefuse_title(junction: Junction) -> str:
    (gene1, chrom1, pos1, strand1, _), (gene2, chrom2, pos2, strand2, _) = sides(junction)
    left = f"{gene1}_ENST00000318522.5:intron:13|{strand1}chr{chrom1}:{pos1}"
    right = f"{gene2}_ENST00000389048.3:intron:19|{strand2}chr{chrom2}:{pos2}"
    return f"Fusion: {left}___{right}  (total: {2 * junction.split_reads}, unique:{junction.split_reads})"


def genefuse_json(junction: Junction) -> str:
    fusion = {"left": {}, "right": {}, "unique": junction.split_reads, "reads": []}
    fusions = {genefuse_title(junction): fusion}
    return json.dumps({"command": "genefuse", "version": "0.8", "time": "", "fusions": fusions}, indent=1)


def genefuse_text(junction: Junction) -> str:
    return f"loading fusions\n#{genefuse_title(junction)}\nAGGT\n"


def factera(junction: Junction) -> str:
    (gene1, chrom1, pos1, *_), (gene2, chrom2, pos2, *_) = sides(junction)
    return one_row(
        {
            "Est_Type": "TRA",
            "Region1": gene1,
            "Region2": gene2,
            "Break1": f"chr{chrom1}:{pos1}",
            "Break2": f"chr{chrom2}:{pos2}",
            "Break_support1": str(junction.split_reads),
            "Break_support2": "0",
            "Improper_pair_support": str(junction.discordant_pairs),
        }
    )


def foundationone(junction: Junction) -> str:
    """The 3' gene is the baited one, as ROS1 and ALK are."""
    (chrom1, pos1, _), (chrom2, pos2, _) = junction.five_place, junction.three_place
    attributes = {
        "targeted-gene": junction.three,
        "other-gene": junction.five,
        "description": "fusion",
        "in-frame": "unknown",
        "pos1": f"chr{chrom2}:{pos2}-{pos2 + 150}",
        "pos2": f"chr{chrom1}:{pos1}-{pos1 + 150}",
        "status": "known",
        "supporting-read-pairs": str(junction.discordant_pairs),
        **junction.extra,
    }
    element = " ".join(f'{name}="{value}"' for name, value in attributes.items() if value)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rr:ResultsReport xmlns:rr="http://integration.foundationmedicine.com/reporting">\n'
        f"<rearrangements>\n\n<rearrangement {element}/>\n</rearrangements>\n</rr:ResultsReport>\n"
    )
