"""Builders of every fusion caller's file: one junction in, the whole text of a file out.

Each writer says what its caller would say of the junction: counts from 0 or 1, genes in or out of order, pairs and
split reads under the caller's own names. What a format cannot hold is left out.
"""

import json
from collections.abc import Callable, Mapping

from fusion_files import ARRIBA_V1, ARRIBA_V2, STAR_FUSION, Junction, arriba_row, generic_row, star_fusion_row, table

Writer = Callable[[Junction], str]


def one_row(cells: Mapping[str, str], mark: str = "") -> str:
    """A tab-separated table of one row."""
    return table(list(cells), [cells], mark)


def one_row_csv(cells: Mapping[str, str], quote: str = "") -> str:
    """A comma-separated table of one row."""
    return "".join(",".join(f"{quote}{cell}{quote}" for cell in line) + "\n" for line in (cells, cells.values()))


def places(junction: Junction) -> tuple[str, str]:
    """``chr5:150404680`` and ``chr6:117324415``."""
    (chrom1, pos1, _), (chrom2, pos2, _) = junction.five_place, junction.three_place
    return f"chr{chrom1}:{pos1}", f"chr{chrom2}:{pos2}"


def stranded(junction: Junction) -> tuple[str, str]:
    """``5:150404680:-`` and ``6:117324415:-``."""
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return f"{chrom1}:{pos1}:{strand1}", f"{chrom2}:{pos2}:{strand2}"


def sides(junction: Junction) -> list[tuple[str, str, int, str, bool]]:
    """Gene, chromosome, position, strand and whether it is the 5' one, sorted by place as unordered callers do."""
    both = [(junction.five, *junction.five_place, True), (junction.three, *junction.three_place, False)]
    return sorted(both, key=lambda side: side[1:3])


def kept_left(strand: str, *, five: bool) -> bool:
    """Whether the kept part of a gene lies to the left of its breakpoint on the plus strand."""
    return (strand == "+") is five


def fusioncatcher(junction: Junction) -> str:
    five, three = stranded(junction)
    return one_row(
        {
            "Gene_1_symbol(5end_fusion_partner)": junction.five,
            "Gene_2_symbol(3end_fusion_partner)": junction.three,
            "Fusion_description": "known,oncogene,exon-exon",
            "Spanning_pairs": str(junction.discordant_pairs),
            "Spanning_unique_reads": str(junction.split_reads),
            "Fusion_point_for_gene_1(5end_fusion_partner)": five,
            "Fusion_point_for_gene_2(3end_fusion_partner)": three,
            "Predicted_effect": "---",
            **junction.extra,
        }
    )


def fusioncatcher_old(junction: Junction) -> str:
    five, three = stranded(junction)
    return one_row(
        {
            "Fusion_gene_symbol_1(5end_partner)": junction.five,
            "Fusion_gene_symbol_2(3end_partner)": junction.three,
            "Fusion_description": "",
            "Spanning_pairs": str(junction.discordant_pairs),
            "Spanning_unique_reads": str(junction.split_reads),
            "Fusion_gene_1_position(5end_partner)": five,
            "Fusion_gene_2_position(3end_partner)": three,
        }
    )


def fusioncatcher_vcf(junction: Junction) -> str:
    """Brackets as FusionCatcher writes them, whatever the strands."""
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    shared = f"FUSION={junction.five}--{junction.three};SR={junction.split_reads};SP={junction.discordant_pairs}"
    shared += f";GENE5={junction.five};GENE3={junction.three};EFFECT={junction.extra.get('EFFECT', '---')};DESC=known"
    records = [
        f"{chrom1}\t{pos1}\tF__5\tN\tN]{chrom2}:{pos2}]\t.\tPASS\tSVTYPE=BND;END=5;STRAND={strand1};PUBLISHED;{shared}",
        f"{chrom2}\t{pos2}\tF__3\tN\t]{chrom1}:{pos1}]N\t.\tPASS\tSVTYPE=BND;END=3;STRAND={strand2};PUBLISHED;{shared}",
    ]
    return vcf(records, ("FUSION", "GENE5", "GENE3", "SR", "SP"))


def vcf(records: list[str], info: tuple[str, ...] = (), sample: str = "") -> str:
    """A VCF; ``info`` are the fields that its header declares."""
    header = ["##fileformat=VCFv4.2", *(f"##INFO=<ID={name},Number=1,Type=String>" for name in info)]
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO" + (f"\tFORMAT\t{sample}" if sample else "")
    return "\n".join([*header, columns, *records]) + "\n"


