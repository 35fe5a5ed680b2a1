"""A small project for each kind of part and of standard: three units of which something is recorded or measured."""

from __future__ import annotations

from textwrap import indent

YEAR = 2019
_UNIT = "name: 样例区{name}\nshort_name: {name}\nkind: department\nassessed: {{from: 2019}}\nsample: true\n"
_SITE = """\
office: 样例区考核办公室
lead: ban
district: 样例区
title: 样例考核
base_url: https://kaohe.example/yangli/
demo: true
feed_authority: tag:kaohe.example,2015:yangli
repository: 样例项目，没有仓库
"""
_SCHEME = """\
year: 2019
title: 样例区2019年度考核办法
document: 样考〔2019〕1号
full_marks: {full}
rounding: []
total: {total}
measures:
  - {{id: rate, name: 办结率, unit: percent, due: year, over: last}}
  - {{id: number, name: 办结数, unit: count, due: year, over: last}}
  - {{id: level, name: 核定系数, unit: index, due: year, over: last}}
imports:
  - {{id: other, name: 另一项考核}}
components:
{parts}
ranking: {{groups: [{{id: all, name: 各部门, kinds: [department]}}], ties: shared}}
outcomes: []
sample: true
sample_note: 全部是样例。
"""
_ITEM = """\
- kind: {kind}
  id: work
  name: 样例部分
  max: {max}
  items:
    - id: first
      name: 样例单项
      max: {max}
      assessor: ban
      methods: [year-end]
{more}      standards:
        - {standard}
"""
BASE = _ITEM.format(
    kind="deductions", max=90, more="", standard="{id: late, text: 迟到每次扣1分, points: 1}"
).replace("id: work", "id: base").replace("id: first", "id: second").replace("样例部分", "其余部分").replace(
    "样例单项", "其余单项"
)  # fmt: skip
_RECORD = """\
unit: {unit}
date: 2019-0{month}-10
standard: {standard}
points: {points}
{more}method: year-end
source: evaluation
reason: 样例事由
evidence:
  - {{title: 样例材料, held_at: 考核机构}}
sample: true
"""
APPRAISAL = """\
- kind: appraisal
  id: work
  name: 样例评议
  max: 10
  aspects: [{id: law, name: 依法行政, weight: 1}]
  options: [{id: good, name: 满意, weight: 1}, {id: bad, name: 不满意, weight: 0}]
  panels: [{id: people, name: 群众代表, weight: 1}]
  empty_panel: rescale
"""
_TALLY = """\
held: 2019-12-01
panels:
  people:
    ballots: {{issued: 40, returned: 40, valid: 40}}
    tallies:
      law: {{good: {good}, bad: {bad}}}
sample: true
"""
_CHANNELS = APPRAISAL.replace(
    "  panels: [{id: people, name: 群众代表, weight: 1}]\n",
    "  panels:\n    - {id: people, name: 群众代表, weight: 1}\n"
    "    - {id: served, name: 服务对象, weight: 3, channels: [{id: online, name: 网上, weight: 2}, "
    "{id: paper, name: 纸质, weight: 1}, {id: phone, name: 电话, weight: 1}]}\n  empty_channel: rescale\n",
)
_BY_CHANNEL = """\
  online: {{ballots: {{issued: 50, returned: 45, valid: 40}}, tallies: {{law: {{good: {good}, bad: {bad}}}}}}}
  paper: {{ballots: {{issued: 40, returned: 40, valid: 40}}, tallies: {{law: {{good: 30, bad: 10}}}}}}
  phone: {{ballots: {{issued: 9, returned: 0, valid: 0}}, tallies: {{law: {{good: 0, bad: 0}}}}}}
sample: true
"""
Files = dict[str, str]


def project(*parts: str, full: int = 100, total: str = "{cap: none, floor: none}") -> Files:
    """A project with these parts, and nothing recorded."""
    units = {f"data/units/{name}.yml": _UNIT.format(name=f"{name}局") for name in "abc"}
    office = "name: 样例区考核办公室\nshort_name: 考核办\nkind: body\nnot_assessed: 承担检查工作\nsample: true\n"
    scheme = _SCHEME.format(full=full, total=total, parts=indent("".join(parts), "  "))
    return {
        "data/site.yml": _SITE, "data/units/ban.yml": office, **units,
        "data/schemes/2019.yml": scheme,
    }  # fmt: skip


def part(kind: str, standard: str, more: str = "", maximum: int = 10) -> str:
    """A part of one item with one standard."""
    return _ITEM.format(kind=kind, standard=standard, max=maximum, more=more)


def records(folder: str, standard: str, *points: str, more: str = "", item: str = "first") -> Files:
    """A record for each of `points`: the first two of unit a, then of b."""
    return {
        f"data/{folder}/2019/{item}/2019-0{month}10-{unit}-1.yml": _RECORD.format(
            unit=unit, month=month, standard=standard, points=found, more=more
        )
        for month, (unit, found) in enumerate(zip("aab", points, strict=False), 4)
    }


def rated(points: dict[str, str]) -> Files:
    """The ratings of each unit, all of one day, each with a reason of its own."""
    return {
        f"data/bonuses/2019/first/2019-0410-{unit}-{at}.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points=found, more=""
        ).replace("样例事由", f"第{at}位评议")
        for unit, row in points.items()
        for at, found in enumerate(row.split(), 1)
    }


