"""Scores of a small district worked out by hand, from plain descriptions, without looking at any kind.

What is described is a mapping of plain values (see random_schemes.py). Everything is a Fraction; None is not known.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

Plain = dict[str, Any]


class Hand:
    """All scores of one district."""

    def __init__(self, district: Plain) -> None:
        self.d = district
        self.units = [unit["unit"] for unit in district["units"]]
        self.group = {unit["unit"]: unit["group"] for unit in district["units"]}
        self.months: frozenset[str] = frozenset()  # of whose records alone something is asked, while it is

    # records

    def counted(self, record: Plain) -> Fraction:
        """What a record counts: nothing where it is void, the decided points, less where it was cured in time."""
        if self.is_void(record):
            return Fraction(0)
        points = Fraction(record["points"] if record["decided"] is None else record["decided"])
        rule = self.standard(record)["cured"]
        if rule and record["cured"] and (rule["within"] == "any" or record["cured"] <= "2015-12-31"):
            points *= Fraction(rule["share"])
        return points

    def is_void(self, record: Plain, unit: str = "") -> bool:
        """Whether a record counts nothing: revoked, or of a day that does not count, of its unit or of `unit` too."""
        times = [self.time(name) for name in (record["unit"], unit or record["unit"])]
        return bool(record["void"]) or any(not first <= day_of(record) <= last for first, last in times)

    def time(self, unit: str) -> tuple[str, str]:
        """The first and the last day on which what is found counts of a unit."""
        first, last = self.d.get("assessed", {}).get(unit, (None, None))
        return max(first or "2015-01-01", self.d.get("in_force") or "2015-01-01"), last or "2015-12-31"

    def standard(self, record: Plain) -> Plain:
        return next(
            standard
            for part in self.d["parts"]
            for item in part.get("items", [])
            for standard in item["standards"]
            if item["id"] == record["item"] and standard["id"] == record["standard"]
        )

    def part_of(self, item: str) -> Plain:
        return next(part for part in self.d["parts"] if any(found["id"] == item for found in part.get("items", [])))

    def shared(self, record: Plain) -> Fraction:
        """The same, where one fact counts once at its highest; those that are highest share it."""
        points = self.counted(record)
        part = self.part_of(record["item"])
        own = [other for other in self.d["records"] if other["unit"] == record["unit"]]
        if self.is_of_one(record):
            same = [self.counted(other) for other in own if other["item"] == record["item"]]
        elif not part["once"] or record["fact"] is None:
            return points
        else:
            same = [
                self.counted(other)
                for other in own
                if other["fact"] == record["fact"]
                and self.part_of(other["item"]) is part
                and not self.is_of_one(other)
            ]
        best = max(same)
        return points / same.count(best) if points == best else Fraction(0)

    def is_of_one(self, record: Plain) -> bool:
        """Whether of all records of its item the highest counts alone."""
        items = self.part_of(record["item"])["items"]
        return bool(next(item for item in items if item["id"] == record["item"]).get("highest"))

    def records(self, unit: str, item: str, standard: str) -> list[Plain]:
        return [
            found
            for found in self.d["records"]
            if (found["unit"], found["item"], found["standard"]) == (unit, item, standard) and self.counts(found)
        ]

    def counts(self, record: Plain) -> bool:
        """Whether a record is of the months that are asked about."""
        return not self.months or day_of(record)[5:7] in self.months

    # standards

    def figure(self, unit: str, name: str) -> Fraction | None:
        rule = self.d.get("derived", {}).get(name)
        if rule is not None:
            return self.derived(unit, rule)
        value = self.d["measures"].get((unit, name))
        due = self.d.get("due", {}).get(name)
        if due is not None:
            value = self.figure_of_span(unit, name, due)
        return None if value is None else Fraction(value)

    def figure_of_span(self, unit: str, name: str, due: str) -> Any:
        """What was measured in the month or quarter that is asked about; nothing where no day of it counts."""
        if not any(months == self.months for months, _ in self.spans(unit, 1 if due == "month" else 3)):
            return None
        first = min(self.months)
        span = f"2015-{first}" if due == "month" else f"2015-Q{(int(first) + 2) // 3}"
        return self.d["by_span"].get((unit, name, span))

    def derived(self, unit: str, rule: Plain) -> Fraction | None:
        """What two figures come to; None where one is not there, or nothing can be divided by."""
        own, other = self.figure(unit, rule["of"]), self.figure(unit, rule["to"])
        if own is None or other is None:
            return None
        if rule["how"] == "difference":
            return own - other
        if other == 0:
            return None if rule["by_zero"] is None else Fraction(rule["by_zero"])
        if rule["how"] == "growth":
            return (own - other) / (abs(other) if rule["by_negative"] else other) * 100
        return own / other * (100 if rule["how"] == "share" else 1)

    def points(self, unit: str, item: Plain, standard: Plain, worth: Fraction) -> Fraction | None:
        """What a standard comes to, before anything of the item; None while it is not known."""
        kind, s = standard["kind"], standard
        records = self.records(unit, item["id"], s["id"])
        if kind in {"per-event", "levels"}:
            found = sum((self.shared(record) for record in records), Fraction(0))
            if s.get("charge"):
                found += sum(
                    Fraction(record["charge_points"])
                    for record in self.d["records"]
                    if record["charge_unit"] == unit
                    and not self.is_void(record, unit)
                    and self.counts(record)
                    and (record["item"], record["standard"]) == (item["id"], s["id"])
                )
            return self.capped(found, s)
        if kind == "one-off":
            return max([self.shared(record) for record in records], default=Fraction(0))
        if kind == "escalation":
            times = sum(record["count"] for record in records if not self.is_void(record))
            if times == 0:
                return Fraction(0)
            if times <= len(s["points"]):
                return Fraction(s["points"][times - 1])
            if isinstance(s["then"], dict):
                return Fraction(s["points"][-1]) + Fraction(times - len(s["points"])) * Fraction(s["then"]["add"])
            return worth if s["then"] == "all" else Fraction(s["points"][-1])
        if kind in {"given", "rated"}:
            valid = [self.shared(record) for record in records if not self.is_void(record)]
            if kind == "rated":
                scored = trimmed(valid, s)
            else:
                scored = sum(valid, Fraction(0)) if valid else None
            of = s.get("scored_of")
            return scored if scored is None or of is None else scored * worth / Fraction(of)
        value = self.figure(unit, s["measure"])
        if value is None or (self.asks_also(s) and self.d["scores"].get(unit) is None):
            return None
        placed = self.of_place(unit, s, value)
        return self.of_figure(unit, s, value, worth) if placed is None else placed

    def asks_also(self, s: Plain) -> bool:
        """Whether a tier looks at the other assessment, too."""
        return any(row.get("also") is not None for row in s.get("tiers", []))

    def of_place(self, unit: str, s: Plain, value: Fraction) -> Fraction | None:
        """Points by a place or a stretch; None for other kinds."""
        if s["kind"] == "curve":
            return curve(s, value)
        return self.by_shares(unit, s, value) if s["kind"] in {"rank-share", "rank-even"} else None

    def of_figure(self, unit: str, s: Plain, value: Fraction, worth: Fraction) -> Fraction:
        kind = s["kind"]
        if kind == "per-step":
            apart = Fraction(s["below"]) - value if s["below"] is not None else value - Fraction(s["above"])
            return self.capped(self.steps(max(apart, Fraction(0)), s) * Fraction(s["points"]), s)
        if kind == "tiers":
            for row in s["tiers"]:
                also = row.get("also")
                if value < Fraction(row["below"]) and (also is None or self.d["scores"][unit] >= also):
                    return Fraction(row["points"])
            return Fraction(s["else"])
        if kind == "threshold":
            reached = worth if s["points"] is None else Fraction(s["points"])
            return reached if value >= s["at_least"] else Fraction(s["else"])
        if kind == "target":
            apart = max(Fraction(s["at_least"]) - value, Fraction(0))
            lost = self.steps(apart, s) * Fraction(s["points"])
            if s["spared"] is not None:
                known = [
                    found
                    for other in self.units
                    if self.group[other] == self.group[unit]
                    and (found := self.figure(other, s["measure"])) is not None
                ]
                if value > sum(known, Fraction(0)) / len(known) + Fraction(s["spared"]):
                    lost = Fraction(0)
            return max(worth - lost, Fraction(0))
        if kind == "completion":
            share = value / Fraction(s["of"])
            return (share if s["over"] == "extra" else min(share, Fraction(1))) * worth
        if kind == "quotient":
            return self.capped(self.ratio(s, value) * worth, s)
        if kind == "proportion":
            return self.capped(value * Fraction(s["to"]) / Fraction(s["scale"]), s)
        return self.by_place(unit, s, value)

    def by_shares(self, unit: str, s: Plain, value: Fraction) -> Fraction:
        """Points by the share of places, or in even steps from the first to the last."""
        others = [
            found
            for other in self.units
            if (s["among"] == "all" or self.group[other] == self.group[unit])
            and (found := self.figure(other, s["measure"])) is not None
        ]
        better = [other for other in others if (other > value if s["order"] == "highest" else other < value)]
        first, number = Fraction(len(better) + 1), len(others)
        if s["kind"] == "rank-share":
            for row in s["bands"]:
                exact = number * Fraction(row["top"])
                places = {
                    "down": math.floor(exact),
                    "up": math.ceil(exact),
                    "half-up": math.floor(exact + Fraction(1, 2)),
                }
                if first <= places[s["quota_rounds"]]:
                    return Fraction(row["points"])
            return Fraction(s["else"])
        if s["ties"] == "mean":
            first += Fraction(others.count(value) - 1, 2)
        way = (first - 1) / (number - 1) if number > 1 else Fraction(0)
        return Fraction(s["first"]) - way * (Fraction(s["first"]) - Fraction(s["last"]))

    def ratio(self, s: Plain, value: Fraction) -> Fraction:
        """The ratio to a number, or to the best or least of all units."""
        known = [found for other in self.units if (found := self.figure(other, s["measure"])) is not None]
        taken = {"highest": max(known), "lowest": min(known)}
        base = taken[s["base"]] if s["base"] in taken else Fraction(s["base"])
        above, below = (value, base) if s["better"] == "higher" else (base, value)
        if below <= 0:
            return Fraction(s["by_nothing"] == "full")
        found = max(above / below, Fraction(0))
        return found if s["over"] == "extra" else min(found, Fraction(1))

    def steps(self, apart: Fraction, s: Plain) -> Fraction:
        exact = apart / Fraction(s["step"])
        return {"exact": exact, "whole": Fraction(math.floor(exact)), "started": Fraction(math.ceil(exact))}[
            s["steps"]
        ]

    def capped(self, points: Fraction, s: Plain) -> Fraction:
        return points if s.get("max") is None else min(points, Fraction(s["max"]))

    def by_place(self, unit: str, s: Plain, value: Fraction) -> Fraction:
        """Points by place: the better ones before it, and those who share it."""
        others = [
            found
            for other in self.units
            if (s["among"] == "all" or self.group[other] == self.group[unit])
            and (found := self.figure(other, s["measure"])) is not None
        ]
        better = [other for other in others if (other > value if s["order"] == "highest" else other < value)]
        first, tied = len(better) + 1, others.count(value)
        best = (max if s["order"] == "highest" else min)(others)

        def at(place: int) -> Fraction:
            if place <= len(s["points"]):
                return Fraction(s["points"][place - 1])
            if s["then"] == "last":
                return Fraction(s["points"][-1])
            if s["then"] == "zero":
                return Fraction(0)
            if s["then"] == "proportional":
                return Fraction(s["points"][0]) * value / best if best else Fraction(0)
            found = Fraction(s["points"][-1]) + (place - len(s["points"])) * Fraction(s["then"]["add"])
            return found if s["least"] in (None, "none") else max(found, Fraction(s["least"]))

        if s["ties"] == "shared":
            return at(first)
        return sum((at(place) for place in range(first, first + tied)), Fraction(0)) / tied

    # items

    def worth(self, unit: str, part: Plain, item: Plain) -> Fraction:
        """What the item is worth for the unit: its marks, and its share of those that do not apply."""
        marks = marks_of(item)
        if part["not_applicable"] != "spread":
            return marks
        there = [found for found in part["items"] if self.applies(unit, part, found)]
        absent = sum((Fraction(found["max"]) for found in part["items"] if found not in there), Fraction(0))
        return marks + absent / len(there) if there else marks

    def applies(self, unit: str, part: Plain, item: Plain) -> bool:
        if item["own"] == "left-out" and unit == item["assessor"]:
            return False
        return not part["not_applicable"] or (item["id"], unit) not in self.d["excluded"]

    def regular(self, unit: str, part: Plain, item: Plain) -> tuple[Fraction, bool]:
        """What the item counts of a unit to which it applies; whether all that it waits for is there."""
        rule = item.get("averaged") or item.get("summed")
        if rule is None:
            return self.together(unit, part, item, self.worth(unit, part, item))
        found, lacking = [], 0
        worth = Fraction(rule["max"]) if item.get("summed") else self.worth(unit, part, item)
        for months, all_days_count in self.spans(unit, 1 if rule["over"] == "month" else 3):
            self.months = months
            points, known = self.together(unit, part, item, worth)
            if known:
                found.append(self.rounded_span(points, part, item, worth))
            elif rule["unscored"] in {"full", "zero"} and all_days_count:
                found.append(worth if (rule["unscored"] == "full") != loses(part) else Fraction(0))
            else:
                lacking += 1
        self.months = frozenset()
        is_known = bool(found) if rule["unscored"] in {"left-out", "full", "zero"} else not lacking
        if item.get("summed"):
            return min(sum(found, Fraction(0)), marks_of(item)), is_known
        return (sum(found, Fraction(0)) / len(found) if found else Fraction(0)), is_known

    def rounded_span(self, points: Fraction, part: Plain, item: Plain, worth: Fraction) -> Fraction:
        """The points of a month, or of a quarter, rounded: themselves, or what they leave of its marks."""
        rule = self.d["rounding"].get("span")
        if rule is None:
            return points
        if (rule[1] == "lost") == loses(part) or (item["max"] == "none" and not item.get("summed")):
            return rounded(points, rule[0])
        return worth - rounded(worth - points, rule[0])

    def spans(self, unit: str, length: int) -> list[tuple[frozenset[str], bool]]:
        """The spans of so many months of which some day counts of a unit, and whether all of their days do."""
        first, last = self.time(unit)
        found = []
        for at in range(1, 13, length):
            begins, ends = f"2015-{at:02}-01", f"2015-{at + length - 1:02}-{monthrange(2015, at + length - 1)[1]}"
            if max(begins, first) <= min(ends, last):
                months = frozenset(f"{month:02}" for month in range(at, at + length))
                found.append((months, first <= begins and ends <= last))
        return found

    def together(self, unit: str, part: Plain, item: Plain, worth: Fraction) -> tuple[Fraction, bool]:
        """The same of all records that are asked about, of so many marks."""
        sides: dict[str, list[tuple[str, Fraction]]] = {"loses": [], "adds": [], "gives": []}
        unknown = given_unknown = False
        for standard in item["standards"]:
            points = self.points(unit, item, standard, worth)
            effect = self.effect(part, item, standard)
            if points is None:
                unknown = True
                given_unknown = given_unknown or effect == "gives"
                points = Fraction(0)
            sides[effect].append((standard.get("exclusive", ""), points))
        loses, adds, gives = (self.total(sides[name]) for name in ("loses", "adds", "gives"))
        most = Fraction(item["earns_at_most"] or 0)
        floor = item["floor"]
        if part["kind"] == "deductions":
            if item["starts"] == "zero":
                earned = Fraction(0) if given_unknown else min(gives + adds, worth)
                lost = (Fraction(0) if given_unknown else worth - earned) + loses
                adds = Fraction(0)
            else:
                has_given = bool(sides["gives"]) and not given_unknown
                lost = loses + (worth - gives if has_given else Fraction(0))
            if floor is not None and floor != "none":
                lost = min(lost, worth - Fraction(floor))
            elif floor is None:
                lost = min(lost, worth)
            gained = adds if item["earns_at_most"] is None else min(adds, most)
            return lost - gained, not unknown
        start = Fraction(0) if given_unknown else gives
        if not sides["gives"] and item["starts"] == "full" and part["kind"] != "bonus":
            start = worth
        found = min(start + adds - loses, worth + most)
        if sides["loses"] and floor != "none":
            found = max(found, Fraction(floor or 0))
        return found, not unknown

    def total(self, side: list[tuple[str, Fraction]]) -> Fraction:
        """Points added up; of those that exclude each other, the highest."""
        found = sum((points for name, points in side if not name), Fraction(0))
        for name in {name for name, _ in side if name}:
            found += max(points for other, points in side if other == name)
        return found

    def effect(self, part: Plain, item: Plain, standard: Plain) -> str:
        said: str = standard.get("effect") or ""
        figure = standard["kind"] not in {"per-event", "levels", "one-off", "escalation"}
        if standard["kind"] == "target":
            return "gives"
        if standard["kind"] in {"threshold", "completion", "quotient"} and not said:
            return "gives"
        if said:
            return said
        if part["kind"] == "deductions":
            return "loses"
        if standard["kind"] in {"given", "rated"}:
            return "gives"
        if part["kind"] == "bonus":
            return "adds"
        if item["starts"] == "full":
            return "loses"
        return "gives" if figure else "adds"

    def item(self, unit: str, part: Plain, item: Plain) -> tuple[Fraction | None, bool]:
        """What the item counts; None where it does not apply and nothing stands in for it."""
        lost = part["kind"] == "deductions"
        own = unit == item["assessor"]
        if self.applies(unit, part, item):
            if own and item["own"] == "mean":
                return self.mean(unit, part, item, "group")
            if own and item["own"] == "full-marks" and not lost:
                return self.worth(unit, part, item), True
            return self.regular(unit, part, item)
        rule = part["not_applicable"]
        if rule == "peer-mean":
            return self.mean(unit, part, item, part["peers"])
        if rule == "full-marks":
            return (Fraction(0) if lost else Fraction(item["max"])), True
        return None, True

    def mean(self, unit: str, part: Plain, item: Plain, among: str) -> tuple[Fraction | None, bool]:
        """The mean of those to whom the item applies, and of whom everything is known."""
        known = []
        for other in self.units:
            if among == "group" and self.group[other] != self.group[unit]:
                continue
            own = other == item["assessor"]
            if (own and item["own"] == "mean") or not self.applies(other, part, item):
                continue
            if own and item["own"] == "full-marks" and part["kind"] != "deductions":
                continue
            points, is_known = self.regular(other, part, item)
            if is_known:
                known.append(points)
        return (sum(known, Fraction(0)) / len(known), True) if known else (None, False)

    def whole_item(self, unit: str, part: Plain, item: Plain) -> tuple[Fraction | None, bool]:
        """What the item counts, times its coefficient."""
        value, known = self.item(unit, part, item)
        applies = self.applies(unit, part, item)
        if value is None:
            return None, known and (
                not applies or self.multiplied(unit, item.get("coefficient"), Fraction(0), None, False)[1]
            )
        marks = None if item["max"] == "none" else self.worth(unit, part, item)
        value, is_there = self.multiplied(unit, item.get("coefficient"), value, marks, loses(part))
        return value, known and (is_there or not applies)

    # parts

    # beside the others, and times a coefficient

    def part(self, unit: str, part: Plain) -> tuple[Fraction, Fraction, bool]:
        """What the part counts before weight and rounding, marks that do not exist for the unit, whether complete."""
        points, absent, complete = self.own_part(unit, part)
        marks = None if part["max"] == "none" else Fraction(part["max"]) - absent
        if part.get("scaled") is not None:
            points = self.scaled(unit, part)
            if loses(part):
                points = (marks or Fraction(0)) - points
        points, known = self.multiplied(unit, part.get("coefficient"), points, marks, loses(part))
        return points, absent, complete and known

    def scaled(self, unit: str, part: Plain) -> Fraction:
        """What the unit earned in the part, set against what the others did."""
        rule, earned = part["scaled"], {}
        for other in self.units:
            points, absent, _ = self.own_part(other, part)
            earned[other] = Fraction(part["max"]) - absent - points if loses(part) else points
        among = [
            earned[other] for other in self.units if rule["among"] == "all" or self.group[other] == self.group[unit]
        ]
        best, least, top = max(among), min(among), Fraction(rule["top"])
        if rule["by"] == "best":
            return earned[unit] / best * top if best > 0 else Fraction(0)
        bottom = Fraction(rule["bottom"])
        if best == least:
            return top if rule["equal"] == "top" else bottom
        return bottom + (earned[unit] - least) / (best - least) * (top - bottom)

    def multiplied(
        self, unit: str, rule: Plain | None, points: Fraction, marks: Fraction | None, is_lost: bool
    ) -> tuple[Fraction, bool]:
        """The points times the coefficient, of what is lost or of what is left; whether it is known."""
        if rule is None:
            return points, True
        how, found = rule["how"], rule["value"]
        if how == "measure":
            found = self.d["measures"].get((unit, rule["measure"]))
        elif how == "groups":
            found = rule["groups"][self.group[unit]]
        turned = (rule["of"] == "lost") != is_lost
        product = ((marks or 0) - points if turned else points) * (Fraction(1) if found is None else Fraction(found))
        if rule["most"] not in (None, "none"):
            product = min(product, Fraction(rule["most"]))
        return ((marks or 0) - product if turned else product), found is not None

    def own_part(self, unit: str, part: Plain) -> tuple[Fraction, Fraction, bool]:
        """The same before it is set against others and multiplied."""
        if part["kind"] == "others":
            return self.of_others(unit, part)
        if part["kind"] == "imported":
            score = self.d["scores"].get(unit)
            if score is None:
                return Fraction(0), Fraction(0), False
            return Fraction(score) * Fraction(part["max"]) / Fraction(part["from_max"]), Fraction(0), True
        if part["kind"] == "appraisal":
            rate = self.satisfaction(unit, part)
            lost = Fraction(0) if rate is None else Fraction(part["max"]) * (1 - rate)
            return lost, Fraction(0), rate is not None
        found = [(item, *self.whole_item(unit, part, item)) for item in part["items"]]
        points = sum((value or Fraction(0) for _, value, _ in found), Fraction(0))
        if part["cap"] is not None:
            points = min(points, Fraction(part["cap"]))
        points = self.voided(unit, part, found, points)
        there = sum((marks_of(item) for item in part["items"] if self.applies(unit, part, item)), Fraction(0))
        whole = sum((marks_of(item) for item in part["items"]), Fraction(0))
        may_lack = bool(part["not_applicable"])
        if part["not_applicable"] == "rescale" and may_lack:
            points = points * Fraction(part["max"]) / there if there else Fraction(0)
        absent = whole - there if part["not_applicable"] == "left-out" else Fraction(0)
        if part["kind"] == "bonus":
            points = eased(points, part.get("beyond", {}))
            if part["floor"] is not None and part["floor"] != "none":
                points = max(points, Fraction(part["floor"]))
            if part["max"] != "none":
                points = min(points, Fraction(part["max"]))
        return points, absent, all(known for _, _, known in found)

    def voided(self, unit: str, part: Plain, found: list[Any], points: Fraction) -> Fraction:
        """What a category comes to in which so many items got nothing, or too small a share of their marks."""
        rule = part.get("voided")
        if rule is None:
            return points
        if self.failures(unit, part, rule["below_share"]) < rule["failed"]:
            return points
        marks = sum((self.worth(unit, part, item) for item, value, _ in found if value is not None), Fraction(0))
        if part["cap"] is not None:
            marks = min(marks, Fraction(part["cap"]))
        return max(points, marks) if loses(part) else min(points, Fraction(0))

    def failures(self, unit: str, part: Plain, share: Any) -> int:
        """How many items of a part apply, are known, and got nothing, or less than the share of their marks."""
        number = 0
        for item in part["items"]:
            value, known = self.whole_item(unit, part, item)
            if value is None or not known or not self.applies(unit, part, item):
                continue
            worth = self.worth(unit, part, item)
            earned = worth - value if loses(part) else value
            number += earned <= 0 if share is None else earned < worth * Fraction(share)
        return number

    def satisfaction(self, unit: str, part: Plain) -> Fraction | None:
        """The mean of the aspects' rates, each the mean of its panels' rates."""
        voted = self.d["votes"].get((unit, part["id"]))
        if voted is None:
            return None
        rates = {}
        for aspect in part["aspects"]:
            panels = {panel: self.joint_rate(part, voted, panel, aspect) for panel in part["panels"]}
            rates[aspect] = weighted_mean(panels, part["panels"])
        return weighted_mean(rates, part["aspects"])

    def joint_rate(self, part: Plain, voted: Plain, panel: str, aspect: str) -> Fraction | None:
        """What one panel makes of one aspect: itself, or the mean of its channels."""
        channels = part.get("channels", {}).get(panel)
        if channels is None:
            return self.panel_rate(part, voted[panel], aspect, part["empty_panel"])
        rates = {name: self.panel_rate(part, voted[name], aspect, part["empty_channel"]) for name in channels}
        found = weighted_mean(rates, channels)
        return {"zero": Fraction(0), "full": Fraction(1)}.get(part["empty_panel"]) if found is None else found

    def panel_rate(self, part: Plain, ballots: Plain, aspect: str, empty: str) -> Fraction | None:
        """What is made of one aspect; None where nobody had an opinion and `empty` sets nothing for that."""
        counts = ballots["counts"][aspect]
        known = {option: weight for option, weight in part["options"].items() if weight is not None}
        votes = sum(counts[option] for option in known)
        if not votes:
            return {"zero": Fraction(0), "full": Fraction(1)}.get(empty)
        below = Fraction(votes if part["denominator"] == "counted" else ballots[part["denominator"]])
        return sum((counts[option] * Fraction(weight) for option, weight in known.items()), Fraction(0)) / below

    def earnings(self, unit: str, until: str = "") -> dict[str, tuple[Fraction, Fraction]]:
        """What each part before `until` earned, gates and roundings behind it, and the marks that there were."""
        found: dict[str, tuple[Fraction, Fraction]] = {}
        for part in self.d["parts"]:
            if part["id"] == until:
                break
            points, absent, _ = self.part(unit, part)
            weight = Fraction(1) if part["weight"] is None else Fraction(part["weight"])
            points, absent = points * weight, absent * weight
            marks = Fraction(0) if part["max"] == "none" else Fraction(part["max"]) * weight
            rule = self.d["rounding"].get("component")
            if rule:
                if (rule[1] == "lost") == loses(part) or part["max"] == "none":
                    points = rounded(points, rule[0])
                else:
                    points = marks - rounded(marks - points, rule[0])
            gate = self.d["gates"].get(part["id"])
            if gate and not found[gate[0]][0] > Fraction(gate[1]):
                points = Fraction(0)
            found[part["id"]] = (marks - points - absent if loses(part) else points), marks - absent
        return found

    def share(self, unit: str, part: Plain) -> Fraction | None:
        """Which share of the marks of the parts that `part` looks at the unit earned."""
        earned = self.earnings(unit, part["id"])
        marks = sum((earned[name][1] for name in part["of"]), Fraction(0))
        return sum((earned[name][0] for name in part["of"]), Fraction(0)) / marks if marks else None

    def of_others(self, unit: str, part: Plain) -> tuple[Fraction, Fraction, bool]:
        """The share that the unit's towns earned, times the marks of the part."""
        towns = self.d["towns"][unit]
        known = [share for town in towns if (share := self.share(town, part)) is not None]
        took = {"mean": lambda: sum(known, Fraction(0)) / len(known), "highest": lambda: max(known),
                "lowest": lambda: min(known)}[part["take"]]() if known else Fraction(0)  # fmt: skip
        if not towns:
            without = {"own": self.share(unit, part), "full": Fraction(1), "zero": Fraction(0)}[part["without"]]
            took = without or Fraction(0)
        sources = [found for found in self.d["parts"] if found["id"] in part["of"]]
        complete = all(self.part(town, found)[2] for town in towns for found in sources)
        return took * Fraction(part["max"]), Fraction(0), complete

    def score(self, unit: str) -> Fraction | None:
        """The total after bounds, gates and vetoes."""
        total = sum((earned for earned, _ in self.earnings(unit).values()), Fraction(0))
        total, _ = self.multiplied(unit, self.d.get("coefficient"), total, Fraction(self.d["full"]), False)
        rule = self.d["rounding"].get("total")
        if rule:
            full = Fraction(self.d["full"])
            total = rounded(total, rule[0]) if rule[1] == "earned" else full - rounded(full - total, rule[0])
        if self.d["cap"] is not None:
            total = min(total, Fraction(self.d["cap"]))
        if self.d["floor"] is not None:
            total = max(total, Fraction(self.d["floor"]))
        return self.after_vetoes(unit, total)

    def vetoed(self, unit: str, veto: Plain) -> bool:
        if "failed" in veto:
            rule = veto["failed"]
            part = next(part for part in self.d["parts"] if part["id"] == rule["part"])
            return bool(self.failures(unit, part, rule["below_share"]) >= veto["least"])
        item, _, standard = veto["standard"].partition("/")
        return any(not self.is_void(record) for record in self.records(unit, item, standard))

    def after_vetoes(self, unit: str, total: Fraction) -> Fraction | None:
        held = [veto for veto in self.d["vetoes"] if self.vetoed(unit, veto)]
        if any(veto["effect"] == "no-score" for veto in held):
            return None
        fixed = [Fraction(veto["fixed"]) for veto in held if veto["effect"] == "fixed"]
        limits = [Fraction(veto["fixed"]) for veto in held if veto["effect"] == "at-most"]
        return min([min(fixed) if fixed else total, *limits])

    def grade(self, unit: str) -> str | None:
        """The last ones have a grade of their own; who has no score has none."""
        totals = self.ranked(unit)
        if self.score(unit) is None:
            return None
        worse = [total for total in totals.values() if unit in totals and total < totals[unit]]
        last = self.d["bottom"]
        if not isinstance(last, int):
            exact = len(totals) * Fraction(last[0])
            half = math.floor(exact + Fraction(1, 2))
            last = {"down": math.floor(exact), "up": math.ceil(exact), "half-up": half}[last[1]]
        return "low" if unit in totals and len(worse) < last else "rest"

    def rank(self, unit: str) -> Fraction | None:
        """The place among the ranked of the group."""
        totals = self.ranked(unit)
        if unit not in totals:
            return None
        mine = totals[unit]
        better = [total for total in totals.values() if total > mine]
        if self.d["ties"] == "dense":
            return Fraction(len(set(better)) + 1)
        tied = list(totals.values()).count(mine)
        first = len(better) + 1
        return Fraction(first) if self.d["ties"] == "shared" else Fraction(2 * first + tied - 1, 2)

    def ranked(self, unit: str) -> dict[str, Fraction]:
        """The totals of the ranked of the unit's group."""
        bars = [veto for veto in self.d["vetoes"] if veto["effect"] == "not-ranked"]
        return {
            other: total
            for other in self.units
            if self.group[other] == self.group[unit]
            and (total := self.score(other)) is not None
            and not any(self.vetoed(other, veto) for veto in bars)
        }


