"""Publications freeze a period; corrections say why a frozen figure changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from generator.model.deduction import SHA256
from generator.model.field import COMMIT, Choice, Day, Identifier, Number, Part, Pattern, Rows, Table, Text, Whole
from generator.model.origin import Origin

PUBLICATION_KINDS = {"quarterly": "季度通报", "public-notice": "公示", "final": "正式结果"}
PERIOD = re.compile(r"[0-9]{4}(-Q[1-4])?\Z")
_DIGEST = Pattern(doc="SHA-256", pattern=SHA256, form="64 位小写十六进制数")


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
    previous: Annotated[str, Identifier(doc="上一次发布", of="publication")] = ""
    previous_sha256: Annotated[str, _DIGEST] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.period[:4])

    @property
    def quarter(self) -> int | None:
        """The quarter of the period, None for a whole year."""
        return int(self.period[6]) if "-Q" in self.period else None


@dataclass(frozen=True)
class CorrectedResult:
    """One unit's figures before and after a correction."""

    old_total: Annotated[Decimal, Number(doc="更正前得分", maximum=Decimal(1000), places=6)]
    new_total: Annotated[Decimal, Number(doc="更正后得分", maximum=Decimal(1000), places=6)]
    old_rank: Annotated[int, Whole(doc="更正前名次", minimum=1)]
    new_rank: Annotated[int, Whole(doc="更正后名次", minimum=1)]


@dataclass(frozen=True)
class Correction:
    """Why a published figure changed. `id` is the file's name."""

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
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