def measured(name: str, *values: str) -> Files:
    """A value of the measure for each unit."""
    said = "values:\n  - {{period: 2019, measure: {name}, {value}}}\nsample: true\n"
    return {
        f"data/measures/2019/first/{unit}.yml": said.format(name=name, value=value)
        for unit, value in zip("abc", values, strict=True)
    }


def imported() -> Files:
    """Scores of the other assessment."""
    source = "source: {title: 另一项考核的结果, date: 2019-12-30}\n"
    return {"data/imports/2019/other.yml": source + "scores: {a: 90, b: 85.5, c: 70.25}\nsample: true\n"}


_EVENT = "{id: found, kind: per-event, text: 每件扣2分, points: 2}"
_GIVES = "{id: found, kind: given, text: 评定0至10分, points: {min: 0, max: 10}}"
_STARTS, _FLOOR = "      starts: full\n", "      floor: 0\n"
_OF_OTHERS = "- {kind: of-units, id: work, name: 样例部分, max: 10, of: towns, called: 所辖各镇, take: mean, "
# Unit a is over b and c, of which one has lost something; they are over none.
OTHERS = project(BASE, f"{_OF_OTHERS}parts: [base], without: own}}\n") | records(
    "deductions", "late", "1", "1", "1", item="second"
)
OTHERS["data/units/a.yml"] += "parts: {towns: [b, c]}\n"
PARTS: dict[str, Files] = {
    "deductions": project(part("deductions", _EVENT), BASE) | records("deductions", "found", "2", "2", "2"),
    "bonus": project(part("bonus", "{id: found, text: 每件加2分, points: 2}", maximum=3), BASE.replace("90", "100"))
    | records("bonuses", "found", "2", "2", "2"),
    "earned": project(part("earned", _GIVES), BASE)
    | {
        f"data/bonuses/2019/first/2019-0410-{unit}-1.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points=points, more=""
        )
        for unit, points in zip("abc", ("8", "6.5", "10"), strict=True)
    },
    "penalty": project(part("penalty", _GIVES), full=10, total="{direction: lower}")
    | {
        f"data/deductions/2019/first/2019-0410-{unit}-1.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points=points, more=""
        )
        for unit, points in zip("abc", ("8", "6.5", "10"), strict=True)
    },
    "imported": project(
        "- {kind: imported, id: work, name: 样例部分, max: 10, from: other, convert: {from_max: 100}}\n", BASE
    )
    | imported(),
    "of-units": OTHERS,
    "appraisal": project(APPRAISAL, BASE)
    | {
        f"data/appraisals/2019/{unit}.yml": _TALLY.format(good=good, bad=40 - good)
        for unit, good in zip("abc", (40, 37, 31), strict=True)
    },
    "halved": project(part("halved", _EVENT), BASE) | records("deductions", "found", "2", "2", "2"),
}


def _lost(standard: str, data: Files) -> Files:
    return project(part("deductions", standard), BASE) | data


def _gained(standard: str, data: Files, more: str = "") -> Files:
    return project(part("earned", standard, more), BASE) | data


_RATES = measured("rate", "value: 57", "value: 88", "value: 95")
_NUMBERS = measured("number", "value: 7", "value: 12", "value: 3")
STANDARDS: dict[str, Files] = {
    "per-event": _lost(_EVENT, records("deductions", "found", "2", "2", "2")),
    "levels": _lost(
        "{id: found, kind: levels, text: 省级扣3分、市级扣1分, levels: {province: 3, city: 1}}",
        records("deductions", "found", "3", "3", "3", more="level: province\n"),
    ),
    "one-off": _lost(
        "{id: found, kind: one-off, text: 未签责任书的扣4分, points: 4}",
        {path: text for path, text in records("deductions", "found", "4", "4", "4").items() if "0410" not in path},
    ),
    "escalation": _lost(
        "{id: found, kind: escalation, text: 一次扣1分，两次以上全扣, points: [1], then: all}",
        records("deductions", "found", "1", "1", "1"),
    ),
    "given": PARTS["earned"],
    "rated": _gained(
        "{id: found, kind: rated, text: 现场评议取平均, points: {min: 0, max: 10}, "
        "leave_out: {highest: 1, lowest: 1}, at_least: 4, fewer: mean}",
        rated({"a": "9 8.5 7 7 4", "b": "8 6.5 6", "c": "10 10 9 8"}),
    ),
    "flat": _lost("{id: found, kind: flat, text: 有就扣2分}", records("deductions", "found", "1", "1", "1")),
    "per-step": _lost(
        "{id: found, kind: per-step, text: 低于80%的每低1个百分点扣0.1分, measure: rate, below: 80, step: 1, "
        "points: 0.1, steps: exact}",
        _RATES,
    ),
    "tiers": _lost(
        "{id: found, kind: tiers, text: 低于60%、90%的扣3、1分, measure: rate, "
        "tiers: [{below: 60, points: 3}, {below: 90, points: 1}], else: 0}",
        _RATES,
    ),
    "threshold": _gained(
        "{id: found, kind: threshold, text: 达到80%，否则不得分, measure: rate, at_least: 80, else: 0}", _RATES
    ),
    "target": _gained(
        "{id: found, kind: target, text: 达到90%，每低1%扣0.1分, measure: rate, at_least: 90, step: 1, points: 0.1, "
        "steps: exact}",
        _RATES,
    ),
    "linear": _gained(
        "{id: found, kind: linear, text: 最高得10分、最低得6分，其余按位置, measure: rate, at_low: 6, at_high: 10, "
        "low: {measure: rate, take: lowest, among: group}, high: {measure: rate, take: highest, among: group}, "
        "beyond: cap, equal: high}",
        _RATES,
    ),
    "completion": _gained(
        "{id: found, kind: completion, text: 完成10件，按比例得分, measure: number, of: 10, over: cap}", _NUMBERS
    ),
    "rank": _gained(
        "{id: found, kind: rank, text: 前三名得10、8、6分, measure: number, order: highest, among: group, "
        "ties: shared, points: [10, 8, 6], then: last}",
        _NUMBERS,
    ),
    "rank-share": _gained(
        "{id: found, kind: rank-share, text: 前一成五得10分，前七成得8分，其余5分, measure: number, order: highest, "
        "among: group, bands: [{top: 0.15, points: 10}, {top: 0.7, points: 8}], quota_rounds: up, else: 5}",
        _NUMBERS,
    ),
    "rank-even": _gained(
        "{id: found, kind: rank-even, text: 第一名10分，最后一名5分，其余均匀, measure: number, order: lowest, "
        "among: group, ties: mean, first: 10, last: 5}",
        _NUMBERS,
    ),
    "curve": _gained(
        "{id: found, kind: curve, text: 60%得5分、87%得8分、95%得10分，分段按比例, measure: rate, "
        "curve: [{at: 60, points: 5}, {at: 87, points: 8}, {at: 93, points: 10}], under: 1}",
        _RATES,
    ),
    "quotient": _gained(
        "{id: found, kind: quotient, text: 最低的得10分，其余按最低的数除以本单位的数, measure: number, "
        "better: lower, base: {measure: number, take: lowest, among: group}, over: cap, by_nothing: full}",
        _NUMBERS,
    ),
    "proportion": _gained(
        "{id: found, kind: proportion, text: 按比例折算, score: other, scale: 100, to: 10}", imported()
    ),
}


