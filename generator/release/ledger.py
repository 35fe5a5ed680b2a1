"""The irrevocable acts as the main branch holds them: since when, and whether anyone touched them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Generic, TypeVar

from generator.git.condition import shallow_commits
from generator.git.folder_log import FolderStep, read_folder_log, read_line_days
from generator.git.lineage import read_blobs
from generator.git.log import FileChange
from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.model.act import Act, Chain, parse_act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import ACT_KINDS, CHAIN_FILE, PUBLIC_STATE, FileKind, Place, find_place, folder_of
from generator.model.publication import Correction, Publication, Withdrawal
from generator.model.redaction import Masks, Redaction
from generator.read.record import Cache, FileReading, read_record
from generator.read.text import MAX_BYTES

Record = TypeVar("Record", Publication, Correction, Withdrawal, Redaction)
NOTHING_READ = FileReading(None)
FOLDERS = tuple(map(folder_of, ACT_KINDS))


@dataclass(frozen=True, slots=True)
class LedgerEntry(Generic[Record]):
    """The file of one act.

    `recorded` is the commit of the first-parent line that brought it, `day` the day of its committer in Beijing,
    `data` its bytes then, `record` what they say (None where they cannot be read). `changed` are the later commits
    that changed or removed it, `lost` whether it is gone.
    """

    id: str
    path: str
    recorded: str
    data: bytes
    record: Record | None
    day: date = date.min
    changed: tuple[str, ...] = ()
    lost: bool = False

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as it was recorded."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainState:
    """chain.yml as a commit of the first-parent line left it; `lines` is None where it is gone or cannot be read."""

    commit: str
    data: bytes
    lines: tuple[str, ...] | None


@dataclass(frozen=True)
class Ledger:
    """All acts that ever stood on the first-parent line up to `tip`, in the order in which they came.

    `days` are the commits of that line, oldest first, with their committers' days; `chain` the states of chain.yml.
    `cut` are the commits at which a shallow clone ends: what they seem to bring may have been there before.
    `is_public` says that the line is the public's own history, every commit of which shows an act: there what a
    publication freezes is what its own commit shows, for the commit that the office froze is not there.
    """

    tip: str
    days: Mapping[str, date]
    publications: Mapping[str, LedgerEntry[Publication]] = field(default_factory=dict)
    corrections: Mapping[str, LedgerEntry[Correction]] = field(default_factory=dict)
    withdrawals: Mapping[str, LedgerEntry[Withdrawal]] = field(default_factory=dict)
    redactions: Mapping[str, LedgerEntry[Redaction]] = field(default_factory=dict)
    chain: tuple[ChainState, ...] = ()
    cut: frozenset[str] = frozenset()
    is_public: bool = False

    def day_of(self, act: Act) -> date | None:
        """The day on which an act reached the line; None where it has not, or the history at hand does not tell."""
        entry = self.entries.get(act)
        return None if entry is None or entry.recorded in self.cut else entry.day

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each commit of the first-parent line, from 0."""
        return {commit: at for at, commit in enumerate(self.days)}

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of chain.yml at the end of the line; none where it is not there or cannot be read."""
        return (self.chain[-1].lines or ()) if self.chain else ()

    @cached_property
    def entries(self) -> Mapping[Act, LedgerEntry[Any]]:
        """The files by act."""
        found: dict[Act, LedgerEntry[Any]] = {
            Act("publish", name): entry for name, entry in self.publications.items()
        }
        found |= {Act("correct", name): entry for name, entry in self.corrections.items()}
        found |= {Act("withdraw", name): entry for name, entry in self.withdrawals.items()}
        return found | {Act("redact", name): entry for name, entry in self.redactions.items()}

    @cached_property
    def order(self) -> Mapping[Act, int]:
        """The place of each act: that of its line, and after those the order in which the files came."""
        lined = [act for line in self.lines if (act := parse_act(line)) is not None and act in self.entries]
        came = sorted(self.entries, key=lambda act: self.position.get(self.entries[act].recorded, 0))
        return {act: at for at, act in enumerate(dict.fromkeys([*lined, *came]))}

    def ordered_publications(self) -> list[LedgerEntry[Publication]]:
        """The publications in the order of the acts."""
        found = self.publications.values()
        return sorted(found, key=lambda entry: self.order[Act("publish", entry.id)])

    def corrections_of(self, publication: str) -> list[LedgerEntry[Correction]]:
        """The corrections of a publication in the order of the acts."""
        found = [e for e in self.corrections.values() if e.record is not None and e.record.publication == publication]
        return sorted(found, key=lambda entry: self.order[Act("correct", entry.id)])


def read_ledger(repository: Repository, tip: str, pool: Cache | None = None) -> Ledger:
    """The ledger of the first-parent line that ends at the commit `tip`; `pool` takes what was read for it."""
    steps = read_folder_log(repository, tip, [*FOLDERS, PUBLIC_STATE])
    content = read_blobs(repository, (change.new for step in steps for change in step.changes if change.new))
    found: dict[FileKind, dict[str, LedgerEntry[Any]]] = {
        "publication": {},
        "correction": {},
        "withdrawal": {},
        "redaction": {},
    }
    chain: list[ChainState] = []
    masks = masks_of(repository)
    for step, change in _moves(steps):
        place = find_place(change.path)
        data = content.get(change.new) if change.new else None
        if place is not None and place.kind == "chain":
            chain.append(_chain_state(step.commit, data, chain[-1] if chain else None))
        elif place is not None and place.kind in found:
            known = found[place.kind]
            known[place.id] = _follow(known.get(place.id), place, step, change, data, masks, pool)
    days = read_line_days(repository, tip)
    is_public = days.keys() == {step.commit for step, change in _moves(steps) if change.path == PUBLIC_STATE}
    return Ledger(
        tip,
        days,
        {name: _shown(entry) if is_public else entry for name, entry in found["publication"].items()},
        found["correction"],
        found["withdrawal"],
        found["redaction"],
        tuple(chain),
        shallow_commits(repository),
        is_public,
    )


def _shown(entry: LedgerEntry[Publication]) -> LedgerEntry[Publication]:
    """A publication of a public history with the commit that shows what it froze."""
    return entry if entry.record is None else replace(entry, record=replace(entry.record, commit=entry.recorded))


def as_shown(published: Mapping[str, Publication], ledger: Ledger) -> Mapping[str, Publication]:
    """Publications by id, in a public history each with the commit that shows what it froze; else as they are."""
    if not ledger.is_public:
        return published
    return {
        name: replace(record, commit=ledger.publications[name].recorded) if name in ledger.publications else record
        for name, record in published.items()
    }


def _moves(steps: Iterable[FolderStep]) -> Iterator[tuple[FolderStep, FileChange]]:
    for step in steps:
        for change in sorted(step.changes, key=lambda change: change.path):
            if change.old != change.new or change.kind != "file":
                yield step, change


def _follow(
    entry: LedgerEntry[Any] | None,
    place: Place,
    step: FolderStep,
    change: FileChange,
    data: bytes | None,
    masks: Masks,
    pool: Cache | None,
) -> LedgerEntry[Any]:
    """The file after a step: entered by the first that brought it, changed by every later one."""
    if entry is not None:
        return replace(entry, changed=(*entry.changed, step.commit), lost=change.kind is None)
    masked = masks.fields_of(change.path)
    is_late = pool is not None
    read = NOTHING_READ if data is None else read_record(change.path, place, data, masked=masked, late=is_late)
    if pool is not None and change.new:
        pool[change.path, change.new] = read
    return LedgerEntry(place.id, change.path, step.commit, data or b"", read.record, step.day)


def _chain_state(commit: str, data: bytes | None, before: ChainState | None) -> ChainState:
    lines = None if data is None or before is None else _grown(before, data)
    if lines is None:
        record = None if data is None else read_record(CHAIN_FILE, Place("chain"), data).record
        lines = record.lines if isinstance(record, Chain) else None
    return ChainState(commit, data or b"", lines)


def _grown(before: ChainState, data: bytes) -> tuple[str, ...] | None:
    """The lines where acts were added to those `before`, as nearly always: then only these are looked at.

    None where something else became of the file, which the reader must tell.
    """
    last = before.data[before.data[:-1].rfind(b"\n") + 1 :]  # what follows `...` is of another document
    is_list = before.data.startswith(b"- ") and last.startswith(b"- ") and last.endswith(b"\n")
    if not before.lines or not is_list or not data.startswith(before.data):
        return None
    added = data[len(before.data) :]
    *written, rest = added.decode("ascii").split("\n") if added.isascii() else [" "]
    acts = [line[2:] for line in written if line.startswith("- ") and parse_act(line[2:]) is not None]
    if rest or len(acts) < len(written):
        return None
    lines = (*before.lines, *acts)
    return lines if len({*lines}) == len(lines) and len(data) <= MAX_BYTES else None
