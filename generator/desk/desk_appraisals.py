"""The tallies of an appraisal: one page for each unit, a table of counts for each panel."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.record_kinds import FormField
from generator.desk.desk_entry import choose_target
from generator.desk.desk_entry_pages import FormPage, TallyTable, serve_form
from generator.desk.desk_page import Desk, form_values, render, sight
from generator.desk.desk_record_pages import file_values
from generator.model.place import appraisal_file
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme

_BALLOTS = {"issued": "发出", "returned": "收回", "valid": "有效"}


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/appraisals", "appraisals", partial(choose_unit, desk))
    rule = "/appraisals/<int:year>/<unit>"
    app.add_url_rule(rule, "appraisal", partial(serve_tallies, desk), methods=["GET", "POST"])


def choose_unit(desk: Desk) -> Response:
    """The units whose tallies can be entered, and those of which they are there."""
    seen = sight()
    years = sorted((year for year, scheme in seen.corpus.schemes.items() if scheme.appraisals), reverse=True)
    if not seen.viewer.leads or not years:
        abort(404)
    year = request.args.get("year", type=int) or years[0]
    there = seen.corpus.appraisals_of(year)
    units = [unit for unit in seen.corpus.units.values() if unit.assessed_in(year)]
    return render(desk, "appraisals_page", "评议计票", years=years, year=year, units=units, there=there)


def serve_tallies(desk: Desk, year: int, unit: str) -> Answer:
    """The form for the tallies of a unit."""
    seen = sight()
    scheme, found = seen.corpus.schemes.get(year), seen.corpus.units.get(unit)
    if not seen.viewer.leads or scheme is None or found is None or not scheme.appraisals:
        abort(404)
    into = form_values().get("into", "") if request.method == "POST" else request.args.get("into", "")
    tree, path = choose_target(desk.state, seen.viewer, into).source.tree, appraisal_file(year, unit)
    is_there = any(entry.path == path for entry in tree.entries())
    fields = tally_fields(scheme)
    page = FormPage(
        f"{scheme.appraisal_name}计票：{found.short_name}",
        "每个评议主体都要填；每个方面各选项的票数之和应等于有效票数。",
        "评议计票",
        "/appraisals",
        fields,
        (),
        {},
        lambda _: f"登记评议计票：{year} 年度 {found.short_name}",
        tally_groups(scheme),
    )
    said = file_values(tree, path) if is_there else {}
    values = form_values() if request.method == "POST" else {**said, "into": into}
    fixed = {} if is_there else {"year": str(year), "unit": unit}
    return serve_form(desk, page, "appraisal", values, fixed, path if is_there else "")


def tally_fields(scheme: Scheme) -> list[FormField]:
    """Every field of the tallies of a year, the day first."""
    found = [FormField("held", "集中评议的日期", "集中评议的日期", "day", required=True)]
    for part in scheme.appraisals:
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


def tally_groups(scheme: Scheme) -> tuple[TallyTable, ...]:
    """The fields of the tallies as tables."""
    return tuple(_group(part, panel.id, panel.name) for part in scheme.appraisals for panel in part.polls)


def _group(part: VotedPart, panel: str, title: str) -> TallyTable:
    base = f"panels/{panel}"
    rows = tuple(
        (aspect.name, tuple(f"{base}/tallies/{aspect.id}/{option.id}" for option in part.options))
        for aspect in part.aspects
    )
    options = tuple(option.name for option in part.options)
    return TallyTable(title, tuple(f"{base}/ballots/{name}" for name in _BALLOTS), options, rows)