def _by_quarters(take: str, begun: int = 4) -> Files:
    """Quarters scored by themselves, up to `begun`; measured each quarter, and in the year another assessment."""
    items = part("deductions", _EVENT, maximum=5)
    items += "        - {id: low, kind: per-step, text: 低于80%的每低1个百分点扣0.1分, measure: rate, "
    items += "below: 80, step: 1, points: 0.1, steps: exact}\n"
    other = "- {kind: imported, id: other, name: 另一部分, max: 5, from: other, at: year, convert: {from_max: 100}}\n"
    files = project(items, BASE, other) | records("deductions", "found", "2", "2", "2") | imported()
    scheme = files["data/schemes/2019.yml"].replace("due: year", "due: quarter", 1)
    rows = "".join(f"  - {{period: 2019-Q{quarter}, measure: rate, value: %s}}\n" for quarter in range(1, begun + 1))
    values = {
        f"data/measures/2019/first/{unit}.yml": f"values:\n{rows % given[:begun]}sample: true\n"
        for unit, given in {"a": (70, 75, 80, 85), "b": (60, 90, 79, 78), "c": (81, 72, 83, 50)}.items()
    }
    return files | values | {"data/schemes/2019.yml": f"{scheme}year_of: {{take: {take}}}\n"}


def _weighed_quarters() -> Files:
    """Quarters out of 100 marks, of whose mean 95 % count, and five marks of the year."""
    files = _by_quarters("mean, weight: 0.95")
    scheme = files["data/schemes/2019.yml"].replace("max: 90", "max: 95")
    return files | {"data/schemes/2019.yml": scheme}


QUARTERLY = {
    f"quarters-{take.partition(',')[0]}": _by_quarters(take)
    for take in ("mean", "last", "weighted, weights: [2, 2, 2, 4]")
}
SAMPLES = {f"part-{name}": files for name, files in PARTS.items()} | {
    f"standard-{name}": files for name, files in STANDARDS.items()
}
SAMPLES |= QUARTERLY
SAMPLES["quarters-weight"] = _weighed_quarters()
SAMPLES |= {
    f"quarters-begun-{take.partition(',')[0]}": _by_quarters(take, 2)
    for take in ("last", "weighted, weights: [2, 2, 2, 4]")
}


def _part_year(said: str, files: Files) -> Files:
    """Unit a is assessed from May on, of whose two records one was found before; c until the end of September."""
    scheme = files["data/schemes/2019.yml"] + f"part_year: {said}\n"
    spans = {"a": "from: 2019-05-01", "c": "from: 2018, to: 2019-09-30"}
    units = {
        f"data/units/{unit}.yml": files[f"data/units/{unit}.yml"].replace("from: 2019", span)
        for unit, span in spans.items()
    }
    return files | units | {"data/schemes/2019.yml": scheme}


def _multiplied(place: str, rule: str, files: Files) -> Files:
    """The points of the item, of the part or of the whole times a coefficient of each unit, or of its group."""
    scheme = files["data/schemes/2019.yml"]
    told = f"coefficient: {{name: 难度系数, {rule}}}"
    before, after = {
        "item": ("        max: 10\n", f"        max: 10\n        {told}\n"),
        "part": ("    max: 10\n    items", f"    max: 10\n    {told}\n    items"),
        "total": ("total: {", f"total: {{{told}, "),
    }[place]
    assert before in scheme
    return files | {"data/schemes/2019.yml": scheme.replace(before, after, 1)}


