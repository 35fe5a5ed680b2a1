"""The redactions that count wherever something is read here: those that lie on the disk, of HEAD, and of the main
branches that the clone knows, whatever commit is looked at.

What is read of a commit passes here: a text that was redacted since is masked in every version, under all names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.change.renames import pair_renames
from generator.git.branch import head_of, read_heads, tip_of
from generator.git.condition import lasting_store
from generator.git.object_reader import look_up
from generator.git.objects import read_objects
from generator.git.ref_list import ListedRef
from generator.git.repository import HistoryUnavailable, Repository, ask_git, open_repository
from generator.git.revision import find_base
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.model.place import DATA, DATA_FOLDER, find_place, folder_of
from generator.model.redaction import NO_MASKS, Masks, Redaction, mask_fields
from generator.read.text import MAX_BYTES
from generator.read.tree import WorkTree

_FOLDER = folder_of("redaction")
_MAIN = ("main", "master")


def masks_of(repository: Repository) -> Masks:
    """What is masked in whatever is read from this repository; found out once for as long as it is open."""
    if "masks" not in repository.known:
        repository.known["masks"] = _read_masks(repository)
    found: Masks = repository.known["masks"]
    return found


def disk_tree(root: Path, paths: Sequence[str] = (DATA_FOLDER,), store: KeptStore = NOTHING_KEPT) -> WorkTree:
    """The files as they lie in `root`, with the redactions that its history, where it has one, tells of."""
    try:
        return WorkTree(root, paths, masks_of(open_repository(root, store)))
    except HistoryUnavailable:
        return WorkTree(root, paths, NO_MASKS.with_others(_on_disk(root)))


def with_masks_of(repository: Repository, tip: str) -> Repository:
    """`repository` as if the redactions of the commit `tip` were all there are: none that lie on the disk alone."""
    known = {**repository.known, "masks": _masks_among(repository, [tip], list(_recorded(repository, [tip])))}
    return replace(repository, known=known)


def _read_masks(repository: Repository) -> Masks:
    tips = _tips(repository)
    return _masks_among(repository, tips, [*_recorded(repository, tips), *_on_disk(repository.root)])


def _masks_among(repository: Repository, tips: Sequence[str], made: Iterable[Redaction]) -> Masks:
    found = NO_MASKS.with_others(made)
    if not found.redactions:
        return found
    hidden = [mask_fields(record, found.fields_of(record.origin.file)) for record in found.redactions]
    paths = tuple(dict.fromkeys(record.file for record in hidden if not record.is_message))
    asked = ("names", tuple(tips), paths)  # what commits reach never changes
    if asked not in repository.known:
        repository.known[asked] = kept_names(repository, tips, paths) if paths else {}
    names: Mapping[str, tuple[str, ...]] = repository.known[asked]
    return Masks(tuple(hidden), tuple(names.items()))


def _tips(repository: Repository) -> list[str]:
    """The last commits of HEAD and of every branch called main, here and at remotes, each once."""
    heads: list[ListedRef] = []
    with suppress(HistoryUnavailable):  # where refs are damaged it is told by who reads the history
        heads = read_heads(repository)
    named = [
        tip_of(repository, head.ref, head.commit) for head in heads if head.ref.rpartition("/")[2] in (*_MAIN, "HEAD")
    ]
    return list(filter(None, dict.fromkeys([head_of(repository, heads), *named])))


def _recorded(repository: Repository, tips: Iterable[str]) -> Iterator[Redaction]:
    blobs: dict[tuple[str, str], None] = {}
    for tip in tips:
        where = f"{repository.prefix}{_FOLDER}"
        if look_up(repository, f"{tip}:{where}") is None:
            continue  # most projects redact nothing
        listed = ask_git(repository, "ls-tree", "-r", "-z", "--full-tree", tip, "--", where).text
        for row in listed.split("\0"):
            described, _, path = row.partition("\t")
            if described.startswith("100"):
                blobs[path.removeprefix(repository.prefix), described.split(" ")[2]] = None
    content = {found.id: found.data for found in read_objects(repository, sorted({blob for _, blob in blobs}))}
    yield from _read_all((path, content[blob]) for path, blob in blobs if blob in content)


def _on_disk(root: Path) -> Iterator[Redaction]:
    tree = WorkTree(root, [_FOLDER])
    for entry in tree.entries():
        if entry.kind == "file":
            with suppress(OSError):  # told where the whole data are read
                yield from _read_all([(entry.path, tree.read(entry.path))])


def _read_all(files: Iterable[tuple[str, bytes]]) -> Iterator[Redaction]:
    # It brings the class of every record, and most projects redact nothing.
    from generator.read.record import read_record

    for path, data in files:
        placed = find_place(path)
        if placed is not None and placed.kind == "redaction" and len(data) <= MAX_BYTES:
            record = read_record(path, placed, data).record
            if isinstance(record, Redaction):
                yield record


def find_names(repository: Repository, tips: Sequence[str], paths: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The other names that each of `paths` may have had: those of a rename, and of every file with the same bytes.

    Wider than the rule by which renames are told (`pair_renames`, which pairs every file once): where several files
    came with the bytes of one that is gone, the text that is to be hidden stands in each of them. Names are followed
    in both directions and through several steps.
    """
    return _names_by(paths, _walk_names(_Questions(repository), tips, paths))


