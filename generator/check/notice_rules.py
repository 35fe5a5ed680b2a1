"""The text of the notice: kept in its form, and with every clause that a scheme refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.check.nearest import suggest_id
from generator.check.register_clauses import check_register_clauses, no_clause
from generator.model.place import ID
from generator.model.problem import Location, Problem, escape_text
from generator.read.content import CONTENT, Texts
from generator.read.notice_reader import (
    COVER_FILE,
    FOLDER,
    check_notice,
    list_notices,
    read_notices,
)
from generator.read.text import read_text
from generator.rules.corpus import Corpus
from generator.rules.notice import NoticeDocument, find_notice
from generator.rules.scheme import Scheme

Steps = Sequence[str | int]

_NO_NOTICE = (
    "content/notice/ 里一份通知也没有：请从主分支取回误删的文件夹；确实不再收录的，删去 notice 和各条 basis，"
    "网页上的规则就不再链接原文。"
)


def check_notices(texts: Texts, corpus: Corpus) -> list[Problem]:
    """The problems of the notices among `texts`, and of what schemes say of them.

    A project without the text of a notice has none of these problems. Registers may name a clause of any of them.
    """
    problems: list[Problem] = []
    for name, files in list_notices(texts).items():
        problems += _check_folder(f"{CONTENT}/{FOLDER}/{name}", name, files)
    notices = read_notices(texts)
    problems += _check_numbers(notices)
    if not problems:  # of a text that is not in order it is unknown what it has
        problems += [problem for scheme in corpus.schemes.values() for problem in _check_scheme(scheme, notices)]
        problems += check_register_clauses(corpus, notices)
    return sorted(problems)


def _check_folder(folder: str, name: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """KH145: the folder's name is an id; then the form of the notice in it, as far as its files can be read."""
    if not re.fullmatch(ID, name):
        hint = "文件夹名会用作网址，只用小写字母、数字和连字符，例如 2026-12。"
        yield Problem(Location(escape_text(folder, 200)), "KH145", "通知的文件夹名不合规定", hint)
        return
    found = {file: read_text(f"{folder}/{file}", data) for file, data in sorted(files.items())}
    texts = {file: text for file, text in found.items() if isinstance(text, str)}
    if len(texts) == len(found):  # what cannot be read is told of all texts alike
        yield from check_notice(folder, texts)


def _check_numbers(notices: Mapping[str, NoticeDocument]) -> Iterator[Problem]:
    """KH146: a number means one notice."""
    seen: dict[str, str] = {}
    for name, notice in notices.items():
        first = seen.setdefault(notice.number, name)
        if notice.number and first != name:
            words = f"发文字号 {notice.number} 与 {CONTENT}/{FOLDER}/{first} 的相同"
            place = Location(f"{CONTENT}/{FOLDER}/{name}/{COVER_FILE}")
            yield Problem(place, "KH146", words, "请核对发文字号；同一份通知只收录一次。")


def _check_scheme(scheme: Scheme, notices: Mapping[str, NoticeDocument]) -> Iterator[Problem]:
    """KH370, KH371: a scheme has its notice; KH420: every basis is a clause of it, and its link leads somewhere."""
    numbers = {name: notice.number for name, notice in notices.items()}
    if scheme.notice and scheme.notice not in notices:
        words = f"{CONTENT}/{FOLDER}/ 里没有“{scheme.notice}”这份通知"
        yield Problem(scheme.origin.place("notice"), "KH371", words, suggest_id(scheme.notice, numbers, _NO_NOTICE))
        return
    bases = [(steps, anchor) for steps, anchor in _list_bases(scheme) if anchor]
    if not notices or not bases:
        return
    found = find_notice(scheme, notices)
    if not found:
        listed = "、".join(f"{number}（{name}）" for name, number in numbers.items())
        words = f"收录的通知里没有发文字号为“{scheme.document}”的，条款的依据无处可查"
        hint = f"收录的有：{listed}。请核对 document；条款在另一份通知里的，用 notice 写明它的文件夹名。"
        yield Problem(scheme.origin.place("document"), "KH370", words, hint)
        return
    clauses = {clause.anchor: clause.published[:20] for part in notices[found].parts for clause in part.clauses}
    for steps, anchor in bases:
        if anchor not in clauses:
            yield no_clause(scheme.origin.place(*steps), anchor, clauses)


def _list_bases(scheme: Scheme) -> Iterator[tuple[Steps, str]]:
    """Every anchor that a scheme names, with the steps to its place."""
    for name in ("total", "target", "ranking", "rectification"):
        yield ("basis", name), getattr(scheme.basis, name)
    for number, rule in enumerate(scheme.outcomes):
        for name in ("basis", "held_by_basis", "places_basis"):
            yield ("outcomes", number, name), getattr(rule, name)
    for number, component in enumerate(scheme.components):
        yield ("components", number, "basis"), component.basis
        for at, category in enumerate(getattr(component, "categories", ())):
            steps = ("components", number, "categories", at)
            yield (*steps, "basis"), category.basis
            for index, item in enumerate(category.items):
                yield (*steps, "items", index, "basis"), item.basis
