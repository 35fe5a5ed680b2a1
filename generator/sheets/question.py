"""What a reader of tables cannot know by itself: questions with their answers, problems, and what was left aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from hashlib import sha256

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Location, Problem, escape_text
from generator.sheets.raw_sheet import cell_name

LEAVE = "leave"  # the answer that takes a row, column or table out of the import
_SHOWN = 40  # characters of a cell that a message quotes
_DESCRIBED = 20  # rows of a question that are described
Describe = Callable[[int, int], str]  # what a row says, for a question about a column of it


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer that is offered, and what it means."""

    value: str
    label: str


@dataclass(slots=True)
class Question:
    """One question over all `rows` that it is about; `cell` is the first. `free` says what else may be answered.

    `about` is row -> what the row says in short, of the first rows.
    """

    id: str
    file: str
    sheet: str
    cell: str
    kind: str
    text: str
    choices: tuple[Offer, ...]
    free: str = ""
    rows: list[int] = field(default_factory=list)
    about: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class SheetProblem:
    """What is wrong in a file of tables: the sheet, row and column are those that a person sees, 0 for the whole."""

    file: str
    sheet: str
    row: int
    column: int
    code: str
    message: str
    hint: str = ""

    @property
    def cell(self) -> str:
        """The name of the cell: E5; empty where the problem is not of one."""
        return cell_name(self.row, self.column) if self.row and self.column else ""

    @property
    def problem(self) -> Problem:
        """The problem as all problems are printed."""
        file = f"{escape_text(self.file, 120)}[{escape_text(self.sheet, 40)}]" if self.sheet else self.file
        words = f"{self.cell} {self.message}" if self.cell else self.message
        return Problem(Location(file, self.row, self.column), self.code, words, self.hint)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows, a column or a sheet that were not taken over, and why: nothing is dropped without a word."""

    file: str
    sheet: str
    why: str
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class Inquiry:
    """One reading of one file: it is given the answers that there are, and collects what else there is to ask."""

    file: str
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)  # questions whose answer was none of those that there are
    origins: dict[tuple[str, int, int], tuple[str, int, int]] = field(default_factory=dict)  # of cells laid out anew
    described: dict[str, list[Describe]] = field(default_factory=dict)  # sheet -> its tables

    def ask(
        self,
        kind: str,
        key: str,
        text: str,
        place: tuple[str, int, int],
        choices: Sequence[Offer],
        free: str = "",
        accepts: Callable[[str], bool] | None = None,
        wide: bool = False,
    ) -> str | None:
        """The answer to the question of this kind about `key` on the sheet; None where it is not answered yet.

        `place` is sheet, row and column of the cell. An answer is one of the choices, or, where `free` says what else
        may be answered, what `accepts` takes; another answer is a problem. `<id>:<row>` answers for one row alone. A
        `wide` question is the same on all sheets of the file.
        """
        sheet, row, column = self.origins.get(place, place)
        name = f"{kind}-{sha256('|'.join((self.file, '' if wide else sheet, kind, key)).encode()).hexdigest()[:8]}"
        for given in (f"{name}:{row}", name):
            if given in self.answers:
                self.used.add(given)
                answer = self.answers[given].strip()
                if answer in {choice.value for choice in choices} or (
                    free and accepts is not None and accepts(answer)
                ):
                    return answer
                self.refused.add(name)
                self._refuse_answer(given, (sheet, row, column), choices, free)
                return None
        found = self.questions.get(name)
        if found is None:
            cell = cell_name(row, column) if row and column else ""
            found = self.questions[name] = Question(name, self.file, sheet, cell, kind, text, tuple(choices), free)
        if row and row not in found.rows:
            found.rows.append(row)
            if len(found.rows) <= _DESCRIBED and (words := self._describe(place)):
                found.about[row] = words
        return None

    def describe_rows(self, sheet: str, describe: Describe) -> None:
        """Says how rows of a table on a sheet are described beside the questions about them."""
        self.described.setdefault(sheet, []).append(describe)

    def _describe(self, place: tuple[str, int, int]) -> str:
        sheet, row, column = place
        return next(filter(None, (describe(row, column) for describe in self.described.get(sheet, ()))), "")

    def _refuse_answer(self, given: str, place: tuple[str, int, int], choices: Sequence[Offer], free: str) -> None:
        """KH820: an answer that is none of those that there are."""
        listed = "、".join(f"{choice.value}（{choice.label}）" for choice in choices[:6])
        hint = f"可以回答：{listed or free}{'；或者' + free if free and listed else ''}。"
        words = f"问题 {given} 的回答“{escape_text(self.answers[given].strip(), _SHOWN)}”用不上"
        wrong = SheetProblem(self.file, *place, "KH820", words, hint)
        if wrong not in self.problems:
            self.problems.append(wrong)

    def refuse(self, place: tuple[str, int, int], code: str, message: str, hint: str = "") -> None:
        """Adds a problem."""
        found = SheetProblem(self.file, *self.origins.get(place, place), code, message, hint)
        if found not in self.problems:
            self.problems.append(found)

    def leave(self, sheet: str, why: str, *rows: int) -> None:
        """Says what was left aside; rows of one sheet for the same reason are told together."""
        for at, known in enumerate(self.left_out):
            if known.sheet == sheet and known.why == why and known.rows and rows:
                self.left_out[at] = LeftOut(self.file, sheet, why, (*known.rows, *rows))
                return
        self.left_out.append(LeftOut(self.file, sheet, why, rows))


def quote(value: object) -> str:
    """The beginning of a cell's content as a message quotes it."""
    return f"“{escape_text(' '.join(str(value).split()), _SHOWN)}”"
