"""Importing: files of tables become records, shown first with what they do to scores, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.acts.import_effects import ImportEffects, find_effects
from generator.acts.import_problems import tell_at_rows
from generator.acts.import_session import Books, ImportingOffice, ImportSession, Waiting
from generator.acts.journal import FileWrite, write_files
from generator.acts.record_writer import plan_writes
from generator.git.masks import disk_tree
from generator.load.project import Project, load
from generator.model.appraisal import Appraisal
from generator.model.bonus import Bonus
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem, UserError, escape_text
from generator.model.table_mapping import TableMapping
from generator.read.corpus_reader import read_corpus
from generator.read.kept_readings import KeptReadings
from generator.read.tree import OverlayTree, Tree
from generator.rules.corpus import Corpus
from generator.sheets.ballot_matching import BallotAction, match_ballots
from generator.sheets.book_reader import BookReading, file_fault, read_tables
from generator.sheets.kept_layouts import keep_layouts
from generator.sheets.known_office import Office
from generator.sheets.open_book import open_book
from generator.sheets.question import Inquiry, LeftOut, Question, SheetProblem
from generator.sheets.raw_sheet import RawBook, SheetFault
from generator.sheets.record_names import RecordNames
from generator.sheets.row_identity import Matching, RowAction

if TYPE_CHECKING:
    from generator.acts.record_source import RecordSource

COMMAND = "kaohe import"
Tell = Callable[[str, int | None], None]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do with the answers that there are.

    Nothing is written while there are `questions` or `problems`. `reminders` are what a check would say of the
    records without forbidding them, `broken` what it would say elsewhere; `corrections` say that a published period
    is touched, so that a correction has to follow. `mappings` are layouts that are kept, `refused` the questions
    whose answer was none of those that there are.
    """

    actions: tuple[RowAction, ...]
    ballots: tuple[BallotAction, ...]
    questions: tuple[Question, ...]
    problems: tuple[SheetProblem, ...]
    left_out: tuple[LeftOut, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...] = ()
    mappings: tuple[TableMapping, ...] = ()
    writes: tuple[FileWrite, ...] = ()
    effects: ImportEffects = field(default_factory=ImportEffects)
    reminders: tuple[SheetProblem, ...] = ()
    broken: tuple[Problem, ...] = ()
    corrections: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()

    @property
    def is_ready(self) -> bool:
        """Whether it could be written."""
        return not (self.questions or self.problems or self.broken)


def open_import(
    root: Path,
    files: Sequence[Path],
    answers: Mapping[str, str],
    tree: Tree | None = None,
    tell: Tell = lambda words, count: None,
) -> ImportSession:
    """The session of an import of `files` into the project at `root`, or into the data of `tree`.

    `tell` is told what is being done, and with how much.

    Raises UserError for a file that is not there.
    """
    below = tree or disk_tree(root)
    readings = KeptReadings()
    corpus, _ = read_corpus(below, readings=readings)
    books: list[tuple[str, RawBook | SheetFault]] = []
    for path in files:
        tell(f"正在读 {escape_text(path.name, 60)}", None)
        try:
            books.append((path.name, open_book(path)))
        except SheetFault as fault:
            books.append((path.name, fault))
    _refuse_repeated(books)
    return ImportSession(root, below, corpus, books, dict(answers), readings=readings)


def import_upon(
    source: RecordSource, books: Books, answers: Mapping[str, str], office: ImportingOffice,
    taken: Collection[str], waiting: Waiting = (),
) -> ImportSession:  # fmt: skip
    """The session of an import by an office of files that were read, upon a state of the data.

    Raises UserError where two files have the same name.
    """
    _refuse_repeated(books)
    return ImportSession(
        source.root, source.tree, source.corpus, books, dict(answers), source, office, taken, waiting
    )


def _refuse_repeated(books: Books) -> None:
    names = [name for name, _ in books]
    if repeated := [name for name in names if names.count(name) > 1]:
        raise UserError(f"有两个文件都叫“{repeated[0]}”，请改名，或者分两次导入。")


def plan_import(session: ImportSession, keep: bool = True, tell: Tell = lambda words, count: None) -> ImportPlan:
    """What the import would do; with `keep`, layouts are recognised by mappings, and kept as such when explained."""
    tell("正在逐行读表", None)
    corpus = session.readable if keep else replace(session.readable, mappings={})
    office = Office(corpus, session.office.items if session.office is not None else None)
    readings = [_read(name, book, office, session.answers) for name, book in session.books]
    matching = _match(session, readings)
    ballots = [
        action
        for reading in readings
        for action in match_ballots(
            reading.ballots,
            session.readable,
            reading.inquiry,
            session.sample,
            [(one, where) for one, where in session.waiting if isinstance(one, Appraisal)],
        )
    ]
    inquiries = [reading.inquiry for reading in readings]
    plan = _gather(inquiries, session, matching.actions, ballots)
    if not plan.is_ready:
        return plan
    layouts = [layout for reading in readings for layout in reading.layouts] if keep else []
    mappings = tuple(keep_layouts(layouts, session.corpus))
    tell("正在检查和计算得分，行数", len(plan.actions) + len(plan.ballots))
    return _judge(session, plan, mappings)


