"""Writes templates/theme/assets/plain.css: the style of the site as a browser of 2015 can read it.

Such a browser knows no custom properties, no grid, no `gap`, no `clamp()` and no logical sides, and throws away each
declaration that asks for one. The sheet holds all rules of material.css and kaohe.css in their order, before each
declaration a plain one, and what a grid or a gap does in other words. It comes after those two, and a browser that
knows all of it never loads it (templates/theme/assets/kaohe.js). Run it with `make theme` after a change of those
sheets; a test holds the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

ASSETS = Path(__file__).resolve().parent.parent / "templates/theme/assets"
OUT = ASSETS / "plain.css"
SHEETS = ("material.css", "kaohe.css")
# A selector with one of these makes an old browser throw away the whole list in which it stands.
MODERN = re.compile(r":has\(|:is\(|:where\(|:focus-visible|:popover-open|::backdrop|:focus-within|:target-within")
_SIDES = {
    "margin-inline": ("margin-left", "margin-right"),
    "padding-inline": ("padding-left", "padding-right"),
    "margin-block": ("margin-top", "margin-bottom"),
    "padding-block": ("padding-top", "padding-bottom"),
    "inset": ("top", "right", "bottom", "left"),
}
_CALLS = re.compile(r"\b(var|clamp|min|max|color-mix|rgb)\(((?:[^()]|\([^()]*\))*)\)")
_TRACKS = re.compile(r"repeat\(auto-fi(?:t|ll), ?minmax\((?:min\(100%, ?)?([\d.]+rem)\)?")
# An old browser takes a colour of a drawing that it cannot read for that of the text, whatever stands before.
_PAINTS = ("fill", "stroke")
_KNOWS_VARIABLES = "@supports (color:var(--a))"
_FLEX = ("flex", "flex-wrap", "flex-direction", "justify-content", "align-items", "order")
# What a grid of named columns is without one, and a drawing that an old browser would make as high as it is wide.
_TAIL = """
.kh-reading-nav{float:left;width:15rem;position:static}
.kh-reading .kh-prose{margin-left:18rem}
.kh-facts>div{overflow:hidden}
.kh-facts dt{float:left;width:9em}
.kh-facts dd{margin-left:10em}
.kh-facts-wide>*{width:100%}
.kh-item-head>*{display:inline-block;margin-right:1rem}
.kh-step-leaf .kh-step-value{float:right}
.kh-picture svg{width:340px;max-width:100%}
.kh-bar{height:10px}
.kh-own-label{stroke:none}
.kh-brand-mark::before{content:none}
.kh-unseen{clip:rect(0 0 0 0)}
.kh-signature,.gw .gw-signature{display:table}
@supports (display:grid){
.kh-reading-nav{float:none;width:auto}
.kh-reading .kh-prose{margin-left:0}
.kh-facts dt{float:none;width:auto}
.kh-facts dd{margin-left:0}
.kh-item-head>*{margin-right:0}
.kh-step-leaf .kh-step-value{float:none}
}
"""


def make() -> str:
    """The sheet, with where it comes from."""
    text = "\n".join((ASSETS / name).read_text("utf-8") for name in SHEETS)
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    colours = _colours(rules)
    made = "\n".join([*_plain(rules, colours), *_drawn(colours), *_without_grids(rules)])
    note = "/* material.css and kaohe.css for browsers of 2015, by tools/write_plain_sheet.py: not to be edited. */"
    return f"{note}\n{made}\n{_TAIL.strip()}\n"


def _colours(rules: Iterable[Node]) -> dict[str, str]:
    """The values of the custom properties of the light scheme, those of others put in."""
    found: dict[str, str] = {}
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            found |= {name: value for name, value in _declared(rule) if name.startswith("--")}
    return found


def _declared(rule: QualifiedRule) -> list[tuple[str, str]]:
    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    important = {True: " !important", False: ""}
    return [
        (part.name, tinycss2.serialize(part.value).strip() + important[part.important])
        for part in parts
        if part.type == "declaration"
    ]


def _plain(rules: Iterable[Node], colours: dict[str, str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield from _plain_rule(rule, colours)
        elif isinstance(rule, AtRule) and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            head = tinycss2.serialize(rule.prelude).strip()
            yield f"@{rule.lower_at_keyword} {head}{{{''.join(_plain(inner, colours))}}}"


def _plain_rule(rule: QualifiedRule, colours: dict[str, str]) -> Iterator[str]:
    declared = _declared(rule)
    body = ";".join(line for name, value in declared for line in plain_declarations(name, value, colours))
    selectors = [_without_lists(text) for text in _split(tinycss2.serialize(rule.prelude))]
    groups = [[one] for one in selectors] if any(map(MODERN.search, selectors)) else [selectors]
    for group in groups:
        if body:
            yield f"{','.join(group)}{{{body}}}"
        paints = [f"{name}:{value}" for name, value in declared if name in _PAINTS and "var(" in value]
        if paints:
            yield f"{_KNOWS_VARIABLES}{{{','.join(group)}{{{';'.join(paints)}}}}}"


def _drawn(colours: dict[str, str]) -> Iterator[str]:
    """The colours that a drawing names in its attributes."""
    for name, value in colours.items():
        if re.match("#|rgb", value) and not name.startswith("--md"):
            for paint in _PAINTS:
                asked = f'[{paint}="var({name})"]'
                yield f"{asked}{{{paint}:{value}}}{_KNOWS_VARIABLES}{{{asked}{{{paint}:var({name})}}}}"


def _without_grids(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [one for one in _split(tinycss2.serialize(rule.prelude)) if not MODERN.search(one)]
            yield from _without_grid(selectors, dict(_declared(rule)))


def _split(prelude: str) -> list[str]:
    """The selectors of a list; a comma in brackets is none between them."""
    return [part.strip() for part in re.split(r",(?![^()]*\))", prelude)]


def _without_lists(selector: str) -> str:
    """`:not(a, b)` as every browser reads it."""

    def each(found: re.Match[str]) -> str:
        return "".join(f":not({one.strip()})" for one in found[1].split(","))

    return re.sub(r":not\(([^()]*,[^()]*)\)", each, selector)


def plain_declarations(name: str, value: str, colours: dict[str, str]) -> Iterator[str]:
    """A declaration as old browsers take it, and behind it as those do that know custom properties."""
    if name.startswith("--"):
        return  # the sheets before it have it, in both schemes
    middle = _resolve(value, {})
    sides = _SIDES.get(name)
    plain = _resolve(middle, colours)
    for one in [plain] if name in _PAINTS else dict.fromkeys((plain, middle)):
        if sides:
            yield from _by_side(sides, one)
        elif name == "border-block":
            yield from (f"border-{side}:{one}" for side in ("top", "bottom"))
        else:
            yield from _prefixed(name, one)


def _by_side(sides: tuple[str, ...], value: str) -> Iterator[str]:
    parts = value.split()
    for number, side in enumerate(sides):
        at = number if number < len(parts) else number - 2 if number - 2 in range(len(parts)) else 0
        yield f"{side}:{parts[at]}"


def _prefixed(name: str, value: str) -> Iterator[str]:
    placed = f"flex-{value}" if value in ("start", "end") else value
    if name == "display" and value == "flex":
        yield "display:-webkit-flex"
    elif name in _FLEX:
        yield f"-webkit-{name}:{placed}"
    yield f"{name}:{placed if name in ('align-items', 'justify-content') else value}"


def _resolve(value: str, colours: dict[str, str]) -> str:
    """`value` without functions that an old browser does not know; `var()` stays where `colours` has no such name."""
    before = ""
    while before != value:
        before = value
        value = _CALLS.sub(lambda found: _call(found, colours), value)
    return value


def _call(found: re.Match[str], colours: dict[str, str]) -> str:
    parts = [part.strip() for part in re.split(r",(?![^()]*\))", found[2])]
    if found[1] == "var":
        return colours.get(parts[0], found[0])
    if found[1] == "rgb":
        return f"rgba({re.sub('[ /]+', ',', found[2].strip())})" if "/" in found[2] else found[0]
    if found[1] == "color-mix":
        return re.sub(r" [\d.]+%$", "", parts[1])
    return parts[-1]  # the widest of clamp(), the fixed one of min(100%, …)


def _without_grid(selectors: list[str], declared: dict[str, str]) -> Iterator[str]:
    """What stands in a grid or a flexible line with gaps, kept apart by its own margins."""
    children = ",".join(f"{one}>*" for one in selectors)
    tracks = _TRACKS.search(declared.get("grid-template-columns", ""))
    if tracks:
        flat = f"display:inline-block;vertical-align:top;box-sizing:border-box;width:{tracks[1]};max-width:100%"
        yield f"{children}{{{flat};margin:0 1rem .8rem 0}}"
        yield f"@supports (display:grid){{{children}{{width:auto;margin:0}}}}"
    elif declared.get("display") == "flex" and "gap" in declared:
        row, *column = declared["gap"].split()
        yield f"{children}{{margin-right:{(column or [row])[0]}}}"
        yield f"@supports (gap:1px) and (aspect-ratio:1){{{children}{{margin-right:0}}}}"


def main() -> int:
    """Writes the file, and says how large it is."""
    OUT.write_text(made := make(), "utf-8", newline="\n")
    sys.stdout.write(f"{OUT.name}: {len(made.encode())} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
