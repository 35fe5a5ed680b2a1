"""The names that a file had are found from the commits that touched it, whatever branch they were made on."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git.masks import find_names
from generator.git.repository import open_repository
from tests.git.branches import LAST, NAMES, Branches


@pytest.mark.parametrize("seed", range(12))
def test_the_names_are_those_that_any_commit_gave(tmp_path: Path, seed: int) -> None:
    told = Branches(tmp_path, seed)
    repository = open_repository(tmp_path)
    for path in NAMES:
        names = told.names(path)
        assert find_names(repository, [LAST], [path]) == ({path: tuple(sorted(names))} if names else {})
