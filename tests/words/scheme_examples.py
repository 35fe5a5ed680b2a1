"""The examples of the page on writing a scheme, each put into the scheme of that page, in a small district."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.check.rules import check_corpus
from generator.model.origin import Mapping, Node, Sequence
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.strict_yaml import parse_yaml
from generator.read.tree import MemoryTree
from generator.rules.compiled import compile_scheme
from generator.rules.kind_list import KINDS
from generator.score.evaluate import evaluate
from generator.score.given import given_rows

PAGE = (Path(__file__).parents[2] / "content/guide/scheme.md").read_text("utf-8")
SCHEME = "data/schemes/2026.yml"
# What the header of a table says of where its examples go, and what is read there.
TOP, PART, CATEGORY, ITEM, STANDARD, VOTES, RECORD = (
    *("写在办法的最外层", "写在部分里", "写在类别里", "写在单项里"),
    *("写成 `standards` 里的一条", "写在评议的部分里", "写在记录里"),
)
PLACES = {TOP, PART, CATEGORY, ITEM, STANDARD, VOTES, RECORD}
ONE_PART = "# components 里的一个部分"
# Reminders of what an example is about: what is open, ties among units of which nothing was recorded.
SCALE = {"min": "0", "max": "60"}
REMINDERS = {"KH374", "KH434"}


class Example(NamedTuple):
    """One cell of a table, with the table's header; or one block, with its first line."""

    place: str
    text: str


def cells() -> Iterator[Example]:
    """The last cell of every row of the tables whose header says where their examples go."""
    place = ""
    for line in PAGE.splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not row:
            place = ""
        elif not place:
            place = row[-1]
        elif place in PLACES and not row[-1].startswith("---"):
            yield Example(place, row[-1])


def blocks() -> Iterator[Example]:
    """Every block of YAML with the comment that it begins with."""
    for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        first, _, rest = text.partition("\n")
        yield Example(first, rest)


def plain(text: str) -> Any:
    """The tree of strings that the program's own reader makes of an example."""
    node = parse_yaml("example.yml", text)
    assert not isinstance(node, Problem), (text, node)
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {name: _plain(entry) for name, entry in node.entries.items()}
    return [_plain(entry) for entry in node.entries] if isinstance(node, Sequence) else node.value


