"""The browser of this machine."""

import pytest

from browsing import installed


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    found = installed()
    if found is None:
        pytest.skip("no Chromium on this machine (install `chromium` to run the browser tests)")
    return found
