"""Calling the command in this process, in a given project."""

from __future__ import annotations

import pytest

from tests.cli.calling import Caller


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str]) -> Caller:
    """The command."""
    return Caller(capsys)
