"""One demonstration project for all tests of this folder; nobody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.demo.demo_project import Made
from tests.sample import shared_demo


@pytest.fixture(scope="session")
def project() -> tuple[Path, Made]:
    """The project with the usual options, and what was said of it."""
    return shared_demo()