_FACTORS = measured("level", "value: 1.15", "value: 0.8", "value: 1")
_BY_UNIT = "measure: level, at_least: 0.8, at_most: 1.2, most: "
_OF_EVENTS = STANDARDS["per-event"] | _FACTORS
SAMPLES |= {
    "times-item-lost": _multiplied("item", f"of: lost, {_BY_UNIT}4.5", _OF_EVENTS),
    "times-item-earned": _multiplied("item", f"of: earned, {_BY_UNIT}10", STANDARDS["linear"] | {
        path: text.replace("sample:", f"  - {{period: 2019, measure: level, value: {value}}}\nsample:")
        for value, (path, text) in zip(("1.15", "0.8", "1"), _RATES.items(), strict=True)
    }),
    "times-part": _multiplied("part", "of: earned, groups: {all: 1.1}, most: 9", STANDARDS["per-event"]),
    "times-total": _multiplied("total", f"of: earned, {_BY_UNIT}none", _OF_EVENTS),
    "times-rounded": _multiplied("part", "of: lost, value: 0.3333", STANDARDS["per-event"]),
}  # fmt: skip


def _whole(rules: str) -> Files:
    """Records of which two are unit a's, with rules of the whole."""
    files = STANDARDS["per-event"]
    return files | {"data/schemes/2019.yml": files["data/schemes/2019.yml"] + rules}


# How many items failed, and how often something happened, decides on grades and scores.
SAMPLES |= {
    "failed-fixed": _whole(
        "vetoes: [{id: weak, name: 单项过低, when: [{failed: {part: work, below_share: 0.7}, at_least: 1}], "
        "effect: fixed, fixed: 59}]\n"
    ),
    "failed-grade": _whole(
        "grades: [{id: top, name: 优秀, at_least: 90, when: [{failed: {items: [first, second], below_share: 0.9}, "
        "at_most: 0}]}, {id: rest, name: 合格}]\n"
    ),
    "veto-by-item": _whole(
        "vetoes: [{id: low, name: 低于七分, when: [{item: first, below: 7}], effect: fixed, fixed: 60}]\n"
    ),
    "veto-times": _whole(
        "vetoes: [{id: often, name: 屡次发生, standards: [first/found], times: 2, effect: fixed, fixed: 60}]\n"
    ),
}
_TWO_YEARS = {
    path: text.replace("sample:", f"  - {{period: 2019, measure: level, value: {value}}}\nsample:")
    for value, (path, text) in zip(("60.5", "80", "0"), _RATES.items(), strict=True)
}


def _derived(how: str) -> Files:
    """Ranked by what two measures come to, one of them 0 of unit c."""
    files = _gained(
        "{id: found, kind: rank, text: 按增幅排名, measure: change, order: highest, among: group, ties: shared, "
        "points: [10, 8, 6], then: last}",
        _TWO_YEARS,
    )
    derived = f"derived: [{{id: change, name: 增幅, as: {how}, of: rate, to: level, by_zero: 100}}]\n"
    return files | {"data/schemes/2019.yml": files["data/schemes/2019.yml"] + derived}


SAMPLES |= {f"derived-{how}": _derived(how) for how in ("growth", "share", "ratio", "difference")}
_BETWEEN = "of: earned, measure: change, at_least: 0.95, at_most: 1.05, most: 10"
_WORKED_OUT = _multiplied("part", _BETWEEN, STANDARDS["per-event"] | _TWO_YEARS)["data/schemes/2019.yml"]
# 0.94 of unit a and 1.1 of b, both beyond the bounds; of c what the scheme says.
SAMPLES["times-derived"] = STANDARDS["per-event"] | _TWO_YEARS
SAMPLES["times-derived"] |= {
    "data/schemes/2019.yml": _WORKED_OUT
    + "derived: [{id: change, name: 倍数, as: ratio, of: rate, to: level, by_zero: 1}]\n"
}
SAMPLES["escalation-further"] = _lost(
    "{id: found, kind: escalation, text: 一次扣0.2分，以后每次再扣0.5分, points: [0.2], then: {add: 0.5}}",
    records("deductions", "found", "0.2", "0.5", "0.2"),
)


def _scaled(rule: str, files: Files) -> Files:
    """The part set against the other units."""
    scheme, before = files["data/schemes/2019.yml"], "    max: 10\n    items"
    assert before in scheme
    told = before.replace("    items", f"    scaled: {{{rule}}}\n    items")
    return files | {"data/schemes/2019.yml": scheme.replace(before, told)}


