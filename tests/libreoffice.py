"""LibreOffice: it takes many files at one start, begins with a profile that is there, and does not try itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.run_once import place_in_run

# With a profile that no such version has had before, it first draws pictures of 4096 by 4096 points to see whether it
# draws well: three times the work of everything else that it does to begin.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.0</value></prop>
</item>
</oor:items>
"""
_PATIENCE = 400  # seconds


def convert(
    soffice: Path, form: str, files: Iterable[Path], folder: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Has LibreOffice save `files` in another `form`, under the same names, in `folder`."""
    home = f"-env:UserInstallation={_profile().as_uri()}"
    command = [str(soffice), home, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE, env=environment)


def _profile() -> Path:
    """That of this process, which has one LibreOffice at a time: to lay out a new one takes longer than to begin."""
    profile = place_in_run(f"libreoffice-{os.getpid()}")
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, "utf-8")
    return profile