def jaffa_cells(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return {
        "sample": "reads",
        "fusion genes": f"{junction.five}:{junction.three}",
        "chrom1": f"chr{chrom1}",
        "base1": str(pos1),
        "strand1": strand1,
        "chrom2": f"chr{chrom2}",
        "base2": str(pos2),
        "strand2": strand2,
        "gap (kb)": "Inf",
        "spanning pairs": str(junction.discordant_pairs),
        "spanning reads": str(junction.split_reads),
        "inframe": "NA",
        "classification": "HighConfidence",
        **junction.extra,
    }


def jaffa(junction: Junction) -> str:
    return one_row_csv(jaffa_cells(junction))


def jaffa_old(junction: Junction) -> str:
    """Version 1.08: no strands, every cell quoted."""
    cells = jaffa_cells(junction)
    return one_row_csv({name: cell for name, cell in cells.items() if not name.startswith("strand")}, quote='"')


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


def pizzly(junction: Junction) -> str:
    return one_row(
        {
            "geneA.name": junction.five,
            "geneA.id": "ENSG00000019582.15",
            "geneB.name": junction.three,
            "geneB.id": "ENSG00000047936.10",
            "paircount": str(junction.discordant_pairs),
            "splitcount": str(junction.split_reads),
            "transcripts.list": "ENST00000353334.10_0:805_ENST00000368507.7_5738:7417",
        }
    )


def squid(junction: Junction) -> str:
    """Segments by place, genes by transcription; starts count from 0."""
    cells = {}
    for number, (_, chrom, pos, strand, five) in enumerate(sides(junction), 1):
        left = kept_left(strand, five=five)
        cells |= {
            f"chrom{number}": chrom,
            f"start{number}": str(pos - 200 if left else pos - 1),
            f"end{number}": str(pos if left else pos + 200),
            f"strand{number}": "+" if left else "-",
        }
    cells |= {"name": ".", "score": "11", "Type": "fusion-gene", "FusedGenes": f"{junction.five}:{junction.three}"}
    return one_row(cells, mark="# ")


def ericscript(junction: Junction) -> str:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    cells = {
        "GeneName1": junction.five,
        "GeneName2": junction.three,
        "chr1": chrom1,
        "Breakpoint1": str(pos1),
        "strand1": strand1,
        "chr2": chrom2,
        "Breakpoint2": str(pos2),
        "strand2": strand2,
        "crossingreads": str(junction.discordant_pairs),
        "spanningreads": str(junction.split_reads),
        "homology": "ROS1 (12%), ",
        "EricScore": "0.91",
    }
    return one_row({**cells, **junction.extra})


def defuse(junction: Junction) -> str:
    """Genes by place; the strand of the kept part is the gene's own for the 5' gene only."""
    cells = {}
    for number, (gene, chrom, pos, strand, five) in enumerate(sides(junction), 1):
        cells |= {
            f"gene_name{number}": gene,
            f"gene_chromosome{number}": chrom,
            f"genomic_break_pos{number}": str(pos),
            f"gene_strand{number}": strand,
            f"genomic_strand{number}": "+" if kept_left(strand, five=five) else "-",
        }
    cells |= {"splitr_count": str(junction.split_reads), "span_count": str(junction.discordant_pairs)}
    return one_row({**cells, "orf": "N", "probability": "0.97", **junction.extra})


def soapfuse(junction: Junction) -> str:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    cells = {
        "up_gene": junction.five,
        "up_chr": f"chr{chrom1}",
        "up_strand": strand1,
        "up_Genome_pos": str(pos1),
        "up_loc": "E",
        "dw_gene": junction.three,
        "dw_chr": f"chr{chrom2}",
        "dw_strand": strand2,
        "dw_Genome_pos": str(pos2),
        "dw_loc": "E",
        "Span_reads_num": str(junction.discordant_pairs),
        "Junc_reads_num": str(junction.split_reads),
        "Fusion_Type": "INTERCHR-SS",
        "down_fusion_part_frame-shift_or_not": "NA",
    }
    return one_row({**cells, **junction.extra})


def chimerascan(junction: Junction) -> str:
    """First and last base of the kept parts, both counted from 0."""
    cells = {}
    for end, (chrom, pos, strand), five in (("5p", junction.five_place, True), ("3p", junction.three_place, False)):
        left = kept_left(strand, five=five)
        cells |= {
            f"chrom{end}": f"chr{chrom}",
            f"start{end}": str(pos - 5000 if left else pos - 1),
            f"end{end}": str(pos - 1 if left else pos + 5000),
            f"strand{end}": strand,
        }
    total = junction.split_reads + junction.discordant_pairs
    cells |= {"genes5p": junction.five, "genes3p": junction.three, "score": "6"}
    return one_row({**cells, "total_frags": str(total), "spanning_frags": str(junction.split_reads)}, mark="#")


def infusion(junction: Junction) -> str:
    cells = {"id": "83303"}
    for number, (gene, chrom, pos, *_) in enumerate(sides(junction), 1):
        cells |= {f"ref{number}": chrom, f"break_pos{number}": str(pos), f"genes_{number}": gene}
    cells |= {"num_span": str(junction.split_reads), "num_paired": str(junction.discordant_pairs)}
    return one_row({**cells, "fusion_class": "inter-chromosomal"}, mark="#")


def tophat_fusion(junction: Junction) -> str:
    """No header, positions from 0."""
    cells = ["sample_1"]
    for gene, chrom, pos, *_ in sides(junction):
        cells += [gene, f"chr{chrom}", str(pos - 1)]
    return "\t".join([*cells, str(junction.split_reads), str(junction.discordant_pairs), "4", "-562.61"]) + "\n"


def mapsplice(junction: Junction) -> str:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    cells = [f"chr{chrom1}~chr{chrom2}", str(pos1), str(pos2), "FUSIONJUNC_1", str(junction.split_reads)]
    cells += [strand1 + strand2, *["0"] * 21, str(junction.discordant_pairs), *["0"] * 32]
    return "\t".join([*cells, f"{junction.five},", f"{junction.three},", ""]) + "\n"


def fusionmap(junction: Junction) -> str:
    cells = {
        "FusionID": "FUS_1_2(--)",
        "S1.bam.UniqueCuttingPositionCount": "9",
        "S1.bam.SeedCount": str(junction.split_reads),
        "S1.bam.RescuedCount": "0",
    }
    for number, (gene, chrom, pos, *_) in enumerate(sides(junction), 1):
        cells |= {f"Chromosome{number}": chrom, f"Position{number}": str(pos), f"KnownGene{number}": gene}
    cells |= {"FusionGene": f"{junction.five}->{junction.three}", "FrameShiftClass": "", "Filter": ""}
    return one_row({**cells, **junction.extra})


def fusionseeker(junction: Junction) -> str:
    """Breakpoints a base off, as in real files."""
    cells = {"ID": "GF0231"}
    for number, (gene, chrom, pos, *_) in enumerate(sides(junction), 1):
        cells |= {f"Gene{number}": gene, f"Chrom{number}": f"chr{chrom}", f"Breakpoint{number}": str(pos - 1)}
    return one_row({**cells, "NumSupp": str(junction.split_reads), "SupportingReads": "r1,r2"})


def longgf(junction: Junction) -> str:
    (gene1, chrom1, pos1, *_), (gene2, chrom2, pos2, *_) = sides(junction)
    reads = junction.split_reads
    return (
        "Open sam file (reads.bam).\n"
        f"GF\t{gene1}:{gene2} {reads} {reads} supporting reads={reads}/{reads}\n"
        f"SumGF\t{gene1}:{gene2} {reads} chr{chrom1}:{pos1} chr{chrom2}:{pos2}\n"
    )


def pbfusion(junction: Junction) -> str:
    """BEDPE from 0, behind comments that begin with ``##``."""
    cells = {}
    both = sides(junction)
    for number, (_, chrom, pos, strand, _) in enumerate(both, 1):
        cells |= {f"chr{number}": f"chr{chrom}", f"start{number}": str(pos - 1), f"end{number}": str(pos)}
        cells[f"strand{number}"] = strand
    info = f"RC={junction.split_reads};MD=0;GN={both[0][0]},{both[1][0]};CL=FUSION:{junction.split_reads}"
    cells |= {"id": "BP1", "score": "MEDIUM", "info": junction.extra.get("info", info), "extra": "RN=r1,r2"}
    return '##VERSION=0.4.0\n##INFO=<ID=RC,Number=1,Description="Reads, "all"">\n' + one_row(cells, mark="#")


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


ORDERED: dict[str, Writer] = {
    "arriba 1": lambda junction: table(ARRIBA_V1, [arriba_row(junction)]),
    "arriba 2": lambda junction: table(ARRIBA_V2, [arriba_row(junction)]),
    "star-fusion": lambda junction: table(STAR_FUSION, [star_fusion_row(junction)]),
    "generic": lambda junction: one_row(generic_row(junction)),
    "cbioportal": cbioportal,
    "chimerascan": chimerascan,
    "cicero": cicero,
    "defuse": defuse,
    "dragen": dragen,
    "ericscript": ericscript,
    "fusion-report csv": fusion_report_csv,
    "fusion-report json": fusion_report_json,
    "fusioncatcher": fusioncatcher,
    "fusioncatcher 0.98": fusioncatcher_old,
    "fusioncatcher vcf": fusioncatcher_vcf,
    "fusionmap": fusionmap,
    "isofox": isofox,
    "isofox csv": isofox_csv,
    "jaffa": jaffa,
    "jaffa 1.08": jaffa_old,
    "mapsplice": mapsplice,
    "nfcore-rnafusion": nfcore_rnafusion,
    "oncomine": oncomine,
    "soapfuse": soapfuse,
    "tso500 all": tso500_all,
    "tso500 combined": tso500_ordered,
}
"""Formats that give places and vouch for the order."""

UNORDERED: dict[str, Writer] = {
    "dragen 5 columns": dragen_old,
    "fusionseeker": fusionseeker,
    "infusion": infusion,
    "longgf": longgf,
    "pbfusion": pbfusion,
    "squid": squid,
    "tophat-fusion": tophat_fusion,
    "tso500 combined, no direction": tso500_unordered,
}
"""Formats of RNA that give places in no order: the splice sites tell it."""

UNPLACED: dict[str, Writer] = {"linx": linx, "linx, old": linx_old, "pizzly": pizzly}
"""Formats that vouch for the order and give no places."""

DNA: dict[str, Writer] = {
    "factera": factera,
    "foundationone": foundationone,
    "genefuse json": genefuse_json,
    "genefuse text": genefuse_text,
    "tso500 ctdna": tso500_ctdna,
}
"""Formats of DNA in no order."""
