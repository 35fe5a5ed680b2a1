"""The pages for whoever comes next say what is so: the picture, places named, decisions, chapters cited."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from generator.rules.expression import OpName
from tests.test_layers import ROOMS
from tools.draw_rooms import BEGIN, END, PAGE, WORDS, draw, reduce_graph, room_graph, with_picture

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs" / "decisions"
PLACE = re.compile(r"`((?:generator|templates|content|tools|tests|docs|schemas)/[\w./-]+)(?::(\w+))?`")
CITED = re.compile(r"\bdesign §([0-9]+)(?:\.([0-9]+))?")
DECIDED = re.compile(r"docs/decisions/([0-9]{4})")


def test_the_picture_is_drawn_from_the_imports() -> None:
    text = PAGE.read_text("utf-8")
    assert with_picture(text, draw(room_graph(ROOT / "generator"))) == text, "run `make draw`"


def test_the_picture_follows_the_imports(tmp_path: Path) -> None:
    package = tmp_path / "generator"
    for room, text in {
        "a": "",
        "b": "import generator.a.x",
        "c": "def f():\n  from generator.b import x\n  from ..a import x",
    }.items():
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").write_text("")
        (package / room / "x.py").write_text(text)
    graph = room_graph(package)
    assert graph == {"a": set(), "b": {"a"}, "c": {"a", "b"}}
    assert reduce_graph(graph) == {"a": set(), "b": {"a"}, "c": {"b"}}
    assert draw(graph) != draw({**graph, "c": {"a"}})


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(SystemExit, match="no marks"):
        with_picture(f"{BEGIN} only", "x")
    assert with_picture(f"a{BEGIN}old{END}b", "new") == f"a{BEGIN}\nnew\n{END}b"


def test_the_readme_names_every_room_in_its_order_and_counts_the_operations() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    told = re.search(r"(?m)^model → [\w\s→]+", text)
    assert told is not None
    assert tuple(re.findall(r"\w+", told[0])) == ROOMS
    counted = re.search(r"follow from others by ([0-9]+) operations", text)
    assert counted is not None
    assert int(counted[1]) == len(get_args(OpName))


def missing_places(text: str, root: Path) -> list[str]:
    """The files named in `text` that are not there, and names in them that they do not define at their top."""
    found = []
    for path, name in PLACE.findall(text):
        place = root / path
        if not place.exists():
            found.append(path)
        elif name and name not in defined(place):
            found.append(f"{path}:{name}")
    return found


def defined(path: Path) -> set[str]:
    """The names that a module defines at its top."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/design.md", "CONTRIBUTING.md"])
def test_every_place_that_is_named_is_there(page: str) -> None:
    text = re.sub(r"`[^`]*<[^`]*`", "", (ROOT / page).read_text("utf-8"))  # `<name>` stands for any
    assert missing_places(text, ROOT) == []


def test_a_place_that_is_gone_is_seen() -> None:
    text = "`generator/score/items.py:effective_points`, `generator/score/gone.py`, `generator/score/items.py:gone`"
    assert missing_places(text, ROOT) == ["generator/score/gone.py", "generator/score/items.py:gone"]


def test_the_architecture_stays_short() -> None:
    assert PAGE.read_text("utf-8").count("\n") <= 165


def test_the_rooms_are_listed_in_their_order() -> None:
    assert tuple(WORDS) == ROOMS


def chapters() -> dict[str, int]:
    """The numbers of the chapters of docs/design.md, each with its number of numbered points."""
    parts = re.split(r"(?m)^## ([0-9]+)\. .*$", (ROOT / "docs/design.md").read_text("utf-8"))
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {number: len(re.findall(r"(?m)^[0-9]+\. ", text)) for number, text in pairs}


def uncited(text: str) -> list[str]:
    """The citations in `text` of chapters, points or decisions that are not in docs/."""
    known = chapters()
    wrong = [
        f"design §{chapter}{point and '.' + point}"
        for chapter, point in CITED.findall(text)
        if chapter not in known or (point and int(point) > known[chapter])
    ]
    return wrong + [f"docs/decisions/{n}" for n in DECIDED.findall(text) if not list(DECISIONS.glob(f"{n}-*.md"))]


def test_whatever_is_cited_is_in_the_repository() -> None:
    sources = [path for folder in ("generator", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]
    wrong = {str(path.relative_to(ROOT)): uncited(path.read_text("utf-8")) for path in sources}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert any(CITED.search(path.read_text("utf-8")) for path in sources)


def test_a_citation_of_nothing_is_seen() -> None:
    text = "(design §5), (design §4.6), (design §4.8), (design §99), docs/decisions/0001, docs/decisions/9999"
    assert uncited(text) == ["design §4.8", "design §99", "docs/decisions/9999"]


def decisions() -> list[Path]:
    return sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in decisions()]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    for path in decisions():
        assert path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. "), path.name


def test_every_decision_has_a_date_and_a_state() -> None:
    form = re.compile(r"# .+\n\n(?:Accepted|Superseded by [0-9]{4}), 20[0-9]{2}-[0-9]{2}-[0-9]{2}\.\n\n")
    assert [path.name for path in decisions() if not form.match(path.read_text("utf-8"))] == []


def test_the_index_lists_every_decision_as_it_is() -> None:
    index = (DECISIONS / "README.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ([0-9]+) \| \[(.+?)\]\(([\w.-]+)\) \| (.+?) \| (\S+) \|$", index)
    told = []
    for path in decisions():
        lines = path.read_text("utf-8").split("\n")
        number, _, title = lines[0].removeprefix("# ").partition(". ")
        state, _, day = lines[2].removesuffix(".").rpartition(", ")
        told.append((number, title, path.name, state, day))
    assert rows == told
