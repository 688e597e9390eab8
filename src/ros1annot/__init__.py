"""ros1annot: which resistance alterations a tumour carries, and what they mean for each drug.

The folders follow the data: ``read`` -> ``annotate`` -> ``table`` (match) -> ``interpret`` -> ``write``.
:mod:`ros1annot.model` holds the nouns that pass between them.
"""

__version__ = "0.1.0"
