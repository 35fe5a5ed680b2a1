"""Rules for the appraisal: tallies against the scheme and against the ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.check.deduction_rules import find_no_scheme
from generator.check.nearest import nearest_id, propose_day, suggest_id, suggest_unit
from generator.model.appraisal import Appraisal
from generator.model.number import format_points
from generator.model.place import appraisal_file, folder_of, scheme_file, unit_file
from generator.model.problem import Location, Problem
from generator.model.unit import Unit
from generator.model.unread import is_there, where_read
from generator.rules.corpus import Corpus
from generator.rules.part_record import EMPTY_RATES, Poll, VotedPart, Weighted
from generator.rules.scheme import Scheme


def check_appraisals(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all appraisals, one by one, and of a year's appraisals beside each other."""
    for year in sorted({appraisal.year for appraisal in corpus.appraisals}):
        yield from _check_year(corpus, year)
    for appraisal in corpus.appraisals:
        yield from _check_unit(corpus, appraisal)
        yield from _check_day(appraisal)
        yield from _check_tallies(corpus, appraisal)


@where_read
def _check_year(corpus: Corpus, year: int) -> Iterator[Problem]:
    """KH303, KH331: the year has a scheme, and the scheme an appraisal; then the year as a whole."""
    folder = folder_of("appraisal", year)
    yield from find_no_scheme(corpus, year, folder)
    scheme = corpus.schemes.get(year)
    if scheme is None:
        return
    if not scheme.appraisals:
        words = f"{year} 年度的考核办法里没有评议"
        yield Problem(Location(folder), "KH331", words, f"请核对年度，或在 {scheme_file(year)} 里补上评议部分。")
        return
    yield from _check_complete(corpus, year, scheme)
    yield from _check_days(corpus, year)
    seen: dict[str, Appraisal] = {}
    for appraisal in corpus.appraisals_in(year):
        yield from _check_copy(appraisal, seen)


@where_read
def _check_unit(corpus: Corpus, appraisal: Appraisal) -> Iterator[Problem]:
    """KH332, KH333: the unit is assessed."""
    unit = corpus.units.get(appraisal.unit)
    if unit is None:
        if unit_file(appraisal.unit) not in corpus.unread:
            hint = suggest_unit(appraisal.unit, corpus.units.values())
            yield Problem(appraisal.origin.place(), "KH332", f"没有编号为“{appraisal.unit}”的单位（文件名）", hint)
    elif not unit.assessed_in(appraisal.year):
        yield Problem(
            appraisal.origin.place(),
            "KH333",
            f"{unit.short_name}不是 {appraisal.year} 年度的被考核单位",
            "请核对单位和年度。",
        )


@where_read
def _check_day(appraisal: Appraisal) -> Iterator[Problem]:
    """KH334: held in its year."""
    if appraisal.held.year != appraisal.year:
        yield Problem(
            appraisal.origin.place("held"),
            "KH334",
            f"评议日期 {appraisal.held} 不在 {appraisal.year} 年度内",
            f"{propose_day(appraisal.held, appraisal.year)}年度有误的，请把文件移到对应年度的文件夹。",
        )


@where_read
def _check_tallies(corpus: Corpus, appraisal: Appraisal) -> Iterator[Problem]:
    """KH345: the file lies where it says whose ballots it holds; KH335: panels of the scheme; then each panel's."""
    scheme = corpus.schemes.get(appraisal.year)
    if scheme is None or not scheme.appraisals:
        return
    component = _component_of(scheme, appraisal)
    if component is None:
        yield _misplaced(scheme, appraisal)
        return
    yield from _check_keys(appraisal, ("panels",), appraisal.panels, component.polls, "评议主体")
    yield from _check_aspects(component, appraisal)
    for name in appraisal.panels:
        yield from _check_panel(component, appraisal, name)


def _component_of(scheme: Scheme, appraisal: Appraisal) -> VotedPart | None:
    """The one part in which the ballots of a file count; None where the file does not lie where it says which."""
    found = scheme.appraisals
    if len(found) == 1:
        return None if appraisal.part else found[0]
    return next((part for part in found if part.id == appraisal.part), None)


def _misplaced(scheme: Scheme, appraisal: Appraisal) -> Problem:
    """KH345: where a scheme has several appraisals, each has a folder; where it has one, there is none."""
    parts = [part.id for part in scheme.appraisals]
    if len(parts) == 1:
        hint = f"请移到 {appraisal_file(appraisal.year, appraisal.unit)}。"
        return Problem(appraisal.origin.place(), "KH345", "考核办法只有一项评议，计票不分文件夹", hint)
    words = f"没有编号为“{appraisal.part}”的评议" if appraisal.part else "考核办法有几项评议，没有分清是哪一项的计票"
    paths = "、".join(appraisal_file(appraisal.year, appraisal.unit, part) for part in parts)
    return Problem(appraisal.origin.place(), "KH345", words, f"各项评议分开放：{paths}。")


