"""Writes templates/theme/assets/material.css: of the theme's style sheet the rules that the pages can use.

Material for MkDocs sends 137 kB of style, of which texts here use a sixth. Kept is every rule whose selectors ask for
nothing but elements and the classes below: those that Markdown makes with the extensions of mkdocs.yml. Run it with
`make theme` when the theme's version or the extensions change; a test holds the file to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import tinycss2
from tinycss2.ast import AtKeywordToken, AtRule, FunctionBlock, Node, QualifiedRule, SquareBracketsBlock

_CLASSES = """md-typeset md-container md-main md-main__inner md-grid
    admonition admonition-title abstract attention bug caution danger error example failure hint important info
    note question quote success tip warning
    footnote footnote-ref footnote-backref headerlink"""
KEPT = frozenset(_CLASSES.split())
ELEMENTS_OF_THE_THEME = frozenset(("svg", "g", "use", "label"))  # nothing that a text makes
ATTRIBUTES = frozenset(("type", "align", "dir", "open", "disabled", "start", "abbr", "title", "href"))
OUT = Path(__file__).resolve().parent.parent / "templates/theme/assets/material.css"


def theme_sheet() -> str:
    """The style sheet of the installed theme."""
    [found] = [
        path
        for path in (files("material") / "templates" / "assets" / "stylesheets").iterdir()
        if path.name.startswith("main.") and path.name.endswith(".css")
    ]
    return found.read_text("utf-8")


def prune(sheet: str) -> str:
    """The rules of `sheet` that ask for what texts can have, and the variables that these use."""
    rules = list(_keep(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)))
    text = "\n".join(rules)
    used: set[str] = set()
    while (found := _variables(text, used)) != used:
        used = found
    return "\n".join(line for line in (_without_unused(rule, used) for rule in rules) if line) + "\n"


def _keep(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [text for text, tokens in _selectors(rule.prelude) if _is_used(tokens)]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inner = list(_keep(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
            if inner:
                head = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.lower_at_keyword} {head}{{{''.join(inner)}}}"


def _selectors(prelude: list[Node]) -> Iterator[tuple[str, list[Node]]]:
    group: list[Node] = []
    for token in [*prelude, None]:
        if token is None or token == ",":
            yield tinycss2.serialize(group).strip(), group
            group = []
        else:
            group.append(token)


def _is_used(tokens: list[Node]) -> bool:
    before: Node | None = None
    for token in tokens:
        if token.type == "hash":
            return False
        if token.type == "ident" and before == "." and token.value not in KEPT:
            return False
        if token.type == "ident" and before not in (".", ":") and token.value in ELEMENTS_OF_THE_THEME:
            return False
        if isinstance(token, SquareBracketsBlock) and not _asks_for_known(token):
            return False
        if isinstance(token, FunctionBlock) and token.lower_name != "not" and not _any_used(token.arguments):
            return False
        if isinstance(token, AtKeywordToken):
            return False
        before = token
    return bool(tokens)


def _asks_for_known(block: SquareBracketsBlock) -> bool:
    words = [token.value for token in block.content if token.type == "ident"]
    return "rtl" not in words and not ATTRIBUTES.isdisjoint(words)


def _any_used(tokens: list[Node]) -> bool:
    return any(_is_used(group) for _, group in _selectors(tokens))


def _variables(text: str, used: set[str]) -> set[str]:
    """The names of variables that are asked for by what is no variable itself, or by one that is used."""
    found: set[str] = set()
    for name, value in _declarations(text):
        if not name.startswith("--") or name in used:
            found.update(_asked(value))
    return found


def _declarations(text: str) -> Iterator[tuple[str, list[Node]]]:
    def go(rules: Iterable[Node]) -> Iterator[tuple[str, list[Node]]]:
        for rule in rules:
            if isinstance(rule, AtRule) and rule.content:
                yield from go(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
            elif isinstance(rule, QualifiedRule):
                for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                    if part.type == "declaration":
                        yield part.name, part.value

    return go(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _asked(tokens: list[Node]) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, FunctionBlock):
            if token.lower_name == "var":
                yield from (part.value for part in token.arguments if part.type == "ident")
            yield from _asked(token.arguments)


def _without_unused(text: str, used: set[str]) -> str:
    """A rule without the variables that nothing asks for; empty where nothing is left."""
    [rule] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    if isinstance(rule, AtRule):
        inner = tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
        kept = "".join(_without_unused(part.serialize(), used) for part in inner)
        return f"@{rule.lower_at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{kept}}}" if kept else ""
    parts = [
        part.serialize()
        for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        if part.type == "declaration" and (not part.name.startswith("--") or part.name in used)
    ]
    return f"{tinycss2.serialize(rule.prelude).strip()}{{{';'.join(parts)}}}" if parts else ""


def make() -> str:
    """The file, with where it comes from."""
    licence = "Copyright (c) 2016-2026 Martin Donath, MIT License"
    source = f"Material for MkDocs {version('mkdocs-material')}, pruned by tools/prune_theme.py. {licence}"
    return f"/*! {source} */\n{prune(theme_sheet())}"


def main() -> int:
    """Writes the file, and says how large it is."""
    OUT.write_text(made := make(), "utf-8", newline="\n")
    sys.stdout.write(f"{OUT.name}: {len(made.encode())} of {len(theme_sheet().encode())} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
