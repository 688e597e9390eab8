"""Genes of a laboratory's own: from a GFF3 or GTF and a genome FASTA to the files that the engine reads."""
