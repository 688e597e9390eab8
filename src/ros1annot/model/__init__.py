"""The nouns that the stages pass on: a sample, the calls read for it, the events they become.

Coordinates are 1-based and inclusive, on the plus strand of a named assembly; chromosomes carry no ``chr``.
``None`` means "not known" in every field, and nothing else.
"""

from ros1annot.model.calls import (
    AlleleCall,
    BreakEnd,
    CodonReads,
    CopyNumberCall,
    DepthAt,
    Frame,
    FusionCall,
    Haplotypes,
    Opinion,
    Phase,
    Place,
    SpliceCall,
    Strands,
    Support,
)
from ros1annot.model.events import (
    Consequence,
    Event,
    Fusion,
    FusionPartner,
    FusionRole,
    ProteinChange,
    SmallVariant,
    SplicePrediction,
    SpliceVariant,
    TranscriptName,
)
from ros1annot.model.sample import (
    Assembly,
    EarlierSample,
    InputFile,
    InputKind,
    InputState,
    Sample,
    Specimen,
)

__all__ = [
    "AlleleCall",
    "Assembly",
    "BreakEnd",
    "CodonReads",
    "Consequence",
    "CopyNumberCall",
    "DepthAt",
    "EarlierSample",
    "Event",
    "Frame",
    "Fusion",
    "FusionCall",
    "FusionPartner",
    "FusionRole",
    "Haplotypes",
    "InputFile",
    "InputKind",
    "InputState",
    "Opinion",
    "Phase",
    "Place",
    "ProteinChange",
    "Sample",
    "SmallVariant",
    "Specimen",
    "SpliceCall",
    "SplicePrediction",
    "SpliceVariant",
    "Strands",
    "Support",
    "TranscriptName",
]
