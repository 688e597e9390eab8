"""Ion Torrent Variant Caller and Oncomine: the flow evaluator's counts (FAO, FDP), not the raw pile-up's (AO, DP).

Hotspots are written whatever was found: the genotype tells.
"""

import re

from ros1annot.read.callers.caller import Caller, alt_reads_field

CALLER = Caller("tvc", re.compile(r'source="?tvc', re.IGNORECASE), alt_reads_field("FAO", "FDP"), distinct=True)
