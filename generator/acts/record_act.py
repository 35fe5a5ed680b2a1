"""Recording: plain texts of a form become the file of a record, its problems at their fields, its effect on scores;
then it is written, or committed on a branch of its own. The command line and a browser form ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from generator.acts.journal import FileWrite, finish_write, write_files
from generator.acts.propose_act import ProposedBranch, propose
from generator.acts.record_draft import RecordDraft, draft_one
from generator.acts.record_fields import FieldProblem
from generator.acts.record_kinds import find_kind
from generator.acts.record_source import RecordSource
from generator.change.renames import compare_blobs
from generator.check.proposal_rules import check_change
from generator.compare.comparison import Comparison, compare_trees
from generator.git.fast_import import Person
from generator.load.project import Project, load
from generator.model.lazy_dataclass import dataclass
from generator.model.place import kind_at
from generator.model.problem import Problem, UserError
from generator.read.flat_fields import field_places
from generator.read.record import Registers
from generator.read.strict_yaml import parse_yaml
from generator.read.tree import OverlayTree, Tree
from generator.release.changed_files import tree_snapshot
from generator.release.standing import MOVED, UNNAMED
from generator.rules.corpus import Corpus
from generator.words.form_words import in_form_words

# What says that a published period is touched: the record stands, and a correction is written with it.
TO_CORRECT = (MOVED, UNNAMED, "KH630")


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a person fills in: a kind of `KINDS`, and texts by the names of fields (`form_of`).

    `path` is the record that is added to or amended; empty for a new one, whose name follows from its fields unless
    `name` gives another. An entry is of a `register`. Fields that are not given stay as they are in it, and one given
    as an empty text goes.
    """

    kind: str
    fields: Mapping[str, str]
    path: str = ""
    name: str = ""
    register: str = ""


@dataclass(frozen=True)
class Drafts:
    """Entries drawn up together. Nothing is written yet.

    `elsewhere` are errors that they would bring into other files; `corrections` say that a published period is
    touched, so that a correction has to follow. `later` are errors of a scheme that is not filled with units yet: the
    first units are registered one by one, and only with the last of them it is as it should be.
    """

    source: RecordSource
    drafts: tuple[RecordDraft, ...]
    elsewhere: tuple[Problem, ...] = ()
    corrections: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    later: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether they can be written: each is a valid record, and nothing else is broken by it."""
        return not self.elsewhere and all(draft.is_sound for draft in self.drafts)

    @cached_property
    def tree(self) -> OverlayTree:
        """The data with the drafts in place."""
        return OverlayTree(self.source.tree, self.files)


def draft_records(source: RecordSource, entries: Sequence[FilledForm], office: str = "") -> Drafts:
    """The files of `entries`, with every problem at its field. Later ones build upon those before them.

    With `office` (a unit id) also what an office may not write. Raises UserError for a kind that there is not, a
    record that is not there, and a file that is no record.
    """
    files: dict[str, bytes] = {}
    drafts = []
    for entry in entries:
        kind = find_kind(entry.kind, entry.register, source.corpus.registers)
        draft = draft_one(OverlayTree(source.tree, files), source, kind, entry.fields, entry.path, entry.name)
        drafts.append(draft)
        if draft.after is not None:
            files[draft.path] = draft.after
    made = Drafts(source, tuple(drafts), files=files)
    made = _check(made, office) if files else made
    return replace(made, drafts=tuple(_in_form_words(draft, source.corpus.registers) for draft in made.drafts))


def effect_of(drafts: Drafts) -> Comparison:
    """What the drafts do to scores, ranks and outcomes, beside the source."""
    base = drafts.source.commit
    return compare_trees(drafts.source.tree, drafts.tree, base, "", base=base)


def write_drafts(drafts: Drafts, command: str) -> tuple[FileWrite, ...]:
    """Writes sound drafts into the working tree, all or none; the files that have changed.

    `command` is named if the write is broken off. Raises UserError where the drafts are not sound or were made upon
    a commit, and where a file has changed since.
    """
    _require_sound(drafts)
    if drafts.source.commit:
        raise UserError("这些记录是按一个提交起草的，不能写进工作目录。")
    root = drafts.source.root
    finish_write(root)
    writes = [FileWrite(path, _on_disk(root, path), data) for path, data in sorted(drafts.files.items())]
    changed = tuple(write for write in writes if write.before != write.after)
    if changed:
        write_files(root, changed, command)
    return changed


def propose_drafts(
    drafts: Drafts, message: str, author: Person, branch: str, when: datetime | None = None
) -> ProposedBranch:
    """Commits sound drafts on the new branch `branch`, which starts at the commit that they were made upon.

    Raises UserError as `propose` does, and where the drafts are not sound or were made upon the working tree.
    """
    _require_sound(drafts)
    if not drafts.source.commit:
        raise UserError("要提出为分支的记录，须按主分支起草。")
    return propose(drafts.source.root, drafts.files, message, author, branch, drafts.source.commit, when)


def _require_sound(drafts: Drafts) -> None:
    if not drafts.is_sound or not drafts.files:
        raise UserError("记录还有问题，没有写入。请先改正。")


def _on_disk(root: Path, path: str) -> bytes | None:
    place = root / path
    return place.read_bytes() if place.is_file() and not place.is_symlink() else None


def fresh_errors(source: RecordSource, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The errors that `files` would bring: what is wrong already is no reason to refuse them."""
    found = load(OverlayTree(source.tree, files), line=source.line).problems
    return tuple(problem for problem in _fresh(source, found) if problem.severity == "error")