def carry_out_import(session: ImportSession, plan: ImportPlan, tell: Tell = lambda words, count: None) -> None:
    """Writes the files of a plan, all or none; UserError where one of them has changed since it was planned."""
    if plan.writes:
        write_files(session.root, plan.writes, COMMAND, lambda count: tell("正在写入，文件数", count))


def _read(name: str, book: RawBook | SheetFault, office: Office, answers: Mapping[str, str]) -> BookReading:
    if isinstance(book, SheetFault):
        reading = BookReading(Inquiry(name, answers))
        file_fault(reading.inquiry, book)
        return reading
    return read_tables(book, name, office, answers)


def _match(session: ImportSession, readings: Sequence[BookReading]) -> Matching:
    names = RecordNames([*(entry.path for entry in session.tree.entries()), *session.taken])
    known = [record for record in session.readable.deductions if not isinstance(record, Bonus)]
    waiting = [(one, where) for one, where in session.waiting if isinstance(one, Deduction)]
    matching = Matching(known, names, session.sample, waiting)
    for reading in readings:
        matching.match_own(reading.own, reading.inquiry)
        matching.match_foreign(reading.foreign, reading.inquiry)
    return matching


def _gather(
    inquiries: Sequence[Inquiry],
    session: ImportSession,
    actions: Sequence[RowAction],
    ballots: Sequence[BallotAction],
) -> ImportPlan:
    used = {name for inquiry in inquiries for name in inquiry.used}
    return ImportPlan(
        tuple(actions),
        tuple(ballots),
        tuple(question for inquiry in inquiries for question in inquiry.questions.values()),
        tuple(sorted({problem for inquiry in inquiries for problem in inquiry.problems})),
        tuple(left for inquiry in inquiries for left in inquiry.left_out),
        tuple(sorted(session.answers.keys() - used)),
        tuple(note for inquiry in inquiries for note in inquiry.notes),
        refused=frozenset(name for inquiry in inquiries for name in inquiry.refused),
    )


def _judge(session: ImportSession, plan: ImportPlan, mappings: tuple[TableMapping, ...]) -> ImportPlan:
    """The plan with what would be written, what a check would say of it, and what it does to scores."""
    records: dict[str, Any] = {
        action.record.path: action.record for action in plan.actions if action.kind in ("new", "amend")
    }
    records |= {action.record.path: action.record for action in plan.ballots if action.kind != "same"}
    records |= {mapping.path: mapping for mapping in mappings}
    there = {entry.path for entry in session.tree.entries()}
    writes = plan_writes(records, lambda path: session.tree.read(path) if path in there else None, are_read=True)
    if not writes:
        return replace(plan, mappings=mappings)
    written = {write.path: write.after or b"" for write in writes}
    tree = OverlayTree(session.tree, written)
    after = load(tree, line=session.line, readings=session.readings)
    _compare(after, records, written)
    found = [*after.problems, *_foreign(session, tree, after.corpus)]
    told, reminders, rest = tell_at_rows(found, plan.actions, plan.ballots, written, after.corpus.registers)
    errors = [problem for problem in rest if problem.severity == "error"]
    if errors:
        known = {(problem.code, problem.place.file) for problem in session.known_problems}
        errors = [problem for problem in errors if (problem.code, problem.place.file) not in known]
    return replace(
        plan,
        problems=tuple(told),
        reminders=tuple(reminders),
        broken=tuple(problem for problem in errors if not _is_to_correct(problem)),
        corrections=tuple(problem for problem in errors if _is_to_correct(problem)),
        mappings=mappings,
        writes=writes,
        effects=find_effects(session.corpus, after.corpus, after.errors, written),
    )


def _foreign(session: ImportSession, tree: OverlayTree, after: Corpus) -> Sequence[Problem]:
    """KH506, KH508: what the office that imports may not write."""
    if session.office is None:
        return ()
    from generator.acts.record_act import foreign_changes  # brings what compares two states of the data

    return foreign_changes(session.tree, session.corpus, tree, after, session.office.id)


def _is_to_correct(problem: Problem) -> bool:
    from generator.acts.record_act import TO_CORRECT

    return problem.code in TO_CORRECT


def _compare(after: Project, records: Mapping[str, Any], written: Container[str]) -> None:
    """UserError where a file that would be written does not read as the record: then nothing is written."""
    corpus = after.corpus
    read: dict[str, Any] = {one.path: one for one in corpus.deductions}
    read |= {one.path: one for one in corpus.appraisals}
    read |= {one.path: one for one in corpus.mappings.values()}
    faulty = {problem.place.file for problem in after.errors}
    for path, record in records.items():
        if path in written and path not in faulty and read.get(path) != record:
            raise UserError(f"{path} 读出来与表里的意思不同，没有写入。请告诉维护人员。")
