"""What the sample's offices did for the notice's measures: training, institutions, standards of stations.

Where a measure is told to be done, a reader looks for what was done: here it stands, all of it made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.register import YEAR
from generator.demo.workdays import recording_day, workday_from


class _Trained(NamedTuple):
    """An event of training: which measure of the notice it is for, who held it, when (month, day), for how many."""

    measure: int
    category: str
    name: str
    office: str
    day: tuple[int, int]
    hours: str
    people: int


class _Ruled(NamedTuple):
    """An institution: which measure it is for, whose, when issued, and the number of its document."""

    measure: int
    category: str
    name: str
    office: str
    day: tuple[int, int]
    number: str


_MONTHS = ("五", "六", "七", "八", "九", "十", "十一", "十二")
_TRAINED = (
    *(
        _Trained(1, "monthly", f"{name}月主题教育活动", "xuanchuanbu", (5 + at, 12), "2", 640 + 15 * at)
        for at, name in enumerate(_MONTHS)
    ),
    _Trained(2, "leaders", "区管领导干部专题培训班（第一期）", "zuzhibu", (6, 15), "24", 86),
    _Trained(2, "leaders", "区管领导干部专题培训班（第二期）", "zuzhibu", (9, 14), "24", 92),
    _Trained(3, "rotation", "机关党员轮训（上半年）", "jiguangongwei", (6, 8), "12", 1180),
    _Trained(3, "rotation", "机关党员轮训（下半年）", "jiguangongwei", (10, 19), "12", 1215),
    _Trained(3, "off-post", "机关工作人员集中脱产轮训", "rensheju", (8, 24), "40", 310),
    _Trained(4, "week", "廉政文化宣传教育周", "jiwei", (9, 21), "8", 2100),
    _Trained(4, "test", "领导干部廉政法规测试", "jiwei", (10, 27), "2", 178),
    _Trained(4, "warning", "典型案例警示教育", "jiwei", (11, 17), "3", 460),
)
_RULED = (
    _Ruled(5, "team", "区管领导班子议事规则（修订）", "zuzhibu", (6, 25), "示例组〔2015〕18号"),
    _Ruled(6, "powers", "行政权力清单管理办法", "bianban", (7, 16), "示例编办〔2015〕9号"),
    _Ruled(6, "guide", "行政审批服务指南编制规范", "zhengwuban", (8, 6), "示例政务〔2015〕11号"),
    _Ruled(6, "promise", "受理单和办理时限承诺制度", "zhengwuban", (8, 6), "示例政务〔2015〕12号"),
    _Ruled(7, "frugality", "公务接待和会议费用细则", "quweiban", (7, 9), "示例办〔2015〕33号"),
    _Ruled(7, "hotline", "“12345”热线首接负责制", "zhengwuban", (9, 2), "示例政务〔2015〕15号"),
    _Ruled(7, "contact", "领导干部联系服务群众制度", "quweiban", (9, 10), "示例办〔2015〕41号"),
)
_STATIONS = (
    ("甲街道市场监督管理所", "shichangju", True),
    ("乙街道市场监督管理所", "shichangju", False),
    ("甲街道社区卫生服务中心", "weijiju", True),
    ("乙镇卫生院", "weijiju", False),
    ("甲街道城管中队", "chengguanju", True),
    ("区婚姻登记处", "minzhengju", True),
    ("区人力资源服务大厅", "rensheju", False),
    ("区房屋登记窗口", "zhujianju", False),
)


def measure_entries(known: frozenset[str]) -> Iterator[EntryLife]:
    """The entries of those offices that are `known`."""
    for at, event in enumerate(_TRAINED, start=1):
        if event.office in known:
            yield _trained(f"{event.category}-{at:02d}", event)
    for at, rule in enumerate(_RULED, start=1):
        if rule.office in known:
            yield _ruled(f"{rule.category}-{at:02d}", rule)
    for at, (station, owner, pilot) in enumerate(_STATIONS, start=1):
        if owner in known:
            yield _station(f"station-{at:02d}", station, owner, pilot)


def _trained(name: str, event: _Trained) -> EntryLife:
    held = workday_from(date(YEAR, *event.day))
    fields = {
        "category": event.category,
        "clause": f"opinions-m{event.measure}",
        "name": event.name,
        "organiser": event.office,
        "held": held,
        "hours": Decimal(event.hours),
        "people": event.people,
    }
    return _once("education", name, YEAR, held, event.office, "登记学习培训", fields)


def _ruled(name: str, rule: _Ruled) -> EntryLife:
    issued = workday_from(date(YEAR, *rule.day))
    fields = {
        "category": rule.category,
        "clause": f"opinions-m{rule.measure}",
        "name": rule.name,
        "number": rule.number,
        "unit": rule.office,
        "issued": issued,
    }
    return _once("institutions", name, 0, issued, rule.office, "登记制度", fields)


def _once(register: str, name: str, year: int, day: date, office: str, says: str, fields: Fields) -> EntryLife:
    return EntryLife(register, name, year, (EntryTurn(recording_day(day), office, says, fields),))


def _station(name: str, station: str, owner: str, pilot: bool) -> EntryLife:
    """A station: those that tried it first had their standard when the year began, the others in autumn."""
    listed = workday_from(date(YEAR, 5, 18))
    made = workday_from(date(YEAR, 6, 10) if pilot else date(YEAR, 9, 16))
    posted = workday_from(date(YEAR, 7, 1) if pilot else date(YEAR, 10, 12))
    first: dict[str, Any] = {"station": station, "owner": owner, "listed": listed}
    if pilot:
        first["pilot"] = True
    standard = {"made": made, "standard-name": f"{station}服务标准"}
    return EntryLife(
        "stations",
        name,
        0,
        (
            EntryTurn(recording_day(listed), owner, "列入站所", first),
            EntryTurn(recording_day(made), owner, "登记服务标准", standard),
            EntryTurn(recording_day(posted), owner, "登记上墙公开", {"posted": posted}),
        ),
    )