def _fresh(source: RecordSource, problems: Iterable[Problem]) -> list[Problem]:
    known = {(problem.code, problem.place.file, problem.message) for problem in source.problems}
    return [p for p in problems if (p.code, p.place.file, p.message) not in known]


def _check(made: Drafts, office: str) -> Drafts:
    """The drafts with what `kaohe check` would say of them."""
    source = made.source
    project = load(made.tree, line=source.line)
    fresh = _fresh(source, project.problems)
    mine = [p for p in project.problems if p.place.file in made.files]
    if office:
        mine += _check_office(made, project, office)
    others = [p for p in fresh if p.severity == "error" and p.place.file not in made.files]
    due = tuple(p for p in others if p.code in TO_CORRECT)
    later = tuple(p for p in others if _begins_units(made, p))
    registers = project.corpus.registers
    return replace(
        made,
        drafts=tuple(_with_problems(draft, mine) for draft in made.drafts),
        elsewhere=tuple(in_form_words(p, registers) for p in others if p not in (*due, *later)),
        corrections=due,
        later=tuple(in_form_words(p, registers) for p in later),
    )


def _begins_units(made: Drafts, problem: Problem) -> bool:
    """Whether units are registered before anything is recorded, and the problem is one of a scheme."""
    begins = not made.source.corpus.deductions and all(draft.kind.file == "unit" for draft in made.drafts)
    return begins and kind_at(problem.place.file) == "scheme"


def _check_office(made: Drafts, project: Project, office: str) -> Iterable[Problem]:
    """KH506, KH508, KH515: whose files these are."""
    source = made.source
    return foreign_changes(source.tree, source.corpus, made.tree, project.corpus, office)


def foreign_changes(before: Tree, base: Corpus, tree: OverlayTree, head: Corpus, office: str) -> list[Problem]:
    """KH506, KH508, KH515: what of the files laid over the data `before` the office may not write."""
    old, new = tree_snapshot(before, base, 40).blobs, tree_snapshot(tree, head, 40).blobs
    found = check_change(base, head, compare_blobs(old, new), office)
    return [problem for problem in found if problem.place.file in tree.files]


def _in_form_words(draft: RecordDraft, registers: Registers) -> RecordDraft:
    """The draft with what is wrong in the words of the form that was filled in."""
    told = (replace(one, problem=in_form_words(one.problem, registers, one.field)) for one in draft.problems)
    return replace(draft, problems=tuple(told))


def _with_problems(draft: RecordDraft, problems: Sequence[Problem]) -> RecordDraft:
    if draft.after is None:
        return draft
    node = parse_yaml(draft.path, draft.after.decode())
    places = {} if isinstance(node, Problem) else field_places(node)
    if not isinstance(node, Problem):  # what is said of the whole record stands where its first field begins
        places.pop((node.line, node.column), None)
    found = [
        FieldProblem(places.get((p.place.line, p.place.column), ""), p)
        for p in problems
        if p.place.file == draft.path
    ]
    return replace(draft, problems=(*draft.problems, *found))
