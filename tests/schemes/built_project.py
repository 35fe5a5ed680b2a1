"""The site of a project of tests/schemes, built once in a run, whichever worker asks first."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from generator.site.site_build import build_site
from tests.schemes.given_project import HERE


def build_once(name: str, folder: Path) -> Path:
    """The site below `folder`, which all workers of a run share."""
    site = folder / f"scheme-{name}"
    if not site.exists():
        work = folder / f"scheme-{name}-{os.getpid()}"
        shutil.copytree(HERE / name, work / "project")
        assert build_site(work / "project", work / "site").problems == ()
        try:
            (work / "site").rename(site)
        except OSError:
            assert site.exists()  # another worker was as quick
    return site
