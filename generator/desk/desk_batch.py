"""Batches: files of tables that an office has sent, kept while its questions are answered, then one proposal."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from threading import BoundedSemaphore, Lock

from generator.acts.desk_proposals import DeskProposal
from generator.acts.import_act import ImportPlan, import_upon, plan_import
from generator.acts.import_session import ImportingOffice, ImportSession
from generator.compare.comparison import Comparison, compare_trees
from generator.desk.desk_entry import EntryTarget, choose_target, new_name, open_proposals, put_files, taken_paths
from generator.desk.desk_page import new_page
from generator.desk.desk_sight import Sight
from generator.desk.desk_state import DeskState
from generator.desk.desk_viewer import Viewer
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.read.tree import OverlayTree
from generator.sheets.open_book import read_apart
from generator.sheets.question import Question
from generator.sheets.raw_sheet import RawBook, SheetFault

MOST_FILES = 8
_OF_AN_OFFICE = 3  # batches of one office that are kept
_KEPT = 24  # batches of all offices
_CELLS = 3_000_000  # filled cells of all of them
_AT_ONCE = BoundedSemaphore(2)  # child processes that read, each with a limit on its memory
_OF_ROWS = ("same-rows-", "near-", "total-", "both-changed-")  # questions that are about single rows
_NAME = 100  # characters of a file's name


@dataclass(slots=True)
class Batch:
    """Files that were read; `asked` are the questions so far, `into` the proposal that it goes into.

    `earlier` are the questions that were answered when files of these names were sent before.
    """

    key: str
    office: str
    books: Sequence[tuple[str, RawBook | SheetFault]]
    digest: str
    into: str
    asked: dict[str, Question] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    earlier: frozenset[str] = frozenset()

    @property
    def cells(self) -> int:
        """How many filled cells it holds."""
        return sum(len(sheet.cells) for _, book in self.books if isinstance(book, RawBook) for sheet in book.sheets)


@dataclass(frozen=True, slots=True)
class PlannedBatch:
    """What a batch would do now. `seen` is, in short, upon what it was planned and with which answers."""

    target: EntryTarget
    session: ImportSession
    plan: ImportPlan
    seen: str

    @property
    def files(self) -> dict[str, bytes | None]:
        """The files that it writes."""
        return {write.path: write.after for write in self.plan.writes}

    def compare(self) -> Comparison:
        """What it does to scores, ranks and outcomes."""
        source = self.target.source
        return compare_trees(source.tree, OverlayTree(source.tree, self.files), source.commit, "", base=source.commit)


class Batches:
    """The batches of all offices, in memory alone: those least lately asked for give way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Batch] = OrderedDict()

    def add(self, office: str, files: Iterable[tuple[str, bytes]], into: str) -> Batch:
        """Reads files (name, bytes), each in a process of its own."""
        books: list[tuple[str, RawBook | SheetFault]] = []
        digest = sha256()
        for name, data in files:
            digest.update(sha256(data).digest())
            books.append((plain_file_name(name), _read(data)))
        batch = Batch(new_page(), office, books, digest.hexdigest(), into)
        with self._lock:
            self._take_over(batch)
            self._kept[batch.key] = batch
            own = [key for key, one in self._kept.items() if one.office == office]
            for key in own[:-_OF_AN_OFFICE]:
                del self._kept[key]
            while len(self._kept) > 1 and (len(self._kept) > _KEPT or self._cells() > _CELLS):
                self._kept.popitem(last=False)
        return batch

    def _take_over(self, batch: Batch) -> None:
        """Gives a file that was mended and sent again the answers of the last time, but not those of single rows."""
        names = [name for name, _ in batch.books]
        for other in reversed(self._kept.values()):
            if other.office == batch.office and [name for name, _ in other.books] == names:
                batch.earlier = frozenset(name for name in other.answers if _holds_again(name))
                batch.answers |= {name: other.answers[name] for name in batch.earlier}
                batch.asked |= {name: other.asked[name] for name in batch.earlier & other.asked.keys()}
                return

    def find(self, office: str, key: str) -> Batch | None:
        """The batch, if it is the office's own and still kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.office != office:
                return None
            self._kept.move_to_end(key)
            return found

    def drop(self, batch: Batch) -> None:
        """Forgets a batch."""
        with self._lock:
            self._kept.pop(batch.key, None)

    def _cells(self) -> int:
        return sum(batch.cells for batch in self._kept.values())


def _holds_again(name: str) -> bool:
    """Whether an answer is about what a table says, not about where a row stands in it."""
    return ":" not in name and not name.startswith(_OF_ROWS)


def plain_file_name(name: str) -> str:
    """The last part of what a browser says that a file is called, without unseen characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in last if one.isprintable()).strip()
    return plain[-_NAME:] or "表格"


