"""Making our own workbooks: empty ones to fill in, and ones with the records that there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from generator.load.project import open_project
from generator.model.bonus import Bonus
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text
from generator.model.system import explain_refusal
from generator.read.alike import find_alike, list_candidates
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.sheets.known_office import Office


@dataclass(frozen=True, slots=True)
class WorkbookOrder:
    """What is wanted: `about` is a year or an item; `year` that of an item, where it is not the newest.

    `assessor` limits a year to the items of one office; with `appraisal` it is the sheets of the panels.
    """

    about: str
    year: int | None = None
    assessor: str = ""
    appraisal: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class MadeWorkbook:
    """A workbook: its bytes, the name it is given, how many sheets and records it has, and how many were left out."""

    data: bytes
    name: str
    sheets: int
    records: int
    revoked: int = 0


def make_workbook(root: Path, order: WorkbookOrder) -> MadeWorkbook:
    """The workbook; UserError for a year, item or office that there is not."""
    corpus = open_project(root).corpus
    office = Office(corpus)
    year, items = _find(office, order)
    if order.assessor:
        items = [item for item in items if item.assessor == _unit(office, order.assessor)]
    if not (items or order.appraisal):
        raise UserError("没有可以登记扣分的单项。")
    return render_order(corpus, replace(order, year=year), items)


def render_order(
    corpus: Corpus, order: WorkbookOrder, items: Sequence[Item], keeps: Callable[[Deduction], bool] = lambda _: True
) -> MadeWorkbook:
    """The workbook of these items of the order's year, with the records that `keeps` lets through."""
    office, year = Office(corpus), order.year
    assert year is not None
    if order.appraisal:
        return _make_ballots(office, year, order)
    from generator.sheets.template_book import render_deductions

    wanted = {item.id for item in items}
    known: Sequence[Deduction] = corpus.deductions_of(year) if order.filled else ()
    mine = [one for one in known if one.item in wanted and not isinstance(one, Bonus) and keeps(one)]
    records = [one for one in mine if one.revoked is None]
    name = f"扣分{'记录' if order.filled else '登记表'}-{year}{'' if len(items) > 1 else '-' + items[0].id}.xlsx"
    data = render_deductions(office, year, items, records)
    return MadeWorkbook(data, name, len(items), len(records), len(mine) - len(records))


def _make_ballots(office: Office, year: int, order: WorkbookOrder) -> MadeWorkbook:
    from generator.sheets.ballot_book import render_ballots

    scheme = office.scheme(year)
    panels = sum(len(part.polls) for part in scheme.appraisals) if scheme is not None else 0
    if not panels:
        raise UserError(f"{year} 年度的考核办法里没有评议。")
    records = office.corpus.appraisals_in(year) if order.filled else ()
    name = f"评议计票{'' if order.filled else '表'}-{year}.xlsx"
    return MadeWorkbook(render_ballots(office, year, records), name, panels, len(records))


def _find(office: Office, order: WorkbookOrder) -> tuple[int, list[Item]]:
    """The year and its items, or the one item that is meant."""
    schemes = office.corpus.schemes
    if len(order.about) == 4 and order.about.isascii() and order.about.isdecimal():
        year = int(order.about)
        if year not in schemes:
            known = "、".join(map(str, schemes)) or "目前一个也没有"
            raise UserError(f"没有 {year} 年度的考核办法。已有的年度：{known}。")
        return year, list(office.items(year).values())
    year = order.year or max(schemes, default=0)
    items = office.items(year)
    if order.about in items:
        return year, [items[order.about]]
    named = {name: (name, item.name) for name, item in items.items()}
    near = find_alike(order.about, named)
    if near.ids and near.sure:
        return year, [items[near.ids[0]]]
    labels = {name: item.name for name, item in items.items()}
    hint = f"是否想写 {list_candidates(near.ids, labels)}？" if near.ids else ""
    raise UserError(f"{year} 年度的考核办法里没有“{escape_text(order.about, 60)}”这个单项。{hint}")


def _unit(office: Office, wanted: str) -> str:
    from generator.read.unit_lookup import find_unit

    return find_unit(office.corpus.units.values(), wanted)


def save_workbook(made: MadeWorkbook, place: Path) -> Path:
    """Writes the workbook to a file, or into a folder under its own name; the file.

    It is written whole or not at all, and never over a file that is there: UserError.
    """
    path = place / made.name if place.is_dir() else place
    if path.exists() or path.is_symlink():
        raise UserError(f"已经有“{escape_text(str(path), 200)}”，没有覆盖。请用 --out 另起一个名字。")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".kaohe-", delete=False) as file:
            file.write(made.data)
        try:
            os.chmod(file.name, 0o644)
            os.link(file.name, path)
        finally:
            with suppress(OSError):
                os.unlink(file.name)
    except OSError as error:
        raise UserError(f"“{escape_text(str(path), 200)}”没有写成：{explain_refusal(error)}。") from None
    return path
