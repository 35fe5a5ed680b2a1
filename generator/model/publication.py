"""Publications freeze a period; corrections say why a frozen figure changed."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.deduction import SHA256
from generator.model.field import COMMIT, Choice, Day, Identifier, Number, Part, Pattern, Rows, Table, Text, Whole
from generator.model.origin import Origin

PUBLICATION_KINDS = {"quarterly": "季度通报", "public-notice": "公示", "final": "正式结果"}
PERIOD = re.compile(r"[0-9]{4}(-Q[1-4])?\Z")
_DIGEST = Pattern(doc="SHA-256", pattern=SHA256, form="64 位小写十六进制数")


@dataclass(frozen=True)
class TieChoice:
    """Who was chosen where a tie falls on the edge of an outcome: any subset of the tied, none included."""

    outcome: Annotated[str, Identifier(doc="结果运用的编号", of="outcome")]
    units: Annotated[
        tuple[str, ...], Rows(doc="并列的单位中确定的单位；都不确定写 []"), Identifier(doc="单位", of="unit")
    ]
    ground: Annotated[str, Text(doc="确定的依据", lines=True)]
    document: Annotated[str, Text(doc="依据的文件或会议", limit=120)] = ""


@dataclass(frozen=True)
class Letter:
    """The number (发文字号) of another document that a publication brings with it."""

    kind: Annotated[
        str,
        Choice(
            doc="公文的种类",
            names={"praise": "表扬通报", "feedback": "结果反馈单", "summons": "约谈通知书"},
        ),
    ]
    document: Annotated[str, Text(doc="发文字号", limit=40)]
    unit: Annotated[str, Identifier(doc="写给哪个单位；表扬通报不写", of="unit")] = ""


@dataclass(frozen=True)
class FrozenResult:
    """One unit's published figures: total in points, rank within its group."""

    total: Annotated[Decimal, Number(doc="得分", maximum=Decimal(1000), places=6)]
    rank: Annotated[int, Whole(doc="名次", minimum=1)]


@dataclass(frozen=True)
class Publication:
    """A frozen quarter or year. `id` is the file's name."""

    id: str
    kind: Annotated[str, Choice(doc="种类", names=PUBLICATION_KINDS)]
    period: Annotated[str, Pattern(doc="时段", pattern=PERIOD, form="2015 或 2015-Q1")]
    title: Annotated[str, Text(doc="标题", limit=120)]
    date: Annotated[date, Day(doc="发布日期")]
    commit: Annotated[str, Pattern(doc="冻结的提交", pattern=COMMIT, form="40 位小写十六进制数")]
    results_sha256: Annotated[str, _DIGEST]
    results: Annotated[
        Mapping[str, FrozenResult],
        Table(doc="各单位的得分和名次", of="unit", minimum=1),
        Part(doc="一个单位"),
    ]
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    issued: Annotated[datetime.date | None, Day(doc="成文日期；不写即发布日期")] = None
    statement: Annotated[
        tuple[str, ...],
        Rows(doc="通报中主办单位自己写的段落（总体情况、存在问题、有关要求）"),
        Text(doc="一段", limit=2000),
    ] = ()
    ties: Annotated[tuple[TieChoice, ...], Rows(doc="并列处由人确定的结果"), Part(doc="一项结果运用")] = ()
    letters: Annotated[
        tuple[Letter, ...],
        Rows(doc="随正式结果印发的其他公文的发文字号，提交发布记录以前补写"),
        Part(doc="一份公文"),
    ] = ()
    previous: Annotated[str, Identifier(doc="上一次发布", of="publication")] = ""
    previous_sha256: Annotated[str, _DIGEST] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def dated(self) -> datetime.date:
        """The day on the document (成文日期)."""
        return self.issued or self.date

    def number_of(self, kind: str, unit: str = "") -> str:
        """The number of another document of this publication; empty where none was given."""
        found = (letter.document for letter in self.letters if (letter.kind, letter.unit) == (kind, unit))
        return next(found, "")

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.period[:4])

    @property
    def quarter(self) -> int | None:
        """The quarter of the period, None for a whole year."""
        return int(self.period[6]) if "-Q" in self.period else None


@dataclass(frozen=True)
class Withdrawal:
    """A publication taken back: it leaves its trace and frees its period. `publication` is the file's name."""

    publication: str
    date: Annotated[date, Day(doc="撤回日期")]
    reasons: Annotated[str, Text(doc="撤回理由", lines=True)]
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


ACT = re.compile(r"(?:redaction )?[a-z0-9][a-z0-9-]{0,63}(?: withdrawn)?\Z")


@dataclass(frozen=True)
class Chain:
    """data/publications/chain.yml: all irrevocable acts in order, one a line; its order is *the* order.

    A line is the id of a publication or correction, that of a publication and ` withdrawn`, or `redaction ` and that
    of a redaction.
    """

    ROOT: ClassVar[str] = "acts"

    acts: Annotated[
        tuple[str, ...],
        Rows(doc="全部不可撤销的行为，按先后每行一件", minimum=1),
        Pattern(doc="一件行为", pattern=ACT, form="2016-q4，2016-q4 withdrawn 或 redaction 编号"),
    ]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


@dataclass(frozen=True)
class CorrectedResult:
    """One unit's figures before and after a correction."""

    old_total: Annotated[Decimal, Number(doc="更正前得分", maximum=Decimal(1000), places=6)]
    new_total: Annotated[Decimal, Number(doc="更正后得分", maximum=Decimal(1000), places=6)]
    old_rank: Annotated[int, Whole(doc="更正前名次", minimum=1)]
    new_rank: Annotated[int, Whole(doc="更正后名次", minimum=1)]


@dataclass(frozen=True)
class CorrectedWords:
    """A text on which a published figure stands, and that was changed afterwards."""

    file: Annotated[str, Text(doc="数据文件的路径", limit=200)]
    field: Annotated[str, Text(doc="字段，如 reason 或 evidence/0/title", limit=120)]


@dataclass(frozen=True)
class Correction:
    """Why a published figure, or the words on which it stands, changed. `id` is the file's name."""

    id: str
    publication: Annotated[str, Identifier(doc="被更正的发布", of="publication")]
    date: Annotated[date, Day(doc="更正日期")]
    reason: Annotated[str, Text(doc="更正原因", lines=True)]
    records: Annotated[tuple[str, ...], Rows(doc="涉及的数据文件", minimum=1), Text(doc="文件路径", limit=200)]
    results_sha256: Annotated[str, _DIGEST]
    results: Annotated[
        Mapping[str, CorrectedResult],
        Table(doc="变化的得分和名次；只有推导过程变化时不写", of="unit"),
        Part(doc="一个单位"),
    ] = field(default_factory=dict)
    words: Annotated[
        tuple[CorrectedWords, ...],
        Rows(doc="只改了文字的地方：已发布的扣分所依据的事由、佐证材料等"),
        Part(doc="一处"),
    ] = ()
    ties: Annotated[tuple[TieChoice, ...], Rows(doc="更正后并列处由人确定的结果"), Part(doc="一项结果运用")] = ()
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