SAMPLES |= {
    "scaled-best": _scaled("by: best, among: group", PARTS["earned"]),
    "scaled-lost": _scaled("by: best, among: all, top: 9", PARTS["deductions"]),
    "scaled-range": _scaled("by: range, among: group, top: 9.5, bottom: 6, equal: top", PARTS["earned"]),
    "scaled-range-lost": _scaled("by: range, among: all, bottom: 6, equal: bottom", PARTS["deductions"]),
}
SAMPLES |= {
    "scaled-votes": PARTS["appraisal"] | {
        "data/schemes/2019.yml": PARTS["appraisal"]["data/schemes/2019.yml"].replace(
            "empty_panel:", "scaled: {by: best, among: group}\n    empty_panel:", 1
        )
    },
    "scaled-imported": PARTS["imported"] | {
        "data/schemes/2019.yml": PARTS["imported"]["data/schemes/2019.yml"].replace(
            "from: other,", "from: other, coefficient: {name: 系数, of: earned, value: 1.1, most: 9.5},", 1
        )
    },
    "last-grade": _whole("grades: [{id: poor, name: 较差, bottom: 1}, {id: rest, name: 合格}]\n"),
    "tiers-also": _gained(
        "{id: found, kind: tiers, text: 两项都达到的得10分, measure: rate, effect: gives, tiers: [{at_least: 80, "
        "also: [{measure: level, at_least: 50}], points: 10}, {at_least: 80, points: 6}], else: 1}",
        _TWO_YEARS,
    ),
}  # fmt: skip
# Nothing is the best there is: what is divided by it counts in full; above the base it counts for more.
SAMPLES["by-nothing"] = _gained(
    "{id: found, kind: quotient, text: 最低的得10分，其余按比值, measure: number, better: lower, "
    "base: {measure: number, take: mean, among: group-others}, over: extra, by_nothing: full, full: 5, max: 7}",
    measured("number", "value: 0", "value: 12", "value: 3"),
)
SAMPLES |= {f"part-year-{said}": _part_year(said, STANDARDS["per-event"]) for said in ("ranked", "not-ranked")}
# A panel that votes by channels, one of which nobody used.
SAMPLES["channels"] = project(_CHANNELS, BASE) | {
    f"data/appraisals/2019/{unit}.yml": _TALLY.replace("sample: true\n", _BY_CHANNEL).format(good=good, bad=40 - good)
    for unit, good in zip("abc", (40, 37, 31), strict=True)
}
# What is compared with the other units, asked for at least, and takes a grade down.
SAMPLES["against-others"] = _gained(
    "{id: found, kind: threshold, text: 不低于平均数得满分, measure: rate, else: 2, "
    "at_least: {measure: rate, take: mean, among: all}}",
    _RATES,
)
SAMPLES |= {
    f"against-{take}": _lost(
        "{id: found, kind: per-step, text: 比居中的每低一个百分点扣0.1分, measure: rate, step: 1, points: 0.1, "
        f"steps: exact, below: {{measure: rate, take: {take}, among: {among}}}}}",
        _RATES,
    )
    for take, among in (("median", "group"), ("trimmed-mean", "all"))
}
SAMPLES["own-target"] = _gained(
    "{id: found, kind: target, text: 达到本单位的目标, measure: rate, at_least: {measure: number}, step: 1, "
    "points: 0.5, steps: started}",
    {
        f"data/measures/2019/first/{unit}.yml": f"values:\n  - {{period: 2019, measure: rate, value: {rate}}}\n"
        f"  - {{period: 2019, measure: number, value: {goal}}}\nsample: true\n"
        for unit, rate, goal in (("a", "57", "60"), ("b", "88", "91"), ("c", "95", "80"))
    },
)
SAMPLES["enough-done"] = _gained(
    "{id: found, kind: completion, text: 按完成率得分，低于60%不得分, measure: rate, over: cap, at_least: 60}", _RATES
)
SAMPLES["lowered"] = STANDARDS["per-event"] | {
    "data/schemes/2019.yml": STANDARDS["per-event"]["data/schemes/2019.yml"]
    + "vetoes: [{id: found, name: 有扣分的降等, standards: [first/found], effect: kept, lowers: 1}]\n"
    + "grades: [{id: top, name: 优秀, at_least: 98}, {id: good, name: 良好, at_least: 90}, {id: rest, name: 合格}]\n"
}
# 30 marks that count as 10, without digits that end.
SAMPLES["converted"] = project(part("deductions", _EVENT, maximum=30), BASE) | records(
    "deductions", "found", "2", "2", "2"
)
SAMPLES["converted"]["data/schemes/2019.yml"] = SAMPLES["converted"]["data/schemes/2019.yml"].replace(
    "  max: 30\n    items", "  max: 30\n    counts_as: 10\n    items"
)


def _by_month(kind: str, more: str = "") -> Files:
    """Two records of unit a in one month, of which 3 points count, and one in the next; of b one."""
    folder = "bonuses" if kind == "bonus" else "deductions"
    made = part(kind, "{id: found, text: 每件2分, points: 2}", f"      month_max: 3\n{more}")
    rest = BASE.replace("90", "100") if kind == "bonus" else BASE
    days = (("a", "04-10"), ("a", "04-20"), ("a", "05-01"), ("b", "04-30"))
    return project(made, rest) | {
        f"data/{folder}/2019/first/2019-{day.replace('-', '')}-{unit}-1.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points="2", more=""
        ).replace("2019-04-10", f"2019-{day}")
        for unit, day in days
    }


SAMPLES |= {
    "months-lost": _by_month("deductions"),
    "months-added": _by_month("bonus"),
    "months-from-full": _by_month("earned", _STARTS + _FLOOR),
}


