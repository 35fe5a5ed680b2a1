"""What a commit of the public's own history says of itself: which act it shows, and what it has to withhold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.git.git_tree import read_file
from generator.git.repository import Repository
from generator.model.place import PUBLIC_STATE


def state_at(repository: Repository, commit: str) -> Mapping[str, Any]:
    """The state that a commit of the public's history tells of; empty where it tells of none that can be read."""
    return read_state(read_file(repository, commit, PUBLIC_STATE) or b"")


def read_state(data: bytes) -> Mapping[str, Any]:
    """What the file says; empty where it cannot be read."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def withheld_at(repository: Repository, commit: str) -> Mapping[str, Sequence[str]]:
    """By path, the appraisals that are not shown at `commit` because counts of small panels are withheld."""
    found = state_at(repository, commit).get("withheld")
    return {str(path): list(panels) for path, panels in found.items()} if isinstance(found, dict) else {}
