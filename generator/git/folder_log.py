"""What the first-parent line did in a few folders, and on which day each commit of it was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.git.branch import commit_of
from generator.git.clock import beijing_day
from generator.git.condition import lasting_store
from generator.git.log import FileChange, parse_change, seconds_of
from generator.git.repository import Repository, read_git
from generator.kept.kept_store import KeptStore
from generator.model.lazy_dataclass import dataclass
from generator.model.place import ACT_KINDS, PUBLIC_STATE, folder_of

# What nearly whoever reads publications asks of the line: the acts, and how registers were declared.
_OFTEN_ASKED = (*map(folder_of, ACT_KINDS), PUBLIC_STATE, folder_of("register"))
_LATER = 64  # commits that came since, after which it is worth while to keep the line anew


@dataclass(frozen=True, slots=True)
class FolderStep:
    """A commit of the first-parent line that changed something, with its committer's day in Beijing."""

    commit: str
    day: date
    changes: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class _WalkedLine:
    """The days of the commits of a line, oldest first, and the steps that changed anything that was asked for."""

    days: dict[str, date]
    steps: list[FolderStep]


def read_folder_log(repository: Repository, tip: str, folders: Sequence[str]) -> list[FolderStep]:
    """The steps of the line up to `tip` that changed anything in `folders` of the project, oldest first.

    A folder may be a single file, too.
    """
    if not all(_lies_in(folder, _OFTEN_ASKED) for folder in folders):
        return _take_apart(_ask_line(repository, tip, folders)).steps
    found = []
    for step in _line(repository, tip).steps:
        changes = tuple(change for change in step.changes if _lies_in(change.path, folders))
        if changes:
            found.append(FolderStep(step.commit, step.day, changes))
    return found


def read_line_days(repository: Repository, tip: str) -> dict[str, date]:
    """Each commit of the first-parent line up to `tip`, oldest first, with its committer's day in Beijing."""
    return _line(repository, tip).days


def _lies_in(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _line(repository: Repository, tip: str) -> _WalkedLine:
    """The line up to a commit, which git walks once: what it says never changes."""
    if ("line", tip) not in repository.known:
        repository.known["line", tip] = _read_whole(repository, tip)
    found: _WalkedLine = repository.known["line", tip]
    return found


def _read_whole(repository: Repository, tip: str) -> _WalkedLine:
    """The line up to a commit, of which git is asked no more than what came since it was kept."""
    store = lasting_store(repository, repository.store)
    place = ["line", repository.prefix, *_OFTEN_ASKED]
    latest = [*place, "latest", str(repository.folder)]
    last, begun = _begin_kept(repository, store, place, store.find(latest) or "")
    text = "" if last == tip else _ask_often(repository, f"{last}..{tip}" if last else tip)
    later = _take_apart(text)
    if last and commit_of(repository, f"{tip}~{len(later.days)}") != last:  # another line, or one rewritten since
        text, begun = _ask_often(repository, tip), ""
        later = _take_apart(text)
    if len(later.days) >= _LATER:
        store.keep_bytes([*place, tip], "\0".join(filter(None, [text, begun])).encode("utf-8", "surrogateescape"))
        store.keep(latest, tip)
    before = _take_apart(begun)
    return _WalkedLine(before.days | later.days, before.steps + later.steps)


def _begin_kept(repository: Repository, store: KeptStore, place: Sequence[str], last: str) -> tuple[str, str]:
    """The commit up to which the line was kept, and what git said of it; both empty where nothing was."""
    kept = store.find_bytes([*place, last]) if last and commit_of(repository, last) else None
    return ("", "") if kept is None else (last, kept.decode("utf-8", "surrogateescape"))


def _ask_often(repository: Repository, tip: str) -> str:
    return _ask_line(repository, tip, _OFTEN_ASKED, "--sparse")


def _ask_line(repository: Repository, tip: str, folders: Sequence[str], *more: str) -> str:
    """What git says of the line, latest first: with `--sparse` all commits, else those that changed `folders`."""
    where = [f"{repository.prefix}{folder}" for folder in folders]
    relative = [f"--relative={repository.prefix}"] if repository.prefix else []
    return read_git(
        repository, "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--root",
        "--first-parent", "--diff-merges=first-parent", "--ignore-submodules=none", *relative, *more,
        "--format=%H %ct", tip, "--", *where,
    ).text  # fmt: skip


def _take_apart(text: str) -> _WalkedLine:
    """The line as git told of it, oldest first."""
    days: dict[str, date] = {}
    changed: dict[str, list[FileChange]] = {}
    commit = ""
    tokens = iter(text.split("\0"))
    for token in tokens:
        described = token.removeprefix("\n")
        if described.startswith(":"):
            changed.setdefault(commit, []).append(parse_change(described, next(tokens), commit))
        elif token:
            commit, _, written = token.partition(" ")
            days[commit] = beijing_day(seconds_of(written))
    steps = [FolderStep(commit, days[commit], tuple(changes)) for commit, changes in reversed(changed.items())]
    return _WalkedLine(dict(reversed(days.items())), steps)


def changes_always(repository: Repository, tip: str, path: str) -> bool:
    """Whether every commit of the line up to `tip` changed the file at `path`."""
    return {step.commit for step in read_folder_log(repository, tip, [path])} == read_line_days(
        repository, tip
    ).keys()