def two_items(kind: str, standard: str, more: str, maximum: int = 10) -> str:
    """A part with one category of two items, of 6 and of 4 marks; `more` is what the category says."""
    head, _, first = part(kind, standard, maximum=maximum).partition("  items:\n")
    first = first.replace(f"      max: {maximum}", "      max: 6")
    other = (
        first.replace("id: first", "id: third")
        .replace("样例单项", "另一单项")
        .replace("      max: 6", "      max: 4")
    )
    category = f"    - id: both\n      name: 样例类别\n      {more}\n      items:\n"
    return f"{head}  categories:\n{category}{indent(first + other, '    ')}"


def _found(folder: str, item: str, *points: str) -> Files:
    """A record in an item for each unit."""
    return {
        f"data/{folder}/2019/{item}/2019-0410-{unit}-1.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points=found, more=""
        )
        for unit, found in zip("abc", points, strict=False)
    }


_SOME = "{id: found, text: 每件扣2至6分, points: {min: 2, max: 6}}"
_INSPECTED = "{id: found, kind: given, text: 评定0至6分, points: {min: 0, max: 6}}"
# Unit a gets nothing in the first item, b too little for one rule, c enough.
_GOT = _found("bonuses", "first", "0", "3", "6") | _found("bonuses", "third", "3", "3", "3")
SAMPLES |= {
    "voided-lost": project(two_items("deductions", _SOME, "voided: {failed: 1}"), BASE)
    | _found("deductions", "first", "6", "2"),
    "voided-lost-capped": project(
        two_items("deductions", _SOME, "max: 9\n      voided: {failed: 1, items: [first], below_share: 0.5}", 9),
        BASE.replace("90", "91"),
    )
    | _found("deductions", "first", "4", "2"),
    "voided-earned": project(two_items("earned", _INSPECTED, "voided: {failed: 1}"), BASE) | _GOT,
    "voided-earned-share": project(two_items("earned", _INSPECTED, "voided: {failed: 1, below_share: 0.6}"), BASE)
    | _GOT,
}
# Five points in full, what is above them at half, and at a fifth above eight; with a limit of their own, and without.
SAMPLES |= {
    f"beyond-{name}": project(
        part("bonus", "{id: found, text: 每件加6分, points: 6}", maximum=20).replace(
            "  max: 20\n  items",
            f"  max: {most}\n  beyond: [{{above: 5, share: 0.5}}, {{above: 8, share: 0.2}}]\n  items",
        ),
        BASE.replace("90", "100"),
    )
    | records("bonuses", "found", "6", "6", "6")
    for name, most in (("capped", "9"), ("endless", "none"))
}


def _averaged(kind: str, standard: str, rule: str, more: str, *found: tuple[str, str, str]) -> Files:
    """An item that is scored month by month, or quarter by quarter: a record of a unit on a day, with its points."""
    folder = "deductions" if kind == "deductions" or _STARTS in more else "bonuses"
    made = part(kind, standard, f"{more}      averaged: {{{rule}}}\n")
    rest = BASE.replace("90", "100") if kind == "bonus" else BASE
    return project(made, rest) | {
        f"data/{folder}/2019/first/2019-{day.replace('-', '')}-{unit}-1.yml": _RECORD.format(
            unit=unit, month=4, standard="found", points=points, more=""
        ).replace("2019-04-10", f"2019-{day}")
        for unit, day, points in found
    }


