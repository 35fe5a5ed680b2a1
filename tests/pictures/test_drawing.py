"""What the library draws is the same everywhere, and holds nothing of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from generator.demo.district import Options, make_data
from generator.load.edition import Edition, open_edition
from generator.model.worker import Worker
from generator.pages.picture_views import unit_ground, year_pictures
from generator.pictures.drawing import LEFT_OUT, PICTURES, Drawer, drawer_of, has_library, left_out
from generator.pictures.frame import Scale, span, ticks
from generator.pictures.heat_picture import view_heat
from generator.pictures.parts import points_by_part
from generator.pictures.spread_picture import view_spread
from generator.pictures.votes_picture import view_votes
from generator.read.tree import MemoryTree
from generator.score.result import YearResult

pytestmark = pytest.mark.usefixtures("asked_anew")
ROOT = Path(__file__).parents[2]
# Draws everything of a small district and prints one digest.
DRAW_ALL = """
from hashlib import sha256
from pathlib import Path
from tests.pictures.test_drawing import draw_all, open_sample
print(sha256("".join(draw_all(open_sample())).encode()).hexdigest())
"""


def open_sample(pictures: bool = True) -> Edition:
    files = make_data(Options(units=20, deductions=90))
    edition = open_edition(ROOT, tree=MemoryTree(files), pictures=pictures)
    assert isinstance(edition, Edition)
    return edition


def draw_all(edition: Edition) -> list[str]:
    """The drawings of a year, as a build asks for them, without what was kept."""
    result = edition.result_of(2015)
    edition._made[drawer_of.__wrapped__] = Drawer()  # type: ignore[attr-defined]
    found = year_pictures(edition, result, edition.period_of(2015))
    pictures = [*found.spreads, found.heat, found.course, found.by_item, found.by_source]
    for part in result.scheme.appraisals:
        pictures += view_votes(result, part.id, drawer_of(edition))
    ground = unit_ground(edition, result, edition.period_of(2015).day)
    for unit in result.units[:3]:
        own = ground.pictures(unit)
        pictures += [own.spread, own.ranks, *own.votes.values()]
    assert len(pictures) > 12
    return [picture.drawn.inner for picture in pictures if picture is not None]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_sample()


@pytest.fixture(scope="module")
def result(edition: Edition) -> YearResult:
    return edition.result_of(2015)


def test_drawings_are_the_same_on_a_machine_of_another_kind(edition: Edition, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}/cache</cachedir></fontconfig>')
    other = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8", "FONTCONFIG_FILE": str(fonts), "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }  # fmt: skip
    run = subprocess.run([sys.executable, "-c", DRAW_ALL], env=other, cwd=tmp_path, capture_output=True, check=True)
    assert run.stdout.decode().strip() == sha256("".join(draw_all(edition)).encode()).hexdigest()


def test_a_drawing_has_no_fonts_styles_ids_or_addresses_of_its_own(edition: Edition) -> None:
    for drawn in draw_all(edition):
        assert drawn
        assert (
            re.findall(r"style=|class=|font-family|\bid=|http|url\(|clip|#[0-9a-f]{3}|rgb|role=|aria-", drawn) == []
        )
        colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn))
        assert all(
            colour in {"none", "currentColor", "transparent"} or colour.startswith("var(--") for colour in colours
        )


def test_a_picture_is_drawn_once(result: YearResult, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []
    ask = Worker.ask

    def draw(worker: Worker, spec: bytes) -> bytes:
        drawn.append(spec)
        return ask(worker, spec)

    monkeypatch.setattr(Worker, "ask", draw)
    drawer = Drawer()
    group = result.units[0].group
    for _ in range(3):
        assert view_spread(result, group, drawer) is not None
    assert len(drawn) == 1


def test_without_the_library_the_table_remains_and_the_manifest_can_say_so(
    result: YearResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pictures.drawing.find_spec", lambda name: None)
    assert not has_library()
    found = view_heat(result, points_by_part(result), Drawer())
    assert found is not None
    assert (found.drawn.inner, found.left_out) == ("", LEFT_OUT)
    assert len(found.table.rows) == len(result.units)
    assert left_out(open_sample()) == [PICTURES]


def test_pictures_are_left_out_where_a_build_asks_for_it() -> None:
    assert left_out(open_sample(pictures=False)) == [PICTURES]
    assert left_out(open_sample()) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["91.82", "99.08"], ["90", "92", "94", "96", "98", "100 分"]),
        (["99.6", "100"], ["99.6", "99.7", "99.8", "99.9", "100.0 分"]),
        (["96", "96"], ["96.000", "96.001 分"]),
        (["-3", "12"], ["-5", "0", "5", "10", "15 分"]),
    ],
)
def test_ticks_are_round_and_few(values: list[str], expected: list[str]) -> None:
    low, high, step = span([Decimal(value) for value in values])
    found = ticks(low, high, step, " 分")
    assert [text for _, text in found] == expected
    assert (found[0][0], found[-1][0]) == (low, high)


def test_a_scale_is_straight_and_exact() -> None:
    scale = Scale(Decimal(90), Decimal(100), 0, 300)
    assert [scale.at(Decimal(value)) for value in ("90", "95.005", "100")] == [0, Decimal("150.15"), 300]