def kept_names(repository: Repository, tips: Sequence[str], paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """As `find_names`, of which git is asked no more than what came since they were kept."""
    store = lasting_store(repository, repository.store)
    # An act asks for those of all branches and for those of the main one: neither is to replace the other.
    place = ["names", repository.prefix, str(repository.folder), str(len(tips)), *paths]
    kept = store.find(place)
    if kept is None or kept["tips"] != list(tips):
        walked = None if kept is None else _walk_later(_Questions(repository), tips, paths, kept)
        asked = _Questions(repository)
        pairs = _walk_names(asked, tips, paths) if walked is None else walked
        if asked.all_answered:  # or what a damaged repository lacked would be lacking once it is whole again
            store.keep(place, {"tips": list(tips), "pairs": {name: sorted(others) for name, others in pairs.items()}})
        return _names_by(paths, pairs)
    return _names_by(paths, {name: set(others) for name, others in kept["pairs"].items()})


class _Questions:
    """What is asked of git about many commits; `all_answered` while it broke none of its answers off."""

    def __init__(self, repository: Repository) -> None:
        self.repository, self.all_answered = repository, True

    def ask(self, *arguments: str, given: bytes = b"") -> str:
        """What git says, as far as it gets."""
        answer = ask_git(self.repository, *arguments, given=given)
        self.all_answered &= answer.status == 0
        return answer.text


def _names_by(paths: Collection[str], pairs: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
    return {path: others for path in paths if (others := tuple(sorted(_reach(pairs, path) - {path})))}


def _walk_names(git: _Questions, tips: Sequence[str], paths: Collection[str]) -> dict[str, set[str]]:
    """The names that any commit gave to what had any of `paths`, or of such names, each in both directions."""
    pairs: dict[str, set[str]] = {}
    seen: set[str] = set()
    asked, fresh = set[str](), set(paths)
    while fresh:
        seen |= fresh
        commits = [commit for commit in _touching(git, tips, sorted(fresh)) if commit not in asked]
        asked.update(commits)
        _add_pairs(pairs, _renames(git, commits))
        fresh = _reach_all(pairs, paths) - seen
    return pairs


def _walk_later(
    git: _Questions, tips: Sequence[str], paths: Collection[str], kept: Mapping[str, Any]
) -> dict[str, set[str]] | None:
    """What was kept, with what came since; None where that gave a name that commits before were not asked for."""
    if not all(any(find_base(git.repository, old, tip) == old for tip in tips) for old in kept["tips"]):
        return None  # some were thrown away since
    pairs = {name: set(others) for name, others in kept["pairs"].items()}
    seen = _reach_all(pairs, paths)
    since = [*tips, *(f"^{old}" for old in kept["tips"])]
    _add_pairs(pairs, _renames(git, _touching(git, since, sorted(seen))))
    return pairs if git.all_answered and _reach_all(pairs, paths) == seen else None


def _add_pairs(pairs: dict[str, set[str]], renames: Iterable[tuple[str, str]]) -> None:
    for old, new in renames:
        pairs.setdefault(old, set()).add(new)
        pairs.setdefault(new, set()).add(old)


def _touching(git: _Questions, tips: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The commits that added or removed a file at one of `paths`, merges by what they brought to their own line.

    Every commit is looked at: what git leaves out by default is history without a part in what is there in the end.
    """
    where = [f"{git.repository.prefix}{path}" for path in paths]
    told = git.ask("log", *_ROWS, "--full-history", "--sparse", "--format=%x01%H", *tips, "--", *where)
    rows = (part.partition("\0") for part in told.split("\x01"))
    return [commit for commit, _, changes in rows if changes.strip("\0\n")]


def _reach_all(pairs: Mapping[str, set[str]], paths: Collection[str]) -> set[str]:
    return set(paths).union(*(_reach(pairs, path) for path in paths))


def _reach(pairs: Mapping[str, set[str]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in pairs.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen


_ROWS = (
    "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--root",
    "--diff-merges=first-parent", "--ignore-submodules=none", "--diff-filter=AD",
)  # fmt: skip


def _renames(git: _Questions, commits: Sequence[str]) -> Iterator[tuple[str, str]]:
    given = "".join(f"{commit}\n" for commit in commits).encode()
    where = f"--relative={git.repository.prefix}{DATA}"
    asked = ("log", *_ROWS, "--format=%x01", where, "--no-walk=unsorted", "--stdin")
    listed = git.ask(*asked, given=given) if commits else ""
    for commit in listed.split("\x01"):
        tokens = [token.lstrip("\n") for token in commit.split("\0")]
        rows = [
            (tokens[at].split(" "), DATA + tokens[at + 1]) for at in range(len(tokens) - 1) if tokens[at][:1] == ":"
        ]
        gone = {path: row[2] for row, path in rows if row[-1] == "D"}
        came = {path: row[3] for row, path in rows if row[-1] == "A"}
        yield from pair_renames(gone, came).items()
        yield from ((old, new) for old, blob in gone.items() for new, other in came.items() if blob == other)
