"""Publications freeze a period; corrections say why a frozen figure changed."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Annotated

from generator.model.deduction import SHA256
from generator.model.field import COMMIT, Choice, Day, Identifier, Number, Part, Pattern, Rows, Table, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.origin import Origin
from generator.model.place import PUBLICATION_ID
from generator.model.public_step import PublicMark

FORM = 2  # of results: what their canonical JSON holds, of which publications keep the digest
LARGEST_TOTAL = Decimal(100_000)
PUBLICATION_KINDS = {"quarterly": "季度通报", "public-notice": "公示", "final": "正式结果"}
PUBLICATION_FORM = "年度-q1 至 q4、年度-notice（公示）或 年度-final（正式结果），撤回后再发布的加 -2、-3"
_NAMED = re.compile(r"(?P<year>[0-9]{4})-(?:q(?P<quarter>[1-4])|(?P<word>notice|final))(?:-(?P<number>[0-9]+))?\Z")
_WORDS = {"notice": "public-notice", "final": "final"}
_DIGEST = Pattern(doc="SHA-256", pattern=SHA256, form="64 位小写十六进制数")
_RULES_DIGEST = Pattern(doc="算式的 SHA-256", pattern=SHA256, form="64 位小写十六进制数")


@dataclass(frozen=True)
class TieChoice:
    """Who was chosen where a tie falls on the edge of an outcome: any subset of the tied, none included."""

    outcome: Annotated[str, Identifier(doc="结果运用的编号", of="outcome")]
    units: Annotated[
        tuple[str, ...], Rows(doc="并列的单位中确定的单位；都不确定写 []"), Identifier(doc="单位", of="unit")
    ]
    ground: Annotated[str, Text(doc="确定的依据", lines=True)]
    document: Annotated[str, Text(doc="依据的文件或会议", limit=120)] = ""


@dataclass(frozen=True, slots=True)
class PublicationName:
    """What the id of a publication says: `number` is 1 for the first of its kind and period, 2 for `-2` and so on."""

    year: int
    quarter: int | None
    kind: str
    number: int

    @property
    def first(self) -> str:
        """The id without number: that of the first publication of this kind and period."""
        last = f"q{self.quarter}" if self.quarter else "notice" if self.kind == "public-notice" else "final"
        return f"{self.year}-{last}"


def name_of(publication: str) -> PublicationName:
    """What the id of a publication says; ValueError if it is none, which no file has."""
    found = parse_publication_id(publication)
    if found is None:
        raise ValueError(f"not the id of a publication: {publication}")
    return found


@lru_cache(1024)
def parse_publication_id(text: str) -> PublicationName | None:
    """What `text` says as the id of a publication; None where it is none."""
    if not re.fullmatch(PUBLICATION_ID, text) or (found := _NAMED.match(text)) is None:
        return None
    quarter = int(found["quarter"]) if found["quarter"] else None
    kind = "quarterly" if quarter else _WORDS[found["word"]]
    return PublicationName(int(found["year"]), quarter, kind, int(found["number"] or 1))


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
    outcome: Annotated[str, Identifier(doc="由哪项结果运用产生；同一种公文只有一项的不写", of="outcome")] = ""
    appointment: Annotated[str, Text(doc="约谈的时间和地点；没有定的不写，通知书上写“另行通知”", limit=200)] = ""


@dataclass(frozen=True)
class FrozenResult:
    """One unit's published figures: total in points, rank within its group; None where it has none, and why."""

    total: Annotated[
        Decimal | None,
        Number(doc="得分；没有得分的不写", minimum=-LARGEST_TOTAL, maximum=LARGEST_TOTAL, places=6),
    ] = None
    rank: Annotated[
        Decimal | None,
        Number(doc="名次；不排名的不写", minimum=Decimal(1), maximum=Decimal(100_000), places=1),
    ] = None
    reason: Annotated[str, Text(doc="没有得分或者不排名的原因；另有规定决定了得分的，是那一项", limit=200)] = ""
    grade: Annotated[str, Text(doc="等次；考核办法没有等次的不写", limit=40)] = ""

    def words(self, places: int) -> str:
        """The figures in words, with `places` decimals: 96.30 分第 3 名, or that there are none, and why."""
        return published_words(self, places)


def published_words(found: FrozenResult, places: int, between: str = "") -> str:
    """Published figures in words, `between` total and rank: 96.30 分第 3 名（良好）, 没有得分（一票否决）."""
    notes = "，".join(note for note in (found.grade, found.reason) if note)
    if found.total is None:
        words = "没有得分"
    else:
        place = "不排名" if found.rank is None else f"第 {format_points(found.rank)} 名"
        words = f"{format_points(found.total, places)} 分{between or ('，' if found.rank is None else '')}{place}"
    return f"{words}（{notes}）" if notes else words