_EACH = (("a", "04-10", "8"), ("a", "05-31", "6.5"), ("b", "05-01", "10"), ("c", "12-31", "7"), ("c", "01-01", "7.1"))
_LOST_EACH = tuple((unit, day, "7") for unit, day in (("a", "04-10"), ("a", "04-20"), ("a", "05-01"), ("b", "12-31")))
_SEVEN = "{id: found, text: 每件7分, points: 7}"
SAMPLES |= {
    "averaged-lost": _averaged("deductions", _SEVEN, "over: month", "", *_LOST_EACH),
    "averaged-from-full": _averaged("earned", _SEVEN, "over: quarter", _STARTS + _FLOOR, *_LOST_EACH),
    "averaged-added": _averaged("bonus", _SEVEN, "over: month", "", *_LOST_EACH),
    "averaged-escalation": _averaged(
        "deductions", "{id: found, kind: escalation, text: 一次扣1分，两次扣4分, points: [1, 4], then: last}",
        "over: quarter", "", *((unit, day, "4") for unit, day, _ in _LOST_EACH),
    ),
} | {
    f"averaged-{unscored}": _averaged("earned", _GIVES, f"over: month, unscored: {unscored}", "", *_EACH)
    for unscored in ("awaited", "left-out", "full", "zero")
}  # fmt: skip
SAMPLES["averaged-part-year"] = _part_year("ranked", SAMPLES["averaged-lost"])
# Time begins within months, of which that of c has its score too early.
SAMPLES["averaged-edges"] = {
    path: text.replace("from: 2019-05-01", "from: 2019-04-05").replace(
        "from: 2018, to: 2019-09-30", "from: 2019-01-05"
    )
    for path, text in _part_year("ranked", SAMPLES["averaged-zero"]).items()
}
SAMPLES["averaged-quarters"] = SAMPLES["averaged-left-out"] | {
    "data/schemes/2019.yml": SAMPLES["averaged-left-out"]["data/schemes/2019.yml"] + "year_of: {take: mean}\n"
}
# Of all that was found in an item the highest counts alone; of places, points fall to a least one.
SAMPLES["highest-of-all"] = project(
    part(
        "bonus", "{id: found, kind: levels, text: 省级加3分、市级加1分, levels: {province: 3, city: 1}}",
        "      once: highest-of-all\n",
    ),
    BASE.replace("90", "100"),
) | {
    f"data/bonuses/2019/first/2019-{day}-{unit}-1.yml": _RECORD.format(
        unit=unit, month=4, standard="found", points=points, more=f"level: {level}\n"
    ).replace("2019-04-10", f"2019-{day[:2]}-{day[2:]}")
    for unit, day, points, level in (
        ("a", "0410", "1", "city"), ("a", "0510", "3", "province"), ("a", "0520", "3", "province"),
        ("b", "0410", "1", "city"), ("b", "0510", "1", "city"), ("c", "0610", "1", "city"),
    )
}  # fmt: skip
_BEST_OF = (
    ("a", "0410", "8"),
    ("a", "0510", "9.5"),
    ("a", "0520", "9.5"),
    ("b", "0410", "7"),
    ("c", "0610", "0"),
    ("c", "0620", "10"),
)
SAMPLES["highest-given"] = project(part("earned", _GIVES, "      once: highest-of-all\n"), BASE) | {
    f"data/bonuses/2019/first/2019-{day}-{unit}-1.yml": _RECORD.format(
        unit=unit, month=4, standard="found", points=points, more=""
    ).replace("2019-04-10", f"2019-{day[:2]}-{day[2:]}")
    for unit, day, points in _BEST_OF
}
SAMPLES["rank-least"] = _gained(
    "{id: found, kind: rank, text: 第一名10分，逐名减4分，最低5分, measure: number, order: highest, "
    "among: group, ties: mean, points: [10], then: {add: -4}, least: 5}",
    _NUMBERS,
)
SAMPLES["last-share"] = _whole(
    "grades: [{id: poor, name: 较差, bottom_share: 0.3, quota_rounds: up}, {id: rest, name: 合格}]\n"
)
SAMPLES["given-of-100"] = _gained(
    "{id: found, kind: given, text: 百分制评分, points: {min: 0, max: 100}, scored_of: 100}",
    _found("bonuses", "first", "80", "66.6", "100"),
)
SAMPLES["rated-of-100"] = _gained(
    "{id: found, kind: rated, text: 百分制评分取平均, points: {min: 0, max: 100}, scored_of: 100, "
    "leave_out: {highest: 1, lowest: 1}, at_least: 3, fewer: mean}",
    rated({"a": "90 85 77", "b": "80 65", "c": "100 99 98 80"}),
)
# Measured each month, of which the mean counts, of quarters by themselves, too.
SAMPLES["measured-monthly"] = STANDARDS["per-step"] | {
    "data/schemes/2019.yml": STANDARDS["per-step"]["data/schemes/2019.yml"].replace(
        "due: year, over: last", "due: month, over: mean", 1
    )
} | {
    f"data/measures/2019/first/{unit}.yml": "values:\n" + "".join(
        f"  - {{period: 2019-{month:02}, measure: rate, value: {value}}}\n" for month, value in enumerate(values, 1)
    ) + "sample: true\n"
    for unit, values in {"a": (57, 59, 70.5), "b": (88, 70, 81), "c": (95, 60, 72)}.items()
}  # fmt: skip
SAMPLES["measured-monthly-quarters"] = SAMPLES["measured-monthly"] | {
    "data/schemes/2019.yml": SAMPLES["measured-monthly"]["data/schemes/2019.yml"] + "year_of: {take: mean}\n"
}
# Who was late may not have the best grade, of which another has the place.
SAMPLES["passed-on"] = _whole(
    "vetoes: [{id: no, name: 一票否优, standards: [second/late], effect: kept, bars: [top]}]\n"
    "grades: [{id: top, name: 优秀, top: 1, barred_places: passed-on}, {id: rest, name: 合格}]\n"
) | records("deductions", "late", "1", item="second")
# Who is first has a lower grade than the best, whose place another has; so has who is given another outright.
for _name, _what in {"lowered": "lowers: 1", "graded": "grade: poor"}.items():
    SAMPLES[f"passed-on-{_name}"] = _whole(
        f"vetoes: [{{id: no, name: 降等, standards: [second/late], effect: kept, {_what}}}]\n"
        "grades: [{id: top, name: 优秀, top: 1, barred_places: passed-on}, {id: rest, name: 合格, at_least: 50}, "
        "{id: poor, name: 较差}]\n"
    ) | {
        "data/deductions/2019/second/2019-0410-c-1.yml": _RECORD.format(
            unit="c", month=4, standard="late", points="1", more=""
        )
    }


def _by_span(
    kind: str, standard: str, rule: str, due: str, values: dict[str, str], more: str = "", maximum: int = 10
) -> Files:
    """An item with a figure of each month, or quarter, that is scored by itself; `values` of each unit, in order."""
    made = part(kind, standard, f"      {rule}\n", maximum)
    files = project(made, BASE.replace("90", "100") if kind == "bonus" else BASE)
    scheme = files["data/schemes/2019.yml"].replace("unit: percent, due: year", f"unit: percent, due: {due}", 1)
    form = "2019-{:02}" if due == "month" else "2019-Q{}"
    goal = "  - {period: 2019, measure: number, value: 80}\n" if "measure: number" in standard else ""
    return files | {"data/schemes/2019.yml": scheme.replace("rounding: []", more or "rounding: []")} | {
        f"data/measures/2019/first/{unit}.yml": "values:\n" + "".join(
            f"  - {{period: {form.format(at)}, measure: rate, value: {value}}}\n"
            for at, value in enumerate(row.split(), 1) if value != "-"
        ) + goal + "sample: true\n"
        for unit, row in values.items()
    }  # fmt: skip


