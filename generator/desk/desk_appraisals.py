"""The tallies of an appraisal: one page for each unit, a table of counts for each panel; of several, each its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.record_kinds import FormField
from generator.desk.desk_entry import choose_target
from generator.desk.desk_entry_pages import FormPage, TallyTable, serve_form
from generator.desk.desk_page import Desk, form_values, render, sight
from generator.desk.desk_record_pages import file_values
from generator.model.lazy_dataclass import dataclass
from generator.model.place import appraisal_file
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme

_BALLOTS = {"issued": "发出", "returned": "收回", "valid": "有效"}


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/appraisals", "appraisals", partial(choose_unit, desk))
    of_part = partial(serve_tallies, desk)
    app.add_url_rule("/appraisals/<int:year>/<unit>", "appraisal", of_part, methods=["GET", "POST"])
    rule = "/appraisals/<int:year>/<part>/<unit>"
    app.add_url_rule(rule, "part-appraisal", of_part, methods=["GET", "POST"])


def choose_unit(desk: Desk) -> Response:
    """The units whose tallies can be entered, and those of which they are there."""
    seen = sight()
    years = sorted((year for year, scheme in seen.corpus.schemes.items() if scheme.appraisals), reverse=True)
    if not seen.viewer.leads or not years:
        abort(404)
    year = request.args.get("year", type=int) or years[0]
    units = [unit for unit in seen.corpus.units.values() if unit.assessed_in(year)]
    lists = [_list_units(seen.corpus, year, part, units) for part in seen.corpus.schemes[year].appraisals]
    return render(desk, "appraisals_page", "评议计票", years=years, year=year, lists=lists)


@dataclass(frozen=True, slots=True)
class TalliedUnit:
    """A unit in the list of an appraisal: where its tallies are entered, and whether they are there."""

    name: str
    url: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class TallyList:
    """The units of one appraisal."""

    part: str
    title: str
    units: tuple[TalliedUnit, ...]


def _list_units(corpus: Corpus, year: int, part: VotedPart, units: Sequence[Unit]) -> TallyList:
    below = f"{part.id}/" if _folder(corpus.schemes[year], part) else ""
    return TallyList(
        part.id,
        part.name,
        tuple(
            TalliedUnit(
                unit.short_name,
                f"/appraisals/{year}/{below}{unit.id}",
                corpus.appraisal_of(year, unit.id, part.id) is not None,
            )
            for unit in units
        ),
    )


def _folder(scheme: Scheme, part: VotedPart) -> str:
    """The part as the folder in which its tallies lie, empty where it is the only one."""
    return part.id if len(scheme.appraisals) > 1 else ""


def _find_part(scheme: Scheme | None, part: str) -> VotedPart | None:
    """The appraisal that an address means; None where it means none, or leaves open which."""
    found = scheme.appraisals if scheme is not None else ()
    return next((one for one in found if scheme is not None and _folder(scheme, one) == part), None)


def serve_tallies(desk: Desk, year: int, unit: str, part: str = "") -> Answer:
    """The form for the tallies of a unit in an appraisal."""
    seen = sight()
    scheme, found = seen.corpus.schemes.get(year), seen.corpus.units.get(unit)
    voted = _find_part(scheme, part)
    if not seen.viewer.leads or found is None or voted is None:
        abort(404)
    into = form_values().get("into", "") if request.method == "POST" else request.args.get("into", "")
    tree, path = choose_target(desk.state, seen.viewer, into).source.tree, appraisal_file(year, unit, part)
    is_there = any(entry.path == path for entry in tree.entries())
    page = FormPage(
        f"{voted.name}计票：{found.short_name}",
        "每个评议主体都要填；每个方面各选项的票数之和应等于有效票数。",
        "评议计票",
        "/appraisals",
        tally_fields(voted),
        (),
        {},
        lambda _: f"登记{voted.name}计票：{year} 年度 {found.short_name}",
        tally_groups(voted),
    )
    said = file_values(tree, path) if is_there else {}
    values = form_values() if request.method == "POST" else {**said, "into": into}
    fixed = {} if is_there else {"year": str(year), "part": part, "unit": unit}
    return serve_form(desk, page, "appraisal", values, fixed, path if is_there else "")


def tally_fields(part: VotedPart) -> list[FormField]:
    """Every field of the tallies of an appraisal, the day first."""
    found = [FormField("held", "集中评议的日期", "集中评议的日期", "day", required=True)]
    for panel in part.polls:
        base = f"panels/{panel.id}"
        found += [
            FormField(f"{base}/ballots/{name}", f"{panel.name}，{words}票数", "", "whole", required=False)
            for name, words in _BALLOTS.items()
        ]
        found += [
            FormField(
                f"{base}/tallies/{aspect.id}/{option.id}",
                f"{panel.name}，{aspect.name}，{option.name}", "", "whole", required=False,
            )
            for aspect in part.aspects
            for option in part.options
        ]  # fmt: skip
    return found


def tally_groups(part: VotedPart) -> tuple[TallyTable, ...]:
    """The fields of the tallies as tables, one for each panel or channel."""
    return tuple(_group(part, panel.id, panel.name) for panel in part.polls)


def _group(part: VotedPart, panel: str, title: str) -> TallyTable:
    base = f"panels/{panel}"
    rows = tuple(
        (aspect.name, tuple(f"{base}/tallies/{aspect.id}/{option.id}" for option in part.options))
        for aspect in part.aspects
    )
    options = tuple(option.name for option in part.options)
    return TallyTable(title, tuple(f"{base}/ballots/{name}" for name in _BALLOTS), options, rows)
