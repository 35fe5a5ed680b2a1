"""Rules for the appraisal: tallies against the scheme and against the ballots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.nearest import suggest_id, unit_names
from generator.model.appraisal import Appraisal, PanelTally
from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.model.scheme import AppraisalComponent, Option, Scheme, Weighted


def check_appraisals(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all appraisals, one by one, and of units that have none when others have."""
    for appraisal in corpus.appraisals:
        yield from _check_unit(corpus, appraisal)
        scheme = corpus.schemes.get(appraisal.year)
        component = None if scheme is None else appraisal_component(scheme)
        if component is None:
            yield Problem(
                appraisal.origin.place(),
                "KH331",
                f"{appraisal.year} 年度的考核办法里没有评议",
                f"请核对年度，或补上 data/schemes/{appraisal.year}.yml。",
            )
        else:
            yield from _check_panels(component, appraisal)
    for year, scheme in corpus.schemes.items():
        yield from _check_complete(corpus, year, scheme)


def appraisal_component(scheme: Scheme) -> AppraisalComponent | None:
    """The scheme's appraisal, None where it has none."""
    return next((part for part in scheme.components if isinstance(part, AppraisalComponent)), None)


def _check_unit(corpus: Corpus, appraisal: Appraisal) -> Iterator[Problem]:
    """KH332, KH333: the unit is assessed; KH334: held in its year, or in the weeks after it."""
    unit = corpus.units.get(appraisal.unit)
    if unit is None:
        yield Problem(
            appraisal.origin.place(),
            "KH332",
            f"没有编号为“{appraisal.unit}”的单位（文件名）",
            suggest_id(appraisal.unit, unit_names(corpus.units.values())),
        )
    elif not unit.assessed_in(appraisal.year):
        yield Problem(
            appraisal.origin.place(),
            "KH333",
            f"{unit.short_name}不是 {appraisal.year} 年度的被考核单位",
            "请核对单位和年度。",
        )
    if appraisal.held.year != appraisal.year:
        yield Problem(
            appraisal.origin.place("held"),
            "KH334",
            f"评议日期 {appraisal.held} 不在 {appraisal.year} 年度内",
            "请核对日期。",
        )


def _check_panels(component: AppraisalComponent, appraisal: Appraisal) -> Iterator[Problem]:
    """KH335: panels of the scheme, all of them; then each panel's own rules."""
    origin = appraisal.origin
    yield from _check_keys(appraisal, ("panels",), appraisal.panels, component.panels, "评议主体")
    for name, tally in appraisal.panels.items():
        yield from _check_ballots(appraisal, name, tally)
        yield from _check_keys(appraisal, ("panels", name, "tallies"), tally.tallies, component.aspects, "评议方面")
        for aspect, counts in tally.tallies.items():
            steps = ("panels", name, "tallies", aspect)
            known = {option.id: option.name for option in component.options}
            for option in counts.keys() - known.keys():
                yield Problem(
                    origin.place(*steps, option),
                    "KH336",
                    f"没有编号为“{option}”的评议选项",
                    suggest_id(option, known),
                )
            counted = sum(counts.values())
            if counted != tally.ballots.valid:
                yield Problem(
                    origin.place(*steps),
                    "KH337",
                    f"各选项合计 {counted} 票，有效票是 {tally.ballots.valid} 票",
                    "两者应相等，请核对计票。",
                )
            yield from _check_counted(component, appraisal, steps, counts, component.options)


def _check_keys(
    appraisal: Appraisal, steps: tuple[str, ...], found: Mapping[str, object], known: Iterable[Weighted], words: str
) -> Iterator[Problem]:
    names = {row.id: row.name for row in known}
    for name in found.keys() - names.keys():
        yield Problem(
            appraisal.origin.place(*steps, name), "KH335", f"没有编号为“{name}”的{words}", suggest_id(name, names)
        )
    for name in names.keys() - found.keys():
        yield Problem(
            appraisal.origin.place(*steps), "KH338", f"缺少{words}“{names[name]}”（{name}）的计票", "请补上。"
        )


def _check_ballots(appraisal: Appraisal, panel: str, tally: PanelTally) -> Iterator[Problem]:
    """KH339: valid ≤ returned ≤ issued."""
    ballots = tally.ballots
    if ballots.returned > ballots.issued:
        yield Problem(
            appraisal.origin.place("panels", panel, "ballots", "returned"),
            "KH339",
            f"收回 {ballots.returned} 票，多于发出的 {ballots.issued} 票",
            "请核对票数。",
        )
    if ballots.valid > ballots.returned:
        yield Problem(
            appraisal.origin.place("panels", panel, "ballots", "valid"),
            "KH339",
            f"有效 {ballots.valid} 票，多于收回的 {ballots.returned} 票",
            "请核对票数。",
        )


def _check_counted(
    component: AppraisalComponent,
    appraisal: Appraisal,
    steps: tuple[str, ...],
    counts: Mapping[str, int],
    options: Iterable[Option],
) -> Iterator[Problem]:
    """KH340: a panel without a counted opinion, where the scheme wants that decided by a human."""
    counted = sum(counts.get(option.id, 0) for option in options if not option.excluded)
    if not counted and component.empty_panel == "error":
        yield Problem(
            appraisal.origin.place(*steps),
            "KH340",
            "没有可计入满意率的票",
            "考核办法规定这种情形由人处理，请与考核办确认计票。",
        )


def _check_complete(corpus: Corpus, year: int, scheme: Scheme) -> Iterator[Problem]:
    """KH341, a reminder: some units have been appraised and others not."""
    found = corpus.appraisals_of(year)
    if not found or appraisal_component(scheme) is None:
        return
    for unit in corpus.units.values():
        if unit.assessed_in(year) and scheme.group_of(unit.kind) and unit.id not in found:
            yield Problem(
                unit.origin.place(),
                "KH341",
                f"{year} 年度其他单位已有评议结果，{unit.short_name}还没有",
                f"请补上 data/appraisals/{year}/{unit.id}.yml；在此之前得分为暂定。",
                "warning",
            )
