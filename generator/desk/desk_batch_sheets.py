"""The workbooks that an office fills in: those of its items, empty or with the records that there are."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, abort, request

from generator.acts.template_act import WorkbookOrder, render_order
from generator.desk.desk_page import Desk, sight
from generator.desk.desk_sight import Sight
from generator.model.lazy_dataclass import dataclass
from generator.rules.item import Item
from generator.sheets.known_office import Office

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class OfferedWorkbooks:
    """What is offered of a year: the items, each by itself or all together, and whether ballots are counted."""

    year: int
    items: tuple[Item, ...]
    ballots: bool


def list_workbooks(desk: Desk, seen: Sight) -> list[OfferedWorkbooks]:
    """The workbooks that an office may fill in, the latest year first."""
    source = desk.state.main()
    office = Office(source.corpus)
    found = []
    for year in sorted(source.corpus.schemes, reverse=True):
        items = tuple(item for item in seen.items(year) if item.id in office.items(year))
        ballots = seen.viewer.leads and bool(source.corpus.schemes[year].appraisals)
        if items or ballots:
            found.append(OfferedWorkbooks(year, items, ballots))
    return found


def send_workbook(desk: Desk, year: int) -> Response:
    """A workbook; there is none of another office's items."""
    seen = sight()
    offered = next((one for one in list_workbooks(desk, seen) if one.year == year), None)
    if offered is None:
        abort(404)
    wanted, filled = request.args.get("item", ""), "filled" in request.args
    items = [item for item in offered.items if wanted in ("", item.id)]
    ballots = "appraisal" in request.args
    if (ballots and not offered.ballots) or not (ballots or items):
        abort(404)
    order = WorkbookOrder(str(year), year, appraisal=ballots, filled=filled)
    made = render_order(desk.state.main().corpus, order, items, seen.keeps)
    plain = f"kaohe-{year}.xlsx"  # for programs that know no other names
    headers = {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name)}"}
    return Response(made.data, content_type=_XLSX, headers=headers)
