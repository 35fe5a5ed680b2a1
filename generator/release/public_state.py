"""What a commit of the public's own history says of itself: which act it shows, and what it has to withhold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.git.clock import beijing_time
from generator.git.git_tree import find_objects, read_file
from generator.git.lineage import read_blobs
from generator.git.objects import read_objects
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


def states_of(repository: Repository, commits: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The state of each of `commits`; empty where it tells of none that can be read."""
    found = find_objects(repository, [(commit, PUBLIC_STATE) for commit in commits])
    content = read_blobs(repository, found.values())
    return {commit: read_state(content.get(found.get((commit, PUBLIC_STATE), ""), b"")) for commit in commits}


_AUTHORED = re.compile(rb"(?m)^author .*> (\d{1,11}) [+-]\d{4}$")


def shown_acts(repository: Repository, commits: Sequence[str]) -> dict[str, str]:
    """The line of each act that the commits of a public history show, in their order, and the day of each.

    chain.yml has the line of a redaction only from the commit on that shows what it redacts; here it is in its place.
    """
    found: dict[str, str] = {}
    states = states_of(repository, commits)
    authored = {one.id: _AUTHORED.search(one.data.partition(b"\n\n")[0]) for one in read_objects(repository, commits)}
    for commit in commits:
        line, written = str(states[commit].get("act", "")), authored.get(commit)
        if line and written is not None:
            found.setdefault(line, f"{beijing_time(int(written[1])):%Y-%m-%d}")
    return found


def withheld_at(repository: Repository, commit: str) -> Mapping[str, Sequence[str]]:
    """By path, the appraisals that are not shown at `commit` because counts of small panels are withheld."""
    found = state_at(repository, commit).get("withheld")
    return {str(path): list(panels) for path, panels in found.items()} if isinstance(found, dict) else {}
