"""Where a history begins to count: the commit that `data/site.yml` names, before which everything was a trial."""

from __future__ import annotations

from collections.abc import Sequence

from generator.history.git import Repository
from generator.history.log import Change, RawCommit
from generator.history.objects import read_objects
from generator.history.tree import GitTree
from generator.model.unit import Site
from generator.read.record import read_record

_SITE = "data/site.yml"


def read_founding(repository: Repository, line: Sequence[RawCommit]) -> str:
    """The commit that the end of `line` (oldest first) names as the one to begin at; "" where it names none."""
    blob = next((c.new for commit in reversed(line) for c in commit.changes if c.path == _SITE), None)
    if blob is None:
        return ""
    data = next((found.data for found in read_objects(repository, [blob])), None)
    site = None if data is None else read_record(_SITE, "site", (), data).record
    return site.history_from if isinstance(site, Site) else ""


def founding_changes(repository: Repository, commit: str) -> tuple[Change, ...]:
    """Everything that stands below `data/` at the founding commit, as if it had brought it."""
    return tuple(Change(e.path, None, e.blob, e.kind, commit) for e in GitTree(repository, commit).entries())
