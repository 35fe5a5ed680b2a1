"""A small district with everything that open data must show, and some things that they must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.deduction import Appeal, Deduction, Evidence, Rectification, Reply, Revocation
from generator.model.publication import CorrectedResult, Correction, FrozenResult
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.model.unit import Assessed, Body, Site, Unit
from generator.opendata.disclosure import ChangeRow, Disclosure, Shown
from generator.public.periods import list_periods, score_periods, visible_corpus
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus
from generator.rules.item import Category, Item
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.part_record import Option, Panel, Weighted
from generator.rules.scheme import Rounding, Scheme
from generator.rules.standard_record import Range
from generator.rules.standards.per_event_standard import PerEventStandard

CANARY = "只许内部看见"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
UNTIL = date(2016, 1, 20)

SITE = Site(
    "示例考核办",
    "kaoheban",
    "示例区",
    "示例区考核",
    "https://kaohe.example/shili/",
    False,
    contact="电话 12345",
    bodies=(Body("kaohezu", "示例区考核工作组"),),
    feed_authority="tag:kaohe.example,2015:shili",
)

SCHEME = Scheme(
    year=2015,
    title="示例区2015年度考核办法",
    document="示委发〔2015〕1号",
    full_marks=Decimal(100),
    roundings=(Rounding(2, "half-up", "component", "lost"),),
    components=(
        DeductionsComponent(
            "deductions",
            "performance",
            "作风效能评估考核",
            Decimal(90),
            categories=(
                Category(
                    "service",
                    "政务服务",
                    (
                        Item(
                            "hotline",
                            "“12345”热线办理",
                            Decimal(1),
                            "office",
                            ("spot-check", "quarterly"),
                            (
                                PerEventStandard(
                                    "overdue", "逾期办结，每件扣0.1至1分", Range(Decimal("0.1"), Decimal(1))
                                ),
                                PerEventStandard("exposed", "被媒体曝光，每件扣1分", Decimal(1)),
                            ),
                        ),
                        Item(
                            "discipline",
                            "工作纪律",
                            Decimal(2),
                            "alpha",
                            ("spot-check",),
                            (
                                PerEventStandard(
                                    "absent", "无故不在岗，每人次扣0.5至2分", Range(Decimal("0.5"), Decimal(2))
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        AppraisalComponent(
            "appraisal",
            "appraisal",
            "千人评议",
            Decimal(10),
            (Weighted("law", "依法行政", Decimal(1)), Weighted("efficiency", "工作效能", Decimal(2))),
            (
                Option("satisfied", "满意", Decimal(1)),
                Option("fairly", "基本满意", Decimal("0.8")),
                Option("dissatisfied", "不满意", Decimal(0)),
                Option("dont-know", "不了解", None, True),
            ),
            (
                Panel("delegates", "党代表、人大代表、政协委员", Decimal("0.3")),
                Panel("supervisors", "特邀监督员", Decimal("0.2")),
                Panel("residents", "服务对象和居民代表", Decimal("0.5")),
            ),
            "rescale",
        ),
    ),
    target_assessment="目标考核",
    target_assessment_weight=Decimal("0.4"),
    ranking=Ranking((RankingGroup("organs", "机关部门和直属单位", ("department", "direct")),), "shared"),
    outcomes=(
        OutcomeRule("praised", "通报表扬", ("year",), top=1, document="praise"),
        OutcomeRule("summons", "约谈主要负责人", ("year",), bottom=1, document="summons"),
    ),
    own_items="full-marks",
    suppress_below=10,
)

UNITS = {
    unit.id: unit
    for unit in (
        Unit("alpha", "示例区甲局", "区甲局", "department", ("甲委",), Assessed(2015)),
        Unit("beta", "示例区乙局", "区乙局", "department", (), Assessed(2015)),
        Unit("gamma", "示例区丙中心", "区丙中心", "direct", (), Assessed(2015, 2016)),
        Unit("office", "示例区热线办", "区热线办", "body", not_assessed="只受理热线工单"),
    )
}


def make_record(number: int, unit: str, item: str, day: date, points: str, **more: Any) -> Deduction:
    """One deduction; `more` are further fields."""
    return Deduction(
        f"r{number}",
        2015,
        item,
        unit,
        day,
        "overdue" if item == "hotline" else "absent",
        Decimal(points),
        "spot-check",
        "hotline",
        more.pop("reason", f"事由{number}"),
        internal_note=f"{CANARY}{number}",
        **more,
    )


RECORDS = (
    make_record(
        3,
        "alpha",
        "discipline",
        date(2015, 8, 3),
        "1",
        appeal=Appeal(
            date(2015, 8, 10), "当时在外办事", date(2015, 8, 20), "reduced", Decimal("0.45"), "部分属实", "kaohezu"
        ),
    ),
    make_record(
        4, "beta", "discipline", date(2015, 3, 31), "1.5", revoked=Revocation(date(2015, 4, 10), "记错了单位\n已核实")
    ),
    make_record(6, "gamma", "discipline", date(2015, 12, 31), "2", appeal=Appeal(date(2016, 1, 4), "请求复核")),
    make_record(
        1,
        "alpha",
        "hotline",
        date(2015, 2, 1),
        "0.6",
        reason='=HYPERLINK("https://evil.example","甲"),\n"乙"',
        evidence=(Evidence("工单流转记录", "政务热线平台", "9f" * 32), Evidence("谈话记录", "热线办")),
        rectification=Rectification(date(2015, 3, 1), date(2015, 2, 20), date(2015, 2, 25), "已整改"),
    ),
    make_record(
        2,
        "alpha",
        "hotline",
        date(2015, 5, 2),
        "0.7",
        reason="＝全角等号开头",
        notified=date(2015, 5, 4),
        reply=Reply(date(2015, 5, 8), "已与来电人联系，\n工单另有说明"),
    ),
    make_record(
        5,
        "beta",
        "hotline",
        date(2015, 6, 30),
        "0.5",
        appeal=Appeal(date(2015, 7, 1), "重复派单", date(2015, 7, 8), "revoked", None, "属实", "kaohezu"),
    ),
)


def make_tally(*counts: tuple[int, int, int, int]) -> PanelTally:
    """One panel's counts for the two aspects; all ballots are valid."""
    valid = sum(counts[0])
    options = ("satisfied", "fairly", "dissatisfied", "dont-know")
    tallies = {
        aspect: dict(zip(options, row, strict=True))
        for aspect, row in zip(("law", "efficiency"), counts, strict=True)
    }
    return PanelTally(Ballots(valid + 3, valid + 1, valid), tallies)


