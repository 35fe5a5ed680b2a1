"""Texts are read for their checks as the site is built of them: with the same extensions, numbers as written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from generator.read.markdown import EXTENSIONS, list_resources

ROOT = Path(__file__).resolve().parents[2]
OF_MKDOCS = {"toc", "tables", "fenced_code"}  # which it adds by itself


def test_the_extensions_are_those_of_the_site() -> None:
    settings: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    named = {
        name for entry in settings["markdown_extensions"] for name in (entry if isinstance(entry, dict) else [entry])
    }
    assert set(EXTENSIONS) == OF_MKDOCS | named


def test_a_picture_in_a_footnote_is_seen() -> None:
    [found] = list_resources("甲[^1]\n\n[^1]: ![图](https://a.example/x.png)\n")
    assert (found.kind, found.address) == ("picture", "https://a.example/x.png")


def test_a_list_has_the_numbers_that_are_written() -> None:
    made = Markdown(extensions=[*EXTENSIONS]).convert("1. 甲\n\n另起一段。\n\n2. 乙\n")
    assert '<ol start="2">' in made
