"""What an installed package carries besides the code: a step of the build, named in pyproject.toml.

The templates, the guide, the schemas and what an archive takes along lie at the top of the sources, where people look
for them; in the package they lie in `generator/shipped/`. An installation that is edited in place reads them from the
top.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


class BuildWithShipped(build_py):
    """Copies the code, and beside it the rest of the program."""

    def run(self) -> None:
        if not self.editable_mode:
            # What an earlier build has left would go along: setuptools keeps its folder.
            shutil.rmtree(Path(self.build_lib, "generator"), ignore_errors=True)
        super().run()
        if not self.editable_mode:
            self._carry()

    def _carry(self) -> None:
        from generator.read.program import FILES, FOLDERS, SHIPPED

        target = Path(self.build_lib, "generator", SHIPPED)
        for folder in FOLDERS:
            shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        for name in FILES:
            shutil.copyfile(ROOT / name, target / name)