APPRAISALS = (
    Appraisal(
        "alpha",
        2015,
        date(2015, 12, 18),
        {
            "delegates": make_tally((30, 8, 2, 5), (25, 15, 0, 5)),
            "supervisors": make_tally((3, 1, 1, 0), (2, 2, 1, 0)),
            "residents": make_tally((60, 20, 10, 10), (50, 30, 10, 10)),
        },
        internal_note=f"{CANARY}甲",
    ),
    Appraisal(
        "beta",
        2015,
        date(2015, 12, 18),
        {
            "delegates": make_tally((40, 3, 1, 1), (41, 2, 1, 1)),
            "supervisors": make_tally((0, 0, 0, 12), (9, 3, 0, 0)),
            "residents": make_tally((80, 10, 5, 5), (70, 20, 5, 5)),
        },
    ),
)


def make_change(day: date, path: str, unit: str, field: str, old: str, new: str) -> ChangeRow:
    """One amendment by the office."""
    return ChangeRow(COMMIT, day, "amended", path, 2015, unit, field=field, old=old, new=new, office="office")


CHANGES = (
    make_change(date(2015, 8, 20), RECORDS[0].path, "alpha", "internal_note", "", CANARY),
    make_change(date(2015, 8, 20), RECORDS[0].path, "alpha", "appeal.points", "", "0.45"),
    make_change(date(2015, 12, 19), APPRAISALS[0].path, "alpha", "panels.supervisors.tallies.law.fairly", "7", "1"),
)


def make_corpus(scheme: Scheme = SCHEME) -> Corpus:
    """The district with the first quarter published and corrected, and the year published."""
    corpus = Corpus(SITE, {2015: scheme}, UNITS, RECORDS, APPRAISALS)
    first = freeze_period(corpus, PublicationRequest("2015-q1", date(2015, 4, 8)), COMMIT, None)
    old = replace(first.results["beta"], total=Decimal("98.50"), rank=Decimal(2))
    moved = {"beta": CorrectedResult(old, FrozenResult(Decimal(100), Decimal(1)))}
    results = {**first.results, "beta": old}
    first = replace(first, results=results)
    year = freeze_period(
        corpus, PublicationRequest("2015-final", date(2016, 1, 20), "示委发〔2016〕2号"), COMMIT, None
    )
    correction = Correction(
        "2015-q1-c1", date(2015, 4, 15), "乙局的一笔扣分记错了单位", (RECORDS[1].path,), "0" * 64, moved
    )
    published = {found.id: found for found in (year, first)}
    return replace(corpus, publications=published, corrections={correction.id: correction})


def make_disclosure(corpus: Corpus | None = None) -> Disclosure:
    """What the public sees of the district."""
    corpus = corpus or make_corpus()
    periods = list_periods(corpus, "public")
    results = score_periods(corpus, periods, "public")
    shown = tuple(Shown(period, results[period.year, period.quarter]) for period in periods)
    return Disclosure(corpus.site or SITE, visible_corpus(corpus, "public"), shown, UNTIL, COMMIT, CHANGES)
