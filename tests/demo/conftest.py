"""One demonstration project for all tests of this folder; nobody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.demo.demo_project import Made, make_demo
from generator.demo.district import Options


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The project with the usual options, and what was said of it."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    return folder, make_demo(folder, Options())
