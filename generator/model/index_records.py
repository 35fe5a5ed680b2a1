"""An index above districts: whose it is, which districts it gathers, when each publication is due, who is alike."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated

from generator.model.field import Choice, Day, Flag, Identifier, Part, Pattern, Rows, Table, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.unit import DATA_LICENSES

LEVELS = {"province": "省级", "city": "市级", "county": "县级"}
FORMS = {
    "folder": "文件夹",
    "tar": "tar 包，可以用 gzip 压缩",
    "bag": "归档包（BagIt），文件夹",
    "bundle": "git bundle",
}
PARTS = {"site": "整个网站", "open-data": "开放数据", "archive": "归档包", "history": "公开的历史"}
# What each form can hold.
PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "folder": ("site", "open-data", "history"),
    "tar": ("site", "open-data", "history"),
    "bag": ("archive",),
    "bundle": ("history",),
}
DUE_KINDS = {
    "q1": "第一季度",
    "q2": "第二季度",
    "q3": "第三季度",
    "q4": "第四季度",
    "notice": "年度公示",
    "final": "年度结果",
}
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z")
_DIGITS = "64 位小写十六进制数"
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class DueRule:
    """The last day on which a kind of publication of a year is in time: of that year, or of the next."""

    kind: Annotated[str, Choice(doc="哪一种发布", names=DUE_KINDS)]
    day: Annotated[str, Pattern(doc="最迟在哪一天发布", pattern=_MONTH_DAY, form="月-日，如 04-20")]
    next_year: Annotated[bool, Flag(doc="是否在下一年")] = False

    def falls(self, year: int) -> date:
        """The day for `year`; the last of the month where the month is shorter."""
        month, day = map(int, self.day.split("-"))
        year += self.next_year
        last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
        return date(year, month, min(day, last))


@dataclass(frozen=True)
class Index:
    """data/index.yml: whose index this is; the file makes a project an index."""

    office: Annotated[str, Text(doc="汇集各地发布的机关全称，即索引网站的主办单位", limit=60)]
    region: Annotated[str, Text(doc="地区名称", limit=30)]
    title: Annotated[str, Text(doc="索引网站的名称", limit=60)]
    base_url: Annotated[str, Text(doc="索引网站对外地址，以 / 结尾", limit=200)]
    demo: Annotated[bool, Flag(doc="是否演示；为 true 时每页都标明")]
    since: Annotated[int, Whole(doc="从哪一年度起要求各地公布", minimum=1949, maximum=2999)]
    due: Annotated[
        tuple[DueRule, ...], Rows(doc="每一种发布最迟的日期；没有写的种类不算迟"), Part(doc="一种发布")
    ] = ()
    site_code: Annotated[str, Text(doc="政府网站标识码", limit=20)] = ""
    icp: Annotated[str, Text(doc="ICP 备案号", limit=60)] = ""
    police: Annotated[str, Text(doc="公安备案号", limit=60)] = ""
    contact: Annotated[str, Text(doc="联系方式", limit=120)] = ""
    feed_authority: Annotated[str, Text(doc="订阅消息的编号由谁发布，写好以后不再改动", limit=120)] = ""
    data_license: Annotated[str, Choice(doc="汇总数据的许可协议", names=DATA_LICENSES)] = "CC-BY-4.0"
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


@dataclass(frozen=True)
class SourceRule:
    """Where a district's publication is taken from; whoever gathers mirrors it there by his own means."""

    form: Annotated[str, Choice(doc="来源的形式", names=FORMS)]
    path: Annotated[str, Text(doc="位置：本机上的路径，不以 / 开头的从索引的文件夹算起", limit=300)]
    part: Annotated[str, Choice(doc="公布的哪一部分：这一部分的文件要逐一齐全、相符，别的一个也没有", names=PARTS)]


@dataclass(frozen=True)
class RestartRule:
    """That a district began its publications anew, as it has said itself: what was seen before is kept beside."""

    day: Annotated[date, Day(doc="该地区说明重新开始的日期")]
    reason: Annotated[str, Text(doc="为什么重新开始、在哪里作了说明，公开", limit=200)]
    before: Annotated[
        str, Pattern(doc="以前最后见到的 manifest.json（bundle 则是文件）的 SHA-256", pattern=_SHA256, form=_DIGITS)
    ]
    after: Annotated[
        str,
        Pattern(
            doc="重新开始的 manifest.json（bundle 则是文件）的 SHA-256，当面核对过", pattern=_SHA256, form=_DIGITS
        ),
    ]


@dataclass(frozen=True)
class DistrictRule:
    """data/districts/<id>.yml: one district, or a region above districts (without a source where it has none)."""

    id: str
    name: Annotated[str, Text(doc="地区名称", limit=30)]
    level: Annotated[str, Choice(doc="级别", names=LEVELS)]
    parent: Annotated[str, Identifier(doc="上级地区的编号", of="district")] = ""
    source: Annotated[SourceRule | None, Part(doc="公布的内容从哪里来；只用来归类的上级地区不写")] = None
    first_seen: Annotated[
        str,
        Pattern(
            doc="登记时当面核对过的 manifest.json（bundle 则是文件）的 SHA-256；第一次汇集时核对",
            pattern=_SHA256,
            form=_DIGITS,
        ),
    ] = ""
    restarted: Annotated[
        tuple[RestartRule, ...],
        Rows(doc="该地区丢失了仓库、公开说明以后重新开始的，每次写一项，新的在后；以前见到的保留"),
        Part(doc="一次重新开始"),
    ] = ()
    since: Annotated[int | None, Whole(doc="从哪一年度起要求公布，不写与索引相同", minimum=1949, maximum=2999)] = None
    until: Annotated[date | None, Day(doc="撤销建制或不再汇集的日期；已经见到的保留")] = None
    url: Annotated[str, Text(doc="该地区网站的地址，供读者前往", limit=200)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


@dataclass(frozen=True)
class Function:
    """What units of several districts have in common, and how they are called."""

    name: Annotated[str, Text(doc="职能的名称，如 教育", limit=30)]
    units: Annotated[
        tuple[str, ...],
        Rows(doc="单位的名称，全称或简称，可以省去开头的地名和“省市区县旗镇乡”一字", minimum=1),
        Text(doc="名称", limit=60),
    ]


@dataclass(frozen=True)
class Counterparts:
    """data/counterparts.yml: which units of different districts do the same."""

    functions: Annotated[Mapping[str, Function], Table(doc="各项职能", of="function"), Part(doc="一项职能")]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