@where_read
def _check_panel(component: VotedPart, appraisal: Appraisal, panel: str) -> Iterator[Problem]:
    tally = appraisal.panels[panel]
    yield from _check_ballots(appraisal, panel, "returned", "收回", "issued", "发出")
    yield from _check_ballots(appraisal, panel, "valid", "有效", "returned", "收回")
    yield from _check_keys(appraisal, ("panels", panel, "tallies"), tally.tallies, component.aspects, "评议方面")
    for aspect in tally.tallies:
        yield from _check_aspect(component, appraisal, panel, aspect)


@where_read
def _check_aspect(component: VotedPart, appraisal: Appraisal, panel: str, aspect: str) -> Iterator[Problem]:
    """KH336: options of the scheme; KH337: their counts make the valid ballots."""
    tally = appraisal.panels[panel]
    counts, steps = tally.tallies[aspect], ("panels", panel, "tallies", aspect)
    known = {option.id: option.name for option in component.options}
    for option in sorted(counts.keys() - known.keys()):
        yield Problem(
            appraisal.origin.key_place(*steps, option),
            "KH336",
            f"没有编号为“{option}”的评议选项",
            suggest_id(option, known),
        )
    yield from _check_counted(component, appraisal, panel, steps, counts)
    yield from _check_quotas(component, appraisal, panel, aspect)
    counted = sum(counts.values())
    if counted != tally.ballots.valid:
        yield Problem(
            appraisal.origin.place(*steps),
            "KH337",
            f"各选项合计 {counted} 票，有效票是 {tally.ballots.valid} 票",
            "两者应相等，请核对计票。",
        )


@where_read
def _check_quotas(component: VotedPart, appraisal: Appraisal, panel: str, aspect: str) -> Iterator[Problem]:
    """KH440: an option has no more than its share of the valid ballots."""
    tally = appraisal.panels[panel]
    for option in component.options:
        if option.quota is None:
            continue
        count, most = tally.tallies[aspect].get(option.id, 0), option.quota * tally.ballots.valid
        if count > most:
            place = appraisal.origin.place("panels", panel, "tallies", aspect, option.id)
            share = f"{format_points(option.quota * 100)}%"
            words = f"“{option.name}”有 {count} 票，考核办法规定不超过有效票的 {share}，即 {int(most)} 票"
            yield Problem(place, "KH440", words, "请核对计票；超过的票应按无效票处理。")


@where_read
def _check_aspects(component: VotedPart, appraisal: Appraisal) -> Iterator[Problem]:
    """KH344: an aspect that no panel has a counted opinion of cannot be rescaled from the others."""
    if component.empty_panel != "rescale":
        return
    counted = {option.id for option in component.options if not option.excluded}
    set_by_rule = {poll.id for poll in component.polls if poll.is_channel and component.empty_channel in EMPTY_RATES}
    if set_by_rule & appraisal.panels.keys():
        return
    for aspect in component.aspects:
        rows = [tally.tallies[aspect.id] for tally in appraisal.panels.values() if aspect.id in tally.tallies]
        if rows and not any(row.get(option) for row in rows for option in counted):
            yield Problem(
                appraisal.origin.place("panels"),
                "KH344",
                f"评议方面“{aspect.name}”在各评议主体中都没有可计入满意率的票",
                "满意率无从计算，请与考核办确认计票。",
            )


@where_read
def _check_keys(
    appraisal: Appraisal, steps: tuple[str, ...], found: Mapping[str, object], known: Sequence[Weighted], words: str
) -> Iterator[Problem]:
    """KH335 what the scheme does not have; KH338 what it has and is missing, unless it was only misspelt."""
    names = {row.id: row.name for row in known}
    strange = sorted(found.keys() - names.keys())
    meant = {nearest_id(name, names) for name in strange}
    for name in strange:
        place = appraisal.origin.key_place(*steps, name)
        channels = [row for row in known if isinstance(row, Poll) and row.panel == name]
        if channels:
            hint = f"各渠道分别填写：{'、'.join(f'{row.id}（{row.name}）' for row in channels)}。"
            yield Problem(place, "KH335", f"评议主体“{name}”分渠道计票，不能合在一起填写", hint)
        else:
            yield Problem(place, "KH335", f"没有编号为“{name}”的{words}", suggest_id(name, names))
    for name in sorted(names.keys() - found.keys() - meant):
        place = appraisal.origin.place(*steps)
        yield Problem(place, "KH338", f"缺少{words}“{names[name]}”（{name}）的计票", "请补上。")