def day_of(record: Plain) -> str:
    """When a record was found; of those whose day is all one to a test, in May."""
    return str(record.get("date", "2015-05-05"))


def marks_of(item: Plain) -> Fraction:
    """The marks of an item; more than anything comes to where there is no limit."""
    return Fraction(10**9) if item["max"] == "none" else Fraction(item["max"])


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero."""
    scaled = abs(value) * 10**places
    whole = math.floor(scaled + Fraction(1, 2))
    return Fraction(-whole if value < 0 else whole, 10**places)


def weighted_mean(rates: Mapping[str, Fraction | None], weights: Plain) -> Fraction | None:
    """The mean of those that are known, by their weights."""
    known = {name: rate for name, rate in rates.items() if rate is not None}
    whole = sum((Fraction(weights[name]) for name in known), Fraction(0))
    return (
        sum((rate * Fraction(weights[name]) for name, rate in known.items()), Fraction(0)) / whole if whole else None
    )


def trimmed(ratings: list[Fraction], s: Plain) -> Fraction | None:
    """The mean without some at both ends; of too few the mean of all, or nothing."""
    rest = sorted(ratings)
    if len(rest) >= s["at_least"]:
        rest = rest[s["leave_out"]["lowest"] : len(rest) - s["leave_out"]["highest"]]
    elif s["fewer"] == "awaited":
        return None
    return sum(rest, Fraction(0)) / len(rest) if rest else None


def eased(points: Fraction, shares: Mapping[Any, Any]) -> Fraction:
    """Points of which those above a limit count at its share: taken off from the top, limit by limit."""
    found = Fraction(0)
    for above, share in sorted(shares.items(), reverse=True):
        found += max(points - Fraction(above), Fraction(0)) * Fraction(share)
        points = min(points, Fraction(above))
    return points + found


def loses(part: Plain) -> bool:
    """Whether the part counts what is lost."""
    return part["kind"] in {"deductions", "appraisal"}


def curve(s: Plain, value: Fraction) -> Fraction:
    """Points in proportion between two neighbours."""
    nodes = [(Fraction(at), Fraction(points)) for at, points in s["curve"]]
    if value < nodes[0][0]:
        return Fraction(s["under"])
    for (low, less), (high, more) in pairwise(nodes):
        if value < high:
            return less + (value - low) / (high - low) * (more - less)
    return nodes[-1][1]