def _read(data: bytes) -> RawBook | SheetFault:
    with _AT_ONCE:
        try:
            return read_apart(data)
        except SheetFault as fault:
            return fault


def take_answers(batch: Batch, given: Mapping[str, str]) -> None:
    """Notes what a page says of the questions that were asked; an answer that is emptied is none."""
    for name in batch.asked:
        for part in (name, *(key for key in given if key.startswith(f"{name}:"))):
            if part in given:
                if text := given[part].strip()[:200]:
                    batch.answers[part] = text
                else:
                    batch.answers.pop(part, None)


def plan_batch(state: DeskState, viewer: Viewer, batch: Batch) -> PlannedBatch:
    """What a batch would do with the answers that there are; new questions are noted in it."""
    target = choose_target(state, viewer, batch.into)
    seen = Sight(target.source.corpus, viewer)
    items = {year: frozenset(item.id for item in seen.items(year)) for year in target.source.corpus.schemes}
    office = ImportingOffice(viewer.office, viewer.leads, items, seen.keeps)
    answers = dict(batch.answers)
    session = import_upon(
        target.source, batch.books, answers, office, taken_paths(state), _waiting(state, viewer, target)
    )
    plan = plan_import(session)
    for name in batch.earlier.intersection(plan.unused):  # what they were about has been mended in the file
        batch.asked.pop(name, None)
    batch.asked |= {question.id: question for question in plan.questions}
    said = repr((target.source.commit, target.name, batch.digest, sorted(answers.items())))
    return PlannedBatch(target, session, plan, sha256(said.encode()).hexdigest())


def _waiting(state: DeskState, viewer: Viewer, target: EntryTarget) -> list[tuple[Deduction | Appraisal, str]]:
    """The office's records that are in other proposals than the target, not merged yet, each with its proposal."""
    others = [one for one in open_proposals(state, viewer) if one.name != target.name]
    return [(record, f"提案“{one.title}”") for one in others for record in state.records_of(one)]


def commit_batch(state: DeskState, viewer: Viewer, batch: Batch, seen: str) -> DeskProposal | None:
    """The proposal with the batch as one commit; None where it is not what was looked at any more."""
    with state.writing:
        if there := state.proposal(viewer.office, state.done(batch.key)):
            return there  # the same page, sent again
        planned = plan_batch(state, viewer, batch)
        if planned.seen != seen or not planned.plan.is_ready or not planned.plan.writes:
            return None
        made = put_files(state, viewer, planned.target, new_name(batch.key), planned.files, _message(planned))
        state.note_done(batch.key, made.name)
        return made


def _message(planned: PlannedBatch) -> str:
    """What the commit says. Never a file's name: it is whoever's who made the table."""
    plan, corpus = planned.plan, planned.session.corpus
    written = [action.record for action in plan.actions if action.kind in ("new", "amend")]
    counted = [action.record for action in plan.ballots if action.kind != "same"]
    named = {
        corpus.schemes[one.year].items[one.item].name if one.year in corpus.schemes else one.item for one in written
    }
    if not written and not counted:
        return "记下表格的读法"
    told = [f"{len(written)} 条扣分" if written else "", f"{len(counted)} 个单位的评议计票" if counted else ""]
    about = f"：{'、'.join(sorted(named)[:3])}{'等' if len(named) > 3 else ''}" if named else ""
    return f"从表格登记 {'，'.join(one for one in told if one)}{about}"


def refuse_files(files: Sequence[tuple[str, bytes]]) -> None:
    """UserError where no file was chosen, or too many were."""
    if not files:
        raise UserError("没有选文件。请点“选择文件”，选填好的表格，再上传。")
    if len(files) > MOST_FILES:
        raise UserError(f"一次最多上传 {MOST_FILES} 个文件，请分几次。")
