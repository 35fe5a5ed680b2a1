"""A browser of 2015 gets pages that can be read: its style sheet, its script, and a real engine of that kind."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
import tinycss2
from PIL import Image

from tools.write_plain_sheet import ASSETS, OUT, make, plain_declarations

# What such a browser throws away, with the declaration in which it stands.
UNKNOWN = re.compile(r"var\(|clamp\(|\bmin\(|\bmax\(|color-mix\(|rgb\([^)]*/")
LOGICAL = re.compile(r"(margin|padding|border)-(inline|block)|inset")


def rules_of(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Selectors and declarations of all rules outside of `@supports`, which asks first."""
    found, parts = [], [tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)]
    while parts:
        for rule in parts.pop():
            if rule.type == "at-rule" and rule.lower_at_keyword == "media":
                parts.append(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
            elif rule.type == "qualified-rule":
                declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                told = [(one.name, tinycss2.serialize(one.value)) for one in declared if one.type == "declaration"]
                found.append((tinycss2.serialize(rule.prelude), told))
    return found


def test_the_plain_sheet_is_that_of_the_sheets_it_follows() -> None:
    assert OUT.read_text("utf-8") == make(), "run `make theme`"


def test_each_declaration_that_is_thrown_away_follows_one_that_is_not() -> None:
    rules = rules_of(OUT.read_text("utf-8"))
    assert len(rules) > 400
    for selector, declared in rules:
        plain = {name for name, value in declared if not UNKNOWN.search(value)}
        for name, value in declared:
            assert not LOGICAL.match(name), (selector, name)
            assert not UNKNOWN.search(value) or name in plain, (selector, name, value)


def test_a_selector_that_is_not_known_takes_no_other_with_it() -> None:
    for selector, _ in rules_of(OUT.read_text("utf-8")):
        if re.search(r":has\(|:is\(|:focus-visible|:popover-open|::backdrop", selector):
            assert "," not in re.sub(r"\([^()]*\)", "", selector), selector


@pytest.mark.parametrize(
    ("name", "value", "plain"),
    [
        ("color", "var(--ink)", ["color:#123", "color:var(--ink)"]),
        ("font", "700 clamp(1rem, 2vw, 2rem)/1 var(--f)", ["font:700 2rem/1 X", "font:700 2rem/1 var(--f)"]),
        ("margin-inline", "auto", ["margin-left:auto", "margin-right:auto"]),
        ("padding-block", ".7rem .4rem", ["padding-top:.7rem", "padding-bottom:.4rem"]),
        ("inset", "0 auto 1px", ["top:0", "right:auto", "bottom:1px", "left:auto"]),
        ("width", "min(100%, 19rem)", ["width:19rem"]),
        ("box-shadow", "0 8px rgb(0 0 0 / .14)", ["box-shadow:0 8px rgba(0,0,0,.14)"]),
        ("color", "color-mix(in srgb, var(--ink) 30%, transparent)", ["color:#123", "color:var(--ink)"]),
        ("fill", "var(--ink)", ["fill:#123"]),
        ("display", "flex", ["display:-webkit-flex", "display:flex"]),
    ],
)  # fmt: skip
def test_what_a_plain_declaration_is(name: str, value: str, plain: list[str]) -> None:
    assert list(plain_declarations(name, value, {"--ink": "#123", "--f": "X"})) == plain


def test_the_script_of_every_page_has_nothing_that_an_old_browser_cannot_parse() -> None:
    """One word of a later language, and the browser reads nothing of the script, not even which sheet it needs."""
    script = re.sub(r"//.*", "", (ASSETS / "kaohe.js").read_text("utf-8"))
    assert not re.search(r"=>|`|\?\.|\?\?|\.\.\.|\b(const|let|class|async|await|of)\b", script)
    assert "plain.css" in script


@pytest.mark.needs("wkhtmltoimage")
@pytest.mark.parametrize(
    "kind", ["index.html", "2015/units/caizheng.html", "2015/ranking.html", "notice/2015-1/opinions.html"]
)
def test_an_engine_without_gaps_and_logical_sides_lays_out_a_page(
    built: Path, needs: Callable[[str], Path], tmp_path: Path, kind: str
) -> None:
    """QtWebKit: nothing begins at the edge, the words of the navigation stand apart, no picture leaves a void."""
    out = tmp_path / "out.png"
    program = [str(needs("wkhtmltoimage")), "--quiet", "--enable-local-file-access", "--width", "1280"]
    subprocess.run([*program, str(built / kind), str(out)], check=True, capture_output=True, timeout=120)
    with Image.open(out) as picture:
        dark = picture.convert("L").point(lambda value: 255 * (value < 110))
    assert dark.width == 1280
    inked = [dark.crop((0, y, 1280, y + 1)).getbbox() for y in range(8, dark.height)]  # below the line at the top
    rows = [row for row in inked if row and row[2] - row[0] < 1200]
    assert min(row[0] for row in rows) >= 40
    assert max(len(list(run)) for blank, run in groupby(inked, key=lambda row: row is None) if blank) < 250
    assert max(gaps_of(dark, inked[:220])) >= 9


def gaps_of(dark: Image.Image, inked: list[tuple[int, int, int, int] | None]) -> Iterator[int]:
    """How many gaps as wide as a character there are in each line of text."""
    top = 8
    for blank, run in groupby(inked, key=lambda row: row is None):
        height = len(list(run))
        if not blank:
            band = [dark.crop((x, top, x + 1, top + height)).getbbox() is None for x in range(1280)]
            yield sum(1 for empty, part in groupby(band) if empty and len(list(part)) >= 12)
        top += height
