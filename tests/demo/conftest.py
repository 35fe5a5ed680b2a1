"""One demonstration project for all tests of this folder; nobody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.demo.demo_project import Made, make_demo
from generator.demo.district import Options, make_data

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The project with the usual options, and what was said of it."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    return folder, make_demo(folder, Options())


@pytest.fixture(scope="session")
def is_sample() -> None:
    """Skips where what lies in data/ is a district's own, and not the sample that comes with the program."""
    found = ROOT / "data" / "site.yml"
    made = make_data(Options())["data/site.yml"].splitlines()
    if not found.is_file() or not set(made) <= set(found.read_bytes().splitlines()):
        pytest.skip("data/ holds no sample: it is a district's own")
