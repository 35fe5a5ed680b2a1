"""The bodies that are assessed, the offices that assess, and whose site and whose documents these are."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, ClassVar

from generator.model.field import COMMIT, Choice, Flag, Identifier, Part, Pattern, Rows, Table, Text, YearOrDay
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin

KINDS = {
    "department": "机关部门",
    "direct": "直属单位",
    "town": "镇",
    "zone": "开发区",
    "subdistrict": "街道",
    "body": "其他机构",
}
# Where proposals are sent to, and what it understands (generator/acts/send_act.py).
FORGES = {
    "gitea": "Gitea、Forgejo",
    "gitee": "Gitee",
    "gitlab": "GitLab",
    "github": "GitHub",
    "plain": "只有 git 仓库，没有合并请求",
}
# RFC 4151, section 2.1, in lower case and without a fragment.
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_TAG = re.compile(
    r"tag:[a-z0-9][a-z0-9.%_-]*(@[a-z0-9][a-z0-9.-]*)?,[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?:"
    r"[A-Za-z0-9._~!$'()*+;=:@/%?-]*\Z"
)
# Open licences for data, by the ids of the Open Definition.
DATA_LICENSES = {
    "CC-BY-4.0": "知识共享 署名 4.0 国际",
    "ODC-BY-1.0": "开放数据共用 署名 1.0",
    "CC0-1.0": "知识共享 CC0 1.0 通用（公共领域贡献）",
}


@dataclass(frozen=True)
class Assessed:
    """The time in which a unit is assessed, both ends included: whole years, or from or until a day."""

    first: Annotated[int | date, YearOrDay(doc="开始参加考核的年度；年度中间参加的，是哪一天")]
    last: Annotated[int | date | None, YearOrDay(doc="最后一个参加考核的年度，或者最后一天；不写为至今")] = None

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"first": "from", "last": "to"}

    def covers(self, year: int) -> bool:
        """Whether a day of `year` lies within."""
        return self.first_day.year <= year and (self.last is None or year <= self.last_day.year)

    @property
    def first_day(self) -> date:
        """The first day on which the unit is assessed."""
        return self.first if isinstance(self.first, date) else date(self.first, 1, 1)

    @property
    def last_day(self) -> date:
        """The last such day; without one, the last of the calendar."""
        if self.last is None:
            return date.max
        return self.last if isinstance(self.last, date) else date(self.last, 12, 31)

    def holds(self, day: date) -> bool:
        """Whether `day` lies within."""
        return self.first_day <= day <= self.last_day

    def breaks(self, year: int) -> bool:
        """Whether it begins or ends within `year`, so that not all of it counts."""
        return date(year, 1, 1) < self.first_day <= date(year, 12, 31) or (
            date(year, 1, 1) <= self.last_day < date(year, 12, 31)
        )


@dataclass(frozen=True)
class Unit:
    """A body: assessed, assessing, or both. `id` is the file's name."""

    id: str
    name: Annotated[str, Text(doc="规范全称", limit=60)]
    short_name: Annotated[str, Text(doc="规范简称", limit=30)]
    kind: Annotated[str, Choice(doc="单位类别", names=KINDS)]
    aliases: Annotated[tuple[str, ...], Rows(doc="曾用名和其他称呼"), Text(doc="称呼", limit=60)] = ()
    assessed: Annotated[Assessed | None, Part(doc="参加考核的年度；不参加考核的单位不写")] = None
    not_assessed: Annotated[str, Text(doc="承担考核工作而不参加考核的原因", limit=120)] = ""
    parts: Annotated[
        Mapping[str, tuple[str, ...]],
        Table(doc="单位的组成部分，如所辖各县；扣分按部分平均的才写", of="kind-of-part"),
        Rows(doc="这一种部分", minimum=1),
        Identifier(doc="部分的编号；是登记的单位的，用单位的编号"),
    ] = field(default_factory=dict)
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    def assessed_in(self, year: int) -> bool:
        """Whether the unit is assessed in `year`, or in a part of it."""
        return self.assessed is not None and self.assessed.covers(year)


LETTERS = {"feedback": "结果反馈单", "summons": "约谈通知书", "review": "复核决定书"}


@dataclass(frozen=True)
class Copies:
    """抄送机关 (GB/T 9704-2012 7.4.2), by the kind of document."""

    quarterly: Annotated[str, Text(doc="季度通报的抄送机关", limit=200)] = ""
    annual: Annotated[str, Text(doc="年度通报的抄送机关", limit=200)] = ""
    praise: Annotated[str, Text(doc="表扬通报的抄送机关", limit=200)] = ""


