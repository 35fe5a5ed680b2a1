"""Every call of the program that a document shows is one that its own parser takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import VERBS, open_parser
from generator.cli.parser import speak_chinese

ROOT = Path(__file__).parents[2]
PLACES = ("*.md", "content/**/*.md", "docs/**/*.md", "changes/*.md", "generator/**/material/**/*.md", "data/**/*.md")
_CALL = re.compile(r"(?:ExecStart=|\$ )?(?:[\w./@-]*/)?kaohe ([a-z@].*)")
_STANDS_FOR = {"年度": "2015", "YEAR": "2015", "@YEAR@": "2015", "种类": "deduction", "年度或单项": "2015"}


@dataclass(frozen=True)
class Call:
    """One call: where it stands, its words, and whether it stands by itself or within a sentence."""

    place: str
    words: str
    is_whole: bool


def calls_of(path: Path) -> Iterator[Call]:
    """The calls that a document shows: lines of its blocks of text, and what it sets in type within a sentence."""
    fence, cut = "", ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        place = f"{path.relative_to(ROOT)}:{number}"
        plain = cut + line.strip()
        cut = f"{plain[:-1].strip()} " if plain.endswith("\\") else ""
        if cut:
            continue
        if mark := re.match(r"(```+|~~~+)", plain):
            fence = "" if fence and plain.startswith(fence) else fence or mark[1]
        elif fence or line.startswith("    "):
            if found := _CALL.fullmatch(plain):
                yield Call(place, re.split(r"  +|　", found[1])[0], True)
        else:
            for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", plain):
                if found := _CALL.fullmatch(span.strip()):
                    yield Call(place, found[1], False)


CALLS = [
    call
    for pattern in PLACES
    for path in sorted(ROOT.glob(pattern))
    if ".venv" not in path.parts
    for call in calls_of(path)
]


def complaint(call: Call, capsys: pytest.CaptureFixture[str]) -> str:
    """What the parser says of a call; empty where it takes it, or where a sentence names but a part of it."""
    given = [_STANDS_FOR.get(word, word) for word in shlex.split(re.sub(r"\s*\[.*?\]|…\Z", "", call.words))]
    if given[0] not in VERBS:
        return f"there is no {given[0]}"
    try:
        open_parser(given[0]).parse_whole(given[1:])
    except SystemExit:
        said = capsys.readouterr().err
        is_part = "缺少参数" in said or re.search(r"需要一个值", said)
        return "" if is_part and not call.is_whole else said
    return ""


def test_each_call_in_a_document_is_taken_by_the_parser(capsys: pytest.CaptureFixture[str]) -> None:
    speak_chinese()
    found = {f"{call.place}: kaohe {call.words}": said for call in CALLS if (said := complaint(call, capsys))}
    assert found == {}
    assert len(CALLS) > 150
    assert {shlex.split(call.words)[0] for call in CALLS} >= VERBS.keys()


def test_a_call_that_the_parser_does_not_take_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    speak_chinese()
    for words in ("score 2015 fagaiju", "score 2015 --units fagaiju", "scores 2015", "score"):
        assert complaint(Call("", words, is_whole=True), capsys), words
    assert complaint(Call("", "score 2015 fagaiju", is_whole=False), capsys)
    assert complaint(Call("", "score", is_whole=False), capsys) == ""
