"""Two years side by side: rule changes are named, and what cannot be compared is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.demo.district import Options, make_data
from generator.load.edition import Edition, open_edition
from generator.pages.compare_years_page import CompareYears, view_compared_years, year_before
from generator.pictures.picture import Cell
from generator.read.tree import MemoryTree

ROOT = Path(__file__).parents[2]
SCHEME = "data/schemes/2016.yml"


def compare(data: dict[str, bytes]) -> CompareYears:
    edition = open_edition(ROOT, tree=MemoryTree(data))
    assert isinstance(edition, Edition), edition
    now = edition.result_of(2016)
    before = year_before(edition, now)
    assert before is not None
    return view_compared_years(edition, before, now)


@pytest.fixture(scope="module")
def data() -> dict[str, bytes]:
    return make_data(Options(units=20, deductions=150, years=2))


def names(compared: CompareYears) -> list[str]:
    assert compared.picture is not None
    return [plain(row[0]) for row in compared.picture.table.rows]


def plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.name


def test_years_with_the_same_rules_are_compared_whole(data: dict[str, bytes]) -> None:
    compared = compare(data)
    assert (compared.changed, compared.gone, compared.fresh, compared.scores) == ((), (), (), True)
    assert len(compared.units) > 10
    assert all(unit.moved for unit in compared.units)


def test_an_item_whose_rules_changed_is_named_and_left_out(data: dict[str, bytes]) -> None:
    text = data[SCHEME].decode()
    old = "name: 重点工作任务落实\n            max: 5\n"
    assert old in text
    changed = text.replace(old, old.replace("max: 5", "max: 4")).replace(
        "每项扣0.5分, points: 0.5", "每项扣0.4分, points: 0.4", 1
    )
    other = "name: 会议决定事项办理\n            max: 4\n"
    assert other in changed
    changed = changed.replace(other, other.replace("max: 4", "max: 5"))  # the marks of all items stay the same
    compared = compare(
        {
            path: content
            for path, content in {**data, SCHEME: changed.encode()}.items()
            if "/key-tasks/2016" not in path
        }
    )
    assert [(pair.item.name, pair.change) for pair in compared.changed] == [
        ("重点工作任务落实", "最高分值由 5 分 改为 4 分；标准有改动 1 条"),
        ("会议决定事项办理", "最高分值由 4 分 改为 5 分"),
    ]
    assert not {"重点工作任务落实", "会议决定事项办理"} & set(names(compared))
    assert not compared.scores
    assert not any(unit.moved for unit in compared.units)


def test_an_item_of_one_year_alone_is_listed_by_name(data: dict[str, bytes]) -> None:
    text = data[SCHEME].decode()
    renamed = text.replace("- id: key-tasks\n", "- id: new-tasks\n")
    assert renamed != text
    moved = {
        path.replace("data/deductions/2016/key-tasks/", "data/deductions/2016/new-tasks/"): content
        for path, content in data.items()
    }
    compared = compare({**moved, SCHEME: renamed.encode()})
    assert (compared.gone, compared.fresh) == (("重点工作任务落实",), ("重点工作任务落实",))
    assert "重点工作任务落实" not in names(compared)
