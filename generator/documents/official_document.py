"""An official document as data: the elements of GB/T 9704-2012 in their order, nothing about type or page.

Every string is literal text. Ordinals are part of the text, never counted here (7.3.3): the notice numbers its points
1 to 14 across sections.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.model.lazy_dataclass import dataclass

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """正文 (7.3.3): a paragraph of `level` 0, or one that begins with, or is, the heading `lead` of level 1 to 4."""

    text: str
    lead: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column of a table: its head, its share of the width, how its cells are set."""

    head: str
    weight: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table. A row of a single cell is a heading across all columns. `compact` for tables of a whole page."""

    columns: tuple[DocumentColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    compact: bool = False

    @property
    def has_head(self) -> bool:
        """Whether any column is named: a row of empty heads is none."""
        return any(column.head for column in self.columns)


@dataclass(frozen=True, slots=True)
class Note:
    """A note in small type below a table."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page within an annex, where its table goes on on the next."""


Block = Paragraph | DocumentTable | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Banner:
    """版头 (7.2): 发文机关标志 of one or several bodies with a suffix such as 文件, 发文字号, 签发人."""

    marks: tuple[str, ...] = ()
    suffix: str = ""
    number: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 (7.3.7): on a page of its own; `landscape` for a wide table; `label` is 附件 or 附件1.

    What comes `after` the colophon, such as an editor's note, is no part of the document: its pages are not counted
    with it, and `mark` stands at the head of each in place of the document's own notice.
    """

    label: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False
    after: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """署名, 成文日期, 附注 (7.3.5, 7.3.6). `sealed` leaves room for a seal, which is never drawn."""

    names: tuple[str, ...] = ()
    date: str = ""
    sealed: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记 (7.4): 抄送机关, 印发机关, 印发日期."""

    copies: str = ""
    office: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole document. `notice` stands at the head of each page, e.g. 演示数据.

    `day` is its date in the metadata, None where nobody stated when these files were made: a text set anew is not of
    the day that it bears.
    `watermark` marks a draft. `title` has one string for each line (7.3.1: lines break between words). `even` says
    that the colophon belongs on an even page.
    """

    title: tuple[str, ...]
    day: date | None
    banner: Banner = Banner()
    addressees: str = ""
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    closing: Closing = Closing()
    colophon: Colophon = Colophon()
    author: str = ""
    notice: str = ""
    watermark: str = ""
    even: bool = False

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)

    @property
    def marks(self) -> list[str]:
        """What its pages are marked with, for its properties: a draft, a demonstration, a copy."""
        return [*filter(None, [self.watermark]), *filter(None, self.notice.split("；"))]
