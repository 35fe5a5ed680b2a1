from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.site_build import build_site
from tests.site.sample import copy_district, poison_district


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small district, from a copy that has no history."""
    folder = tmp_path_factory.mktemp("built")
    assert build_site(copy_district(folder / "district"), folder / "site").problems == ()
    return folder / "site"


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a district whose every free text is an attack."""
    folder = tmp_path_factory.mktemp("poisoned")
    out = folder / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.site_build.PRODUCERS", [])  # what else is built has its own hostile texts
        assert build_site(poison_district(folder / "district"), out).problems == ()
    return out