@where_read
def _check_ballots(appraisal: Appraisal, panel: str, name: str, words: str, above: str, of: str) -> Iterator[Problem]:
    """KH339: valid ≤ returned ≤ issued."""
    ballots = appraisal.panels[panel].ballots
    number, most = getattr(ballots, name), getattr(ballots, above)
    if number > most:
        place = appraisal.origin.place("panels", panel, "ballots", name)
        yield Problem(place, "KH339", f"{words} {number} 票，多于{of}的 {most} 票", "请核对票数。")


@where_read
def _check_counted(
    component: VotedPart, appraisal: Appraisal, panel: str, steps: tuple[str, ...], counts: Mapping[str, int]
) -> Iterator[Problem]:
    """KH340: a panel or channel without a counted opinion, where the scheme wants that decided by a human."""
    counted = sum(counts.get(option.id, 0) for option in component.options if not option.excluded)
    is_channel = any(poll.id == panel and poll.is_channel for poll in component.polls)
    if not counted and (component.empty_channel if is_channel else component.empty_panel) == "error":
        yield Problem(
            appraisal.origin.place(*steps),
            "KH340",
            "没有可计入满意率的票",
            "考核办法规定这种情形由人处理，请与考核办确认计票。",
        )


def _check_complete(corpus: Corpus, year: int, scheme: Scheme) -> Iterator[Problem]:
    """KH341, a reminder: some units have been appraised and others not."""
    found = {(record.unit, record.part) for record in corpus.appraisals_in(year)}
    several = len(scheme.appraisals) > 1
    for part in scheme.appraisals:
        name = part.id if several else ""
        for unit in corpus.units.values():
            path = appraisal_file(year, unit.id, name)
            if not {(unit.id, name), (unit.id, "")} & found and path not in corpus.unread:
                yield from _check_appraised(unit, year, scheme, path)


@where_read
def _check_appraised(unit: Unit, year: int, scheme: Scheme, path: str) -> Iterator[Problem]:
    if scheme.group_in(unit):
        words = f"{year} 年度其他单位已有评议结果，{unit.short_name}还没有"
        hint = f"请补上 {path}；在此之前得分为暂定。"
        yield Problem(unit.origin.place(), "KH341", words, hint, "warning")


def _check_days(corpus: Corpus, year: int) -> Iterator[Problem]:
    """KH342, a reminder: all units are appraised on one day (集中评议)."""
    every = [appraisal for appraisal in corpus.appraisals_in(year) if is_there(appraisal.held)]
    for part in dict.fromkeys(appraisal.part for appraisal in every):
        found = [appraisal for appraisal in every if appraisal.part == part]
        days = Counter(appraisal.held for appraisal in found).most_common()
        if len(days) < 2 or 2 * days[0][1] <= len(found):
            continue
        usual = days[0][0]
        for appraisal in found:
            if appraisal.held != usual and appraisal.held.year == year:
                words = f"评议日期 {appraisal.held} 与其他单位（{usual}）不同"
                yield Problem(appraisal.origin.place("held"), "KH342", words, "如确实另行评议则不必处理。", "warning")


@where_read
def _check_copy(appraisal: Appraisal, seen: dict[str, Appraisal]) -> Iterator[Problem]:
    """KH343, a reminder: the same counts to the last ballot are a copied file rather than chance, unless checked.

    KH384, a reminder: what was checked is no longer so.
    """
    counted = [sum(row.values()) for tally in appraisal.panels.values() for row in tally.tallies.values()]
    first = seen.setdefault(repr(appraisal.panels), appraisal)
    is_copy = first is not appraisal and any(counted)
    if is_copy and not appraisal.checked:
        words = f"计票与 {first.origin.file} 完全相同"
        hint = "请核对是否复制后没有修改；核对属实的，在 checked 里写明怎样核对，就不再提醒。"
        yield Problem(appraisal.origin.place("panels"), "KH343", words, hint, "warning")
    elif appraisal.checked and not is_copy:
        words = "写了 checked，计票与其他单位并不相同"
        hint = "计票改过的，请删去 checked；写在别处的，移到后一个单位的文件里。"
        yield Problem(appraisal.origin.place("checked"), "KH384", words, hint, "warning")
