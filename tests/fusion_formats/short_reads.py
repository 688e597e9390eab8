"""Callers that read short reads of RNA."""

from fusion_files import Junction
from fusion_formats.parts import kept_left, one_row, sides, stranded, vcf


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
