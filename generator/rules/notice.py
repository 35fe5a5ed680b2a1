"""The text of an official notice: a cover notice and the documents it issues, clause by clause, as published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.rules.scheme import Scheme

ClauseKind = Literal[
    "heading",  # 小标题: stands on a line of its own
    "item",  # numbered paragraph, its heading run in as the first sentence
    "paragraph",
    "number",  # 发文字号
    "addressees",  # 主送
    "signature",  # 署名
    "date",  # 成文日期
    "copies",  # 抄送
    "printed",  # 印发机关和印发日期
]
COVER = "cover"


@dataclass(frozen=True, slots=True)
class Clause:
    """One heading or paragraph.

    `level` is 1 for 一、, 2 for （一）, 3 for 1、 and 0 where there is no number. `number` is the number as
    published, with its mark (`"（二）"`); it is data because 1、 to 14、 run on across sections.
    """

    anchor: str
    level: int
    number: str
    text: str
    kind: ClauseKind

    @property
    def published(self) -> str:
        """The whole clause as published: number and text."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class NoticePart:
    """The cover notice or one issued document. `notes` are the editor's, one a paragraph, never published text."""

    id: str
    title: str
    clauses: tuple[Clause, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """A notice: its 发文字号, its title and its parts, the cover notice first."""

    number: str
    title: str
    parts: tuple[NoticePart, ...]


def find_notice(scheme: Scheme, notices: Mapping[str, NoticeDocument]) -> str:
    """The id of the notice in which the clauses of `scheme` stand: the one that it names, else that of its number.

    An empty text where there is none among `notices`.
    """
    if scheme.notice:
        return scheme.notice if scheme.notice in notices else ""
    return next((name for name, notice in notices.items() if notice.number == scheme.document), "")


def find_clause(document: NoticeDocument, anchor: str) -> Clause | None:
    """The clause at `anchor`, or None where the notice has none."""
    clauses = (clause for part in document.parts for clause in part.clauses)
    return next((clause for clause in clauses if clause.anchor == anchor), None)


def find_kind(part: NoticePart, kind: ClauseKind) -> Clause | None:
    """The first clause of `kind`: on the cover the addressees, the signature, the date and so on; or None."""
    return next((clause for clause in part.clauses if clause.kind == kind), None)


def split_lead(clause: Clause) -> tuple[str, str]:
    """The run-in heading of an item (number and first sentence) and the rest; ("", whole clause) otherwise.

    GB/T 9704-2012 7.3.3 sets the levels in different faces, so a document must know where the heading ends.
    """
    if clause.kind != "item":
        return "", clause.published
    sentence, stop, rest = clause.text.partition("。")
    return clause.number + sentence + stop, rest


def split_printed(clause: Clause) -> tuple[str, str]:
    """印发机关 and 印发日期 of the `printed` clause (GB/T 9704-2012 7.4.3: one left, one right on one line)."""
    office, _, printed = clause.text.partition("\u3000")
    return office, printed
