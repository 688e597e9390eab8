"""A patient's course as the time line has it, large enough to be hard to draw, for the tests of its page."""

from serial_plasma import DRIVER, visit

from ros1annot.patient.model import Period, Settings, Timeline
from ros1annot.patient.timeline import timeline
from ros1annot.write.html import report_labels

NAMES = (DRIVER, *(f"A{number}T" for number in range(101, 112)))
PERIODS = (
    Period(drug="gefitinib", start=None, end="2025-02-15", source="sheet"),
    Period(drug="osimertinib", start="2025-02-16", end=None, source="sheet"),
    Period(drug="pemetrexed + carboplatin", start="2025-03-01", end="2025-04-01", source="sheet"),
    Period(drug="osimertinib", start="2018-01-01", end="2018-02-01", source="sheet"),
)


def course(*periods: Period, patient: str = "P1", times: int = 6) -> Timeline:
    """Twelve variants at several times; the last variant is seen at the end only."""

    def reads(time: int) -> dict[str, int]:
        grown = {name: (40 - 3 * place) * (time + 1) for place, name in enumerate(NAMES)}
        return grown if time == times - 1 else {**grown, NAMES[-1]: 0}

    visits = [visit(time, reads(time), 5000) for time in range(times)]
    return timeline(patient, visits, periods, Settings(), report_labels())