def written(tree: Any) -> str:
    """The tree as YAML in one line; what is not plainly a number, an id or a date is quoted."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{name}: {written(value)}" for name, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    return tree if re.fullmatch(r"-?[A-Za-z0-9][A-Za-z0-9.-]*", tree) else f'"{tree}"'


# The district around the examples.

UNITS = {"fagaiju": "department", "jiaoyuju": "department", "shuiliju": "department", "chengguanzhen": "town"}
FILES = {
    "data/site.yml": "{office: 样例办公室, lead: kaoheban, district: 样例区, title: 样例考核, demo: true, "
    'base_url: "https://sample.invalid/", bodies: [{id: kaohezu, name: 样例区考核委员会}], '
    'feed_authority: "tag:sample.invalid,2026:kaohe", repository: "https://sample.invalid/kaohe.git"}',
    "data/units/kaoheban.yml": "{name: 样例区考核办, short_name: 区考核办, kind: department, not_assessed: 承担考核}",
    **{
        f"data/units/{name}.yml": f"{{name: 样例{name}, short_name: 样{name}, kind: {kind}, "
        "assessed: {from: 2026}, parts: {counties: [east, west]}}"
        for name, kind in UNITS.items()
    },
    "data/imports/2026/peace-mean.yml": "{source: {title: 样例, date: 2026-12-30}, value: 94.5}",
    "data/imports/2026/peace.yml": "{source: {title: 样例, date: 2026-12-30}, scores: {fagaiju: 96, jiaoyuju: 95, "
    "shuiliju: 94, chengguanzhen: 93}, ranks: {fagaiju: {rank: 1, of: 4}, jiaoyuju: {rank: 2, of: 4}, "
    "shuiliju: {rank: 3, of: 4}, chengguanzhen: {rank: 4, of: 4}}}",
}


def item(name: str, worth: str) -> dict[str, Any]:
    standards = [{"id": "found", "text": "每次扣1分", "points": "1"}]
    return {"id": name, "name": f"样例{name}", "max": worth, "assessor": "kaoheban", "methods": ["spot-check"]} | {
        "standards": standards
    }


def part(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": "deductions", "id": "sample", "name": "样例", "items": items}


@cache
def declared() -> dict[str, Any]:
    """The measures and imports that the page declares anywhere, each once."""
    found: dict[str, dict[str, Any]] = {"measures": {}, "imports": {}, "derived": {}}
    for example in cells():
        tree = plain(strip(example.text)) if example.place == TOP else {}
        for name in found.keys() & tree.keys():
            found[name] |= {row["id"]: row for row in tree[name]}
    return {name: list(rows.values()) for name, rows in found.items()}


def strip(cell: str) -> str:
    """The example in a cell, which holds nothing else."""
    found = re.fullmatch(r"`([^`]+)`", cell)
    assert found, cell
    return found[1]


def skeleton() -> dict[str, Any]:
    """The whole scheme that stands on the page."""
    found: dict[str, Any] = plain(next(example.text for example in blocks() if example.place == f"# {SCHEME}"))
    return found


def bare(*parts: dict[str, Any]) -> dict[str, Any]:
    """The scheme of the page without its parts and what names them."""
    total = {"cap": "none", "floor": "none"}
    if any(found["kind"] == "penalty" for found in parts):
        total["direction"] = "lower"
    return skeleton() | declared() | {"components": list(parts), "total": total}


def merged(base: Any, example: Any) -> Any:
    """`base` with what an example says; a list takes the place of a list."""
    if isinstance(base, dict) and isinstance(example, dict):
        return base | {name: merged(base.get(name), value) for name, value in example.items()}
    return example


def in_scheme(example: Example) -> Any:
    """The scheme with one example at its place."""
    tree = plain(strip(example.text) if example.place in PLACES else example.text)
    base = item("base", "60")
    match example.place:
        case place if place == TOP:
            return fitted(merged(merged(skeleton(), tree), declared()))
        case place if place == VOTES:
            votes = next(found for found in skeleton()["components"] if found["kind"] == "appraisal")
            return fitted(bare(merged(votes, tree)))
        case place if place == PART:
            return fitted(bare(merged(part([item("base", "60"), item("other", "40")]), tree)))
        case place if place == CATEGORY:
            names = tree.get("voided", {}).get("items", ["base", "other"])
            inside = {"id": "base-category", "name": "样例类别", "items": [item(name, "20") for name in names]}
            found = part([]) | {"categories": [merged(inside, tree)]}
            return fitted(bare({name: value for name, value in found.items() if name != "items"}))
        case place if place == ITEM:
            kind = tree.pop("kind", "deductions")
            spans = tree.get("averaged") or tree.get("summed") or {}
            if "unscored" in spans:
                scale = SCALE | {"max": spans.get("max", SCALE["max"])}
                text = f"扣0至{scale['max']}分"
                base["standards"] = [{"id": "seen", "kind": "given", "text": text, "points": scale}]
            around = {"kind": kind, "max": "none", "not_applicable": "peer-mean", "peers": "group"}
            return fitted(bare(part([merged(base, tree), item("other", "40")]) | around))
        case place if place == STANDARD and tree.get("kind") in {"given", "rated"}:  # points that are won
            other = item("other", "40") | {"starts": "full", "floor": "0"}
            return fitted(bare(part([base | {"standards": [tree]}, other]) | {"kind": "earned"}))
        case place if place == STANDARD:
            around = {"standards": [tree], "starts": "full", "floor": "0", "earns_at_most": "none"}
            return fitted(bare(part([base | around, item("other", "40")])))
        case place if place.startswith(ONE_PART):
            return fitted(bare(*tree))
    raise AssertionError(example.place)


def fitted(tree: Any) -> Any:
    """The scheme with marks that agree: of parts those of their items, and one more part for what full marks lack."""
    for found in tree["components"]:
        if found["kind"] in {"deductions", "earned", "penalty"} and found["id"] == "sample":
            found["max"] = str(worth(found))
        if "year_of" in tree and found["kind"] in {"imported", "appraisal"}:
            found["at"] = "year"  # there is one of it a year
    rule = tree.get("year_of", {})
    times = Decimal(rule.get("weight", "1")) * (4 if rule.get("take") == "sum" else 1)
    whole = sum(
        (marks(found) * (1 if found.get("at") else times) for found in tree["components"]),
        Decimal(0),
    )
    missing = Decimal(tree["full_marks"]) - whole
    if missing > 0:
        more = part([item("filler", str(missing))]) | {"id": "rest", "name": "其余", "max": str(missing)}
        tree["components"].append(more | ({"at": "year"} if rule else {}))
    else:
        tree["full_marks"] = str(whole)
    cap = tree.get("total", {}).get("cap", "none")
    if cap != "none" and Decimal(cap) < Decimal(tree["full_marks"]):
        tree["total"] = tree["total"] | {"cap": "none"}  # that of the page is for its own full marks
    return tree


def worth(part: Any) -> Decimal:
    """What the items of a part come to."""
    whole = sum((Decimal(found["max"]) for found in part.get("items", ())), Decimal(0))
    for category in part.get("categories", ()):
        inside = sum((Decimal(found["max"]) for found in category["items"]), Decimal(0))
        whole += min(inside, Decimal(category.get("max", inside)))
    return whole


def marks(part: Any) -> Decimal:
    """What a part has of the full marks."""
    effect = next(kind.effect for kind in KINDS if kind.name == part["kind"])
    return (
        Decimal(part["max"]) * Decimal(part.get("weight", "1"))
        if effect in {"loses", "earns", "penalises"}
        else Decimal(0)
    )


def problems_of(files: dict[str, str]) -> list[Problem]:
    """What the reader and the checks find in a project; without reminders that the examples are not about."""
    corpus, problems = read_corpus(MemoryTree({path: f"{text}\n".encode() for path, text in files.items()}))
    if not problems:
        problems = check_corpus(corpus)
        scheme = corpus.schemes[2026]
        if not any(problem.severity == "error" for problem in problems) and not scheme.open:
            evaluate(compile_scheme(scheme).book, given_rows(corpus, scheme, date(2026, 12, 31)))
    return [problem for problem in problems if problem.code not in REMINDERS]