@dataclass(frozen=True)
class Body:
    """A body that decides on appeals and is no unit of the register."""

    id: Annotated[str, Identifier(doc="编号，与单位的编号不同")]
    name: Annotated[str, Text(doc="规范全称", limit=60)]


@dataclass(frozen=True)
class OpinionPlace:
    """Where others than the units that are assessed send what they have to say about results in a public notice."""

    address: Annotated[str, Text(doc="收信地址，写到街道和门牌号", limit=120)] = ""
    telephone: Annotated[str, Text(doc="电话，可以写接听的时间", limit=60)] = ""
    email: Annotated[str, Text(doc="电子邮箱", limit=120)] = ""


@dataclass(frozen=True)
class Site:
    """data/site.yml: whose site this is."""

    office: Annotated[str, Text(doc="考核办全称，即本站主办单位", limit=60)]
    lead: Annotated[str, Identifier(doc="牵头考核的单位，即考核办", of="unit")]
    district: Annotated[str, Text(doc="地区名称", limit=30)]
    title: Annotated[str, Text(doc="网站名称", limit=60)]
    base_url: Annotated[str, Text(doc="网站对外地址，以 / 结尾", limit=200)]
    demo: Annotated[bool, Flag(doc="是否演示数据；为 true 时每页每份文件都标明")]
    site_code: Annotated[str, Text(doc="政府网站标识码", limit=20)] = ""
    icp: Annotated[str, Text(doc="ICP 备案号", limit=60)] = ""
    police: Annotated[str, Text(doc="公安备案号", limit=60)] = ""
    contact: Annotated[str, Text(doc="联系方式", limit=120)] = ""
    opinions: Annotated[
        OpinionPlace, Part(doc="公示期内，其他单位和个人把对结果的意见送到哪里；公示和它的网页照写")
    ] = OpinionPlace()
    colour: Annotated[
        str,
        Pattern(doc="网页的主色；不写就是朱红", pattern=_COLOUR, form="# 加六位十六进制数，如 #1f5d8c"),
    ] = ""
    bodies: Annotated[tuple[Body, ...], Rows(doc="不在单位登记里、作出复核决定的机构"), Part(doc="一个机构")] = ()
    feed_authority: Annotated[
        str,
        Pattern(
            doc="订阅消息的编号由谁发布：写好以后不再改动，网站换了地址也不改",
            pattern=_TAG,
            form="tag:域名,年份:名称，如 tag:kaohe.example,2015:shili（RFC 4151）",
        ),
    ] = ""
    repository: Annotated[str, Text(doc="到哪里核对数据的历史：仓库的地址，或者怎样申请查阅", limit=200)] = ""
    forge: Annotated[
        str,
        Choice(doc="数据仓库所在的平台，网页登记按它的方式提交合并请求；不写就是 plain", names=FORGES, internal=True),
    ] = "plain"
    body: Annotated[
        str, Text(doc="承担考核、作出复核的机构，公文里写“由…复核”，如 考核委员会；不写就是主办单位", limit=60)
    ] = ""
    addressees: Annotated[str, Text(doc="通报的主送机关，末尾不写冒号；不写就是“各被考核单位”", limit=200)] = ""
    copies: Annotated[Copies, Part(doc="各种公文的抄送机关，末尾不写句号；不写就没有抄送")] = Copies()
    last_page: Annotated[
        str,
        Choice(
            doc="公文的版记放在哪一页；不写就是 any",
            names={"any": "正文或附件结束的那一页", "even": "双页：文字在单页结束时，放到这张纸的背面"},
        ),
    ] = "any"
    public_letters: Annotated[
        tuple[str, ...],
        Rows(doc="写给一个单位的公文，哪些在公开网站上公布；不写都不公布，只在内部版里"),
        Choice(doc="公文的种类", names=LETTERS),
    ] = ()
    words: Annotated[
        Mapping[str, tuple[str, ...]],
        Table(doc="口头上的叫法，供网站查找：左边是单项、类别、单位或登记簿的编号，右边是怎么叫它", of="findable"),
        Rows(doc="这一个的叫法", minimum=1),
        Text(doc="叫法，如 迟到早退", limit=20),
    ] = field(default_factory=dict)
    data_license: Annotated[str, Choice(doc="开放数据的许可协议", names=DATA_LICENSES)] = "CC-BY-4.0"
    confidential: Annotated[bool, Flag(doc="是否保密登记簿的仓库；那里只放保密登记簿的记录", internal=True)] = False
    history_from: Annotated[
        str,
        Pattern(
            doc="正式启用时的提交：数据的历史从它算起，此前是试用；不填从头算",
            pattern=COMMIT,
            form="40 位小写十六进制数",
        ),
    ] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
