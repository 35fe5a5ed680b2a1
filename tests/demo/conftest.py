"""One demonstration project for all tests of this folder; nobody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.demo.district import Options
from generator.demo.project import Made, make_demo


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The project with the usual options, and what was said of it."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    return folder, make_demo(folder, Options())