_QUARTERS = {"a": "70 88.5 90 95", "b": "81 88.5 75 -", "c": "81 95 - 50"}
_PLACES = "measure: rate, order: highest, among: group, ties: mean, points: [0.5, 0.3], then: zero}"
_ROUNDED_SPANS = "rounding: [{at: span, of: earned, places: 1, mode: half-up}]"
SAMPLES |= {
    # Each quarter's first two have points, added up over the year.
    "summed-places": _by_span(
        "bonus", f"{{id: found, kind: rank, text: 每季度前两名加分, {_PLACES}",
        "summed: {over: quarter, max: 0.5, unscored: zero}", "quarter", _QUARTERS, maximum=2,
    ),
    # Each quarter below the goal of the year, or below the median of the others in it, loses; to a limit of its own.
    "summed-lost": _by_span(
        "deductions",
        "{id: found, kind: per-step, text: 低于目标每低1个百分点扣0.3分, measure: rate, "
        "below: {measure: number}, step: 1, points: 0.3, steps: exact}",
        "summed: {over: quarter, max: 3, unscored: full}", "quarter", _QUARTERS,
    ),
    "summed-median": _by_span(
        "earned",
        "{id: found, kind: threshold, text: 不低于中位数得满分, measure: rate, else: 1, "
        "at_least: {measure: rate, take: median, among: group}}",
        "summed: {over: quarter, max: 2.5, unscored: awaited}", "quarter", _QUARTERS,
    ),
    "summed-records": _averaged("deductions", _SEVEN, "over: month, max: 8", "", *_LOST_EACH),
    # Each month by tiers, rounded by itself, of which the mean counts.
    "averaged-tiers": _by_span(
        "earned",
        "{id: found, kind: tiers, text: 按档得分, effect: gives, measure: rate, "
        "tiers: [{at_least: 90, points: 9.95}, {at_least: 80, points: 7.25}], else: 3}",
        "averaged: {over: month, unscored: left-out}", "month",
        {"a": "95 90 85 70", "b": "- - 80", "c": "91 92 93 94 50 60 70 80 90 100 95 99"}, _ROUNDED_SPANS,
    ),
    # Set between the least and the most of each month, of what is lost.
    "averaged-between": _by_span(
        "deductions",
        "{id: found, kind: linear, text: 最低的扣10分、最高的不扣, measure: rate, at_low: 10, at_high: 0, "
        "low: {measure: rate, take: lowest, among: group}, high: {measure: rate, take: highest, among: all}, "
        "beyond: cap, equal: high}",
        "averaged: {over: month, unscored: full}", "month",
        {"a": "95 90 85 70", "b": "- - 80", "c": "91 92 93 94 50 60 70 80 90 100 95 99"}, _ROUNDED_SPANS,
    ),
}  # fmt: skip
SAMPLES["summed-records"] = {
    path: text.replace("averaged: {over", "summed: {over") for path, text in SAMPLES["summed-records"].items()
}
SAMPLES["summed-part-year"] = _part_year("ranked", SAMPLES["summed-places"])
SAMPLES["summed-part-year"] = {
    path: text.replace("  - {period: 2019-Q1, measure: rate, value: 70}\n", "").replace(
        "  - {period: 2019-Q4, measure: rate, value: 50}\n", ""
    )
    for path, text in SAMPLES["summed-part-year"].items()
}
SAMPLES["averaged-tiers-quarters"] = SAMPLES["averaged-tiers"] | {
    "data/schemes/2019.yml": SAMPLES["averaged-tiers"]["data/schemes/2019.yml"] + "year_of: {take: mean}\n"
}
# Who is late twice has at most 95, of which unit a has more and c less.
SAMPLES["veto-at-most"] = _whole(
    "vetoes: [{id: often, name: 屡次发生, standards: [first/found, second/late], effect: at-most, fixed: 95}]\n"
) | {
    "data/deductions/2019/second/2019-0410-b-1.yml": _RECORD.format(
        unit="b", month=4, standard="late", points="10", more="count: 10\n"
    )
}
# Two units of 99, of which one lost it in the votes: those decide, from the sheet that they have of their own.
SAMPLES["ties-by-votes"] = PARTS["appraisal"] | {
    "data/schemes/2019.yml": PARTS["appraisal"]["data/schemes/2019.yml"].replace(
        "ties: shared", "ties: shared, breaks: [work]"
    ),
    "data/appraisals/2019/b.yml": _TALLY.format(good=36, bad=4),
    "data/deductions/2019/second/2019-0410-a-1.yml": _RECORD.format(
        unit="a", month=4, standard="late", points="1", more=""
    ),
}
# A share of the places of the year has a grade, of which the quarters by themselves have none.
SAMPLES["quarters-grades"] = _by_quarters("mean")
SAMPLES["quarters-grades"]["data/schemes/2019.yml"] += (
    "grades: [{id: top, name: 优秀, top_share: 0.4, quota_rounds: up}, {id: rest, name: 合格}]\n"
)