@dataclass(frozen=True)
class Publication:
    """A frozen quarter or year. `id` is the file's name: `2015-q1`, `2015-notice`, `2015-final`, `2015-final-2`."""

    id: str
    title: Annotated[str, Text(doc="标题", limit=120)]
    date: Annotated[date, Day(doc="发布日期")]
    commit: Annotated[str, Pattern(doc="冻结的提交", pattern=COMMIT, form="40 位小写十六进制数")]
    results_sha256: Annotated[str, _DIGEST]
    results: Annotated[
        Mapping[str, FrozenResult],
        Table(doc="各单位的得分和名次", of="unit", minimum=1),
        Part(doc="一个单位"),
    ]
    form: Annotated[int, Whole(doc="结果的形式，摘要按它算出", minimum=FORM, maximum=FORM)]
    calculation_sha256: Annotated[str, _RULES_DIGEST] = ""
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
        Rows(doc="随这次发布印发的其他公文的发文字号，提交发布记录以前补写"),
        Part(doc="一份公文"),
    ] = ()
    previous: Annotated[str, Identifier(doc="上一次发布", of="publication")] = ""
    previous_sha256: Annotated[str, _DIGEST] = ""
    public_history: Annotated[
        PublicMark | None, Part(doc="写出时公开历史的上一件，由程序写入；还没有公开历史的不写")
    ] = None
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @cached_property
    def name(self) -> PublicationName:
        """What the id says; ValueError where it is no id of a publication, which no file has."""
        return name_of(self.id)

    @property
    def kind(self) -> str:
        """The kind: a key of `PUBLICATION_KINDS`."""
        return self.name.kind

    @property
    def dated(self) -> datetime.date:
        """The day on the document (成文日期)."""
        return self.issued or self.date

    def number_of(self, kind: str, unit: str = "", outcome: str = "") -> str:
        """The number of another document of this publication; empty where none was given."""
        found = self.letter_of(kind, unit, outcome)
        return found.document if found is not None else ""

    def letter_of(self, kind: str, unit: str = "", outcome: str = "") -> Letter | None:
        """What is recorded of another document of this publication; None where nothing is."""
        found = (
            letter
            for letter in self.letters
            if (letter.kind, letter.unit) == (kind, unit) and letter.outcome in ("", outcome)
        )
        return next(found, None)

    @property
    def year(self) -> int:
        """The year of the period."""
        return self.name.year

    @property
    def quarter(self) -> int | None:
        """The quarter of the period, None for a whole year."""
        return self.name.quarter

    @property
    def period(self) -> str:
        """The period as documents and tables write it: 2015-Q1, or 2015."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)


@dataclass(frozen=True)
class Withdrawal:
    """A publication taken back: it leaves its trace and frees its period. `publication` is the file's name."""

    publication: str
    date: Annotated[date, Day(doc="撤回日期")]
    reasons: Annotated[str, Text(doc="撤回理由", lines=True)]
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    public_history: Annotated[
        PublicMark | None, Part(doc="写出时公开历史的上一件，由程序写入；还没有公开历史的不写")
    ] = None
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


@dataclass(frozen=True)
class CorrectedResult:
    """One unit's figures before and after a correction."""

    old: Annotated[FrozenResult, Part(doc="更正前的得分和名次")]
    new: Annotated[FrozenResult, Part(doc="更正后的得分和名次")]


@dataclass(frozen=True)
class CorrectedWords:
    """A text on which a published figure stands, and that was changed afterwards."""

    file: Annotated[str, Text(doc="数据文件的路径", limit=200)]
    field: Annotated[str, Text(doc="字段，如 reason 或 evidence/0/title", limit=120)]

    def is_within(self, other: "CorrectedWords") -> bool:
        """Whether this place is the other one, or a part of it."""
        return self.file == other.file and (self.field == other.field or self.field.startswith(f"{other.field}/"))


@dataclass(frozen=True)
class Correction:
    """Why a published figure, or the words on which it stands, changed. `id`, the file's name: `2015-q1-c1`."""

    id: str
    date: Annotated[date, Day(doc="更正日期")]
    reason: Annotated[str, Text(doc="更正原因", lines=True)]
    records: Annotated[tuple[str, ...], Rows(doc="涉及的数据文件", minimum=1), Text(doc="文件路径", limit=200)]
    results_sha256: Annotated[str, _DIGEST]
    results: Annotated[
        Mapping[str, CorrectedResult],
        Table(doc="变化的得分和名次；只有推导过程变化时不写", of="unit"),
        Part(doc="一个单位"),
    ] = field(default_factory=dict)
    calculation_sha256: Annotated[str, _RULES_DIGEST] = ""
    words: Annotated[
        tuple[CorrectedWords, ...],
        Rows(doc="只改了文字的地方：已发布的扣分所依据的事由、佐证材料等"),
        Part(doc="一处"),
    ] = ()
    ties: Annotated[tuple[TieChoice, ...], Rows(doc="更正后并列处由人确定的结果"), Part(doc="一项结果运用")] = ()
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    public_history: Annotated[
        PublicMark | None, Part(doc="写出时公开历史的上一件，由程序写入；还没有公开历史的不写")
    ] = None
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def publication(self) -> str:
        """The id of the publication that is corrected."""
        return self.id.rpartition("-c")[0]
