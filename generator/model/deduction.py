"""One deduction: what was found, by which rule, with what evidence, and what became of it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.field import Choice, Day, Flag, Identifier, Number, Part, Pattern, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import FileKind, spell_path

METHODS = {"spot-check": "不定期抽查", "quarterly": "一季一评估", "year-end": "年终综合考评"}
SOURCES = {
    "flight-inspection": "飞行检查",
    "supervisor": "特邀监督员反映",
    "hotline": "“12345”热线",
    "supervision": "督查督办",
    "complaint": "投诉举报",
    "discipline": "执纪问责",
    "media": "媒体曝光",
    "review": "资料审核",
    "evaluation": "集中考评",
}
DECISIONS = {"upheld": "维持", "reduced": "减少扣分", "revoked": "撤销扣分"}
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Evidence:
    """佐证材料, by title, place and digest; never the file itself."""

    title: Annotated[str, Text(doc="材料名称", limit=120)]
    held_at: Annotated[str, Text(doc="存放处", limit=120)]
    sha256: Annotated[str, Pattern(doc="电子文件的 SHA-256", pattern=SHA256, form="64 位小写十六进制数")] = ""


@dataclass(frozen=True, slots=True)
class Rectification:
    """整改、销号."""

    due: Annotated[date | None, Day(doc="整改期限；整改列入登记簿的可以不写", planned=True)] = None
    done: Annotated[date | None, Day(doc="完成整改的日期")] = None
    accepted: Annotated[date | None, Day(doc="验收销号的日期")] = None
    note: Annotated[str, Text(doc="整改情况", lines=True)] = ""
    item: Annotated[str, Identifier(doc="整改登记簿里的记录；列入登记簿整改的才写", of="entry")] = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """答复: the unit's own word beside the finding, written by the unit."""

    date: Annotated[date, Day(doc="答复日期")]
    text: Annotated[str, Text(doc="答复内容", lines=True, limit=1000)]


@dataclass(frozen=True, slots=True)
class Appeal:
    """申诉、复核: filed by the unit, decided by another body than the assessor."""

    filed: Annotated[date, Day(doc="提出申诉的日期")]
    grounds: Annotated[str, Text(doc="申诉理由", lines=True)]
    decided: Annotated[date | None, Day(doc="作出复核决定的日期；未决定不写")] = None
    decision: Annotated[str, Choice(doc="复核决定", names=DECISIONS)] = ""
    points: Annotated[Decimal | None, Number(doc="减少扣分后实际扣分")] = None
    reasons: Annotated[str, Text(doc="复核理由", lines=True)] = ""
    decided_by: Annotated[str, Identifier(doc="作出决定的单位或机构；有决定就要写", of="body")] = ""
    document: Annotated[str, Text(doc="复核决定书的发文字号", limit=40)] = ""


@dataclass(frozen=True, slots=True)
class Revocation:
    """撤销: the record stays, its points count no more."""

    date: Annotated[date, Day(doc="撤销日期")]
    reasons: Annotated[str, Text(doc="撤销理由", lines=True)]


@dataclass(frozen=True, slots=True)
class FoundIn:
    """The entry of a register that led to a finding."""

    register: Annotated[str, Identifier(doc="登记簿", of="register")]
    record: Annotated[str, Identifier(doc="登记簿里的记录", of="entry")]


@dataclass(frozen=True, slots=True)
class Charge:
    """The second effect of one record: points of another unit, by a standard that says so."""

    unit: Annotated[str, Identifier(doc="另计的单位", of="unit")]
    points: Annotated[Decimal, Number(doc="另计的分值")]


@dataclass(frozen=True, slots=True)
class Deduction:
    """One deduction. `id` is the file's name, `item` and `year` its folders.

    `KIND` is the kind of its file, `VERB` what it does with points, in Chinese.

    `points`, points of the 100, are what it takes in all: for `count` cases at once, so many times the standard.
    """

    KIND: ClassVar[FileKind] = "deduction"
    VERB: ClassVar[str] = "扣"
    YAML_NAMES: ClassVar[Mapping[str, str]] = {"found_in": "from"}

    id: str
    year: int
    item: str
    unit: Annotated[str, Identifier(doc="被考核单位", also=("单位", "部门", "考核对象"), of="unit", stands=True)]
    date: Annotated[date, Day(doc="发现问题的日期，决定所属季度", also=("日期", "时间", "发现日期"), stands=True)]
    standard: Annotated[
        str, Identifier(doc="依据的扣分标准", also=("标准", "依据", "条款"), of="standard", stands=True)
    ]
    points: Annotated[Decimal, Number(doc="扣分分值", also=("扣分", "分值", "分数"), maximum=Decimal(100))]
    count: Annotated[
        int,
        Whole(
            doc="件数、次数或人次；标准按每件等扣分而有几件时写，points 是合计",
            also=("件数", "次数"),
            minimum=1,
            maximum=999,
            stands=True,
        ),
    ] = field(default=1, kw_only=True)
    level: Annotated[str, Identifier(doc="级别，标准 levels 里的编号", also=("级别",), of="level", stands=True)] = (
        field(default="", kw_only=True)
    )
    part: Annotated[
        str, Identifier(doc="所属部分，单位 parts 里的编号", also=("所属部分",), of="part", stands=True)
    ] = field(default="", kw_only=True)
    fact: Annotated[
        str, Identifier(doc="同一事实的编号；同一件事有几条记录而只计一次的写", also=("同一事实",), stands=True)
    ] = field(default="", kw_only=True)
    charge: Annotated[Charge | None, Part(doc="同时计入另一个单位的分值；标准规定另计的才写")] = field(
        default=None, kw_only=True
    )
    method: Annotated[str, Choice(doc="考核方式", also=("方式", "方法"), names=METHODS, stands=True)]
    source: Annotated[str, Choice(doc="线索来源", also=("来源", "线索"), names=SOURCES, stands=True)]
    found_in: Annotated[tuple[FoundIn, ...], Rows(doc="由登记簿里的哪些记录而来"), Part(doc="一条记录")] = field(
        default=(), kw_only=True
    )
    reason: Annotated[str, Text(doc="扣分事由", also=("事由", "原因", "理由", "问题"), lines=True, stands=True)]
    evidence: Annotated[
        tuple[Evidence, ...],
        Rows(doc="佐证材料", also=("佐证", "证据", "材料", "附件"), stands=True),
        Part(doc="一份材料"),
    ] = ()
    notified: Annotated[datetime.date | None, Day(doc="扣分告知书送达的日期；答复和申诉的期限从它算起")] = None
    reply: Annotated[Reply | None, Part(doc="被扣分单位的答复")] = None
    rectification: Annotated[Rectification | None, Part(doc="整改与销号")] = None
    cured: Annotated[datetime.date | None, Day(doc="改正到位的日期；标准规定改正可以减轻的才写")] = field(
        default=None, kw_only=True
    )
    appeal: Annotated[Appeal | None, Part(doc="申诉与复核")] = None
    revoked: Annotated[Revocation | None, Part(doc="撤销")] = None
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    internal_note: Annotated[str, Text(doc="内部备注，不公开", also=("备注",), lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The record's path below the project's root."""
        return spell_path(self.KIND, self.year, self.item, self.id)

    @property
    def is_revoked(self) -> bool:
        """Whether it was taken back, by whoever entered it or by a review: it counts nothing and asks for nothing."""
        return self.revoked is not None or (self.appeal is not None and self.appeal.decision == "revoked")

    @property
    def quarter(self) -> int:
        """The quarter, 1 to 4, in which it was found."""
        return (self.date.month + 2) // 3
