"""Whether a sample can show that something is absent from the tumour (rules.md C1)."""

from ros1annot.model import Sample, Specimen


def is_informative(sample: Sample, *, driver_seen: bool, least: float) -> bool:
    """``False`` for plasma in which neither the driver nor enough tumour DNA is seen.

    Args:
        sample: its specimen and tumour fraction.
        driver_seen: a driver was found in this sample; one that only the sheet knows shows no tumour DNA.
        least: tumour fraction (0 to 1) from which plasma is informative without its driver.
    """
    if sample.specimen is not Specimen.CTDNA or driver_seen:
        return True
    return sample.tumour_fraction is not None and sample.tumour_fraction >= least
