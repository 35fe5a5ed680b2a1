"""The same commit gives the same bytes, whatever surrounds the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.elsewhere import contents, made_elsewhere
from tests.release.repository import Repo


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_two_builds_in_two_surroundings_are_the_same(told: Repo, tmp_path: Path, audience: str) -> None:
    """For insiders the other one lies in a bag that was made there, from a clone of the packed history."""
    two = made_elsewhere(told) / {"public": "public", "internal": "bag/data/site"}[audience]
    options = [*("-C", str(told.root)), "--audience", audience, "--at", "publication/2015-final"]
    assert main(["build", *options, "--out", str(tmp_path / "one")]) == 0
    assert contents(two) == contents(tmp_path / "one")
    modes = {path.stat().st_mode & 0o777 for path in two.rglob("*")}
    assert modes == {0o644, 0o755}
