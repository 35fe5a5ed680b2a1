"""The lines of a title (GB/T 9704-2012 7.3.1): about equally long, no word cut as far as signs show its end."""

from __future__ import annotations

import re
from itertools import pairwise

LIMIT = 20  # characters of 2号 in a line of 156 mm
MARK_LIMIT = 16

_ENDS = set("》”，、）的和与及")  # a line may well end after one of these
_BEGINS = set("《“（")  # or begin with one of these
_NEVER_FIRST = set("》”，、）。；：的了和与")
_NEVER_LAST = set("《“（")
# Words of these titles that no line should cut.
_WORD = re.compile(
    "关于|印发|表扬|开展|年度|季度|区级|机关|部门|单位|直属|作风|效能|建设|考核|工作|目标|结果|情况|实施|意见|办法|细则|"
    "专项|活动|优胜|通报|通知|公示|公告|更正|约谈|复核|决定|反馈|数据|比对|报告|人民|政府|委员|办公|全区"
)

_PHRASE = re.compile("作风效能建设")  # and a phrase that is better not cut between its words


def mark_lines(mark: str) -> tuple[str, ...]:
    """发文机关标志 (7.2.4), 文件 included where it is part of it: a long one in two lines, so that it stays large."""
    return balance_title(mark, MARK_LIMIT)


def balance_title(title: str, limit: int = LIMIT) -> tuple[str, ...]:
    """`title` in as few lines as hold it. Whoever writes a source may give the lines instead, and knows better."""
    if len(title) > 10 * limit:  # no title; left to the page
        return (title,)
    count = max(1, -(-count_halves(title) // (2 * limit)))
    while count <= len(title):
        lines = _split(title, count)
        if all(count_halves(line) <= 2 * limit for line in lines):
            return lines
        count += 1
    return (title,)


def count_halves(text: str) -> int:
    """The width of `text` in halves of a character: letters and digits are half as wide as the others."""
    return sum(1 if character.isascii() else 2 for character in text)


def _split(title: str, count: int) -> tuple[str, ...]:
    """`count` lines; each cut is the cheapest place near where equal lines would end."""
    cuts = [0]
    for number in range(1, count):
        wanted = len(title) * number // count
        places = range(cuts[-1] + 1, len(title))
        cuts.append(min(places, key=lambda place: (_cost(title, place, wanted), place), default=cuts[-1]))
    cuts.append(len(title))
    return tuple(title[start:end] for start, end in pairwise(cuts) if start < end) or (title,)


def _cost(title: str, place: int, wanted: int) -> int:
    """How bad a line would end before `place`: the distance from `wanted`, more where a word may be cut."""
    before, after = title[place - 1], title[place]
    cost = abs(place - wanted)
    if (
        after in _NEVER_FIRST
        or before in _NEVER_LAST
        or (before.isascii() and (after.isascii() or after in "年月日第号"))
    ):
        return cost + 100
    if _WORD.fullmatch(before + after):
        return cost + 20
    if any(found.start() < place < found.end() for found in _PHRASE.finditer(title)):
        return cost + 8
    return cost if before in _ENDS or after in _BEGINS else cost + 3
