"""Verifying with an index above: a project or a site against what the index saw, and an index by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.acts.verified import Verified
from generator.gather.bundle_source import state_of_history
from generator.gather.published_state import PublishedState, state_of
from generator.gather.seen_history import compare_with_index, find_seen, verify_seen
from generator.git.branch import find_main
from generator.git.repository import Repository
from generator.model.place import INDEX_FILE
from generator.proof.bag import PAYLOAD
from generator.proof.finding import Finding
from generator.proof.manifest import MANIFEST, read_manifest
from generator.proof.verify_project import Verification
from generator.proof.witness import Witness


def is_index(root: Path) -> bool:
    """Whether the project at `root` is an index."""
    return (root / INDEX_FILE).is_file()


def site_in_index(index: Path, path: Path) -> Iterator[Finding]:
    """Whether the site, or the bag with one, at `path` is what the index saw; nothing for another kind of witness."""
    folder = path / PAYLOAD / "site" if (path / "bagit.txt").is_file() else path
    manifest = folder / MANIFEST if folder.is_dir() else folder
    try:
        found = read_manifest(manifest.read_bytes())
    except OSError:
        return
    if not isinstance(found, str):  # what is wrong with it is said elsewhere
        yield from compare_with_index(index, path.name, state_of(found))


def index_witness(index: Path, repository: Repository) -> Iterator[Witness]:
    """What the index remembers of the project's history: the commit of the last state that it found sound."""
    seen = find_seen(index, _state(repository))
    if seen is not None and seen.state is not None and seen.state.commit:
        yield Witness(f"{index.name}（{seen.district}）", seen.state.commit, {})


def project_in_index(index: Path, repository: Repository, verified: Verification) -> Iterator[Finding]:
    """Whether the project's acts are those that the index saw."""
    if verified.head:
        yield from compare_with_index(index, repository.root.name, state_of_history("", repository, verified))


def _state(repository: Repository) -> PublishedState:
    main = find_main(repository)
    return state_of_history("", repository, Verification(main.tip, {}, (), main.name))


def verify_index(repository: Repository, findings: list[Finding]) -> Verified:
    """An index verified by itself: what it saw only ever grew."""
    main = find_main(repository)
    return Verified(main.tip, main.name, (*verify_seen(repository, main.tip), *findings))
