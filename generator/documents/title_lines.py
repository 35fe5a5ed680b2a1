"""The lines of a title (GB/T 9704-2012 7.3.1): each ends where the sense does, and they are about equally long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from generator.documents.title_words import LONGEST, WORDS

LIMIT = 20  # characters of 2号 in a line of 156 mm
_WIDEST = {"digit": 60, "lower": 66, "upper": 80, "wide": 100}  # of what is no Chinese, in hundredths of a character
MARK_LIMIT = 16

_NEVER_FIRST = set("》”’，、。）〕】；：！？的了和与及等%‰")
_NEVER_LAST = set("《“‘（〔【暨并")
_ENDS = set("》”’，、）")  # a line may well end after one of these
_BEGINS = set("《“（暨")  # or begin with one of these
_UNITS = set("年月日号第期季届次个项件")
_WHEN = re.compile("(?:[0-9]{4}年)?(?:第[一二三四]季度|[上下]半年|年度|度)|[0-9]{4}年(?:度)?")
# What a break costs, beside half the square of what its lines lack or exceed (in halves of a character).
_NEVER, _IN_WORD, _IN_NAME, _UNKNOWN, _WORD, _GOOD = 10**6, 400, 300, 120, 40, 0


def mark_lines(mark: str) -> tuple[str, ...]:
    """发文机关标志 (7.2.4), 文件 included where it is part of it: a long one in two lines, so that it stays large."""
    return balance_title(mark, MARK_LIMIT)


@lru_cache(maxsize=512)
def balance_title(title: str, limit: int = LIMIT, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """`title` in as few lines as hold it; `names` are better not cut.

    Whoever writes a source may give the lines instead, and knows better.
    """
    if len(title) > 10 * limit:  # no title; left to the page
        return (title,)
    costs = _cut_costs(title, names)
    count = max(1, -(-count_halves(title) // (2 * limit)))
    found: tuple[str, ...] = ()
    while count <= len(title):
        lines, cost = _best_lines(title, count, costs, 2 * limit)
        if lines and cost < _NEVER:
            return lines
        found = found or lines
        count += 1
    return found or (title,)


def count_halves(text: str) -> int:
    """The width of `text` in halves of a character: letters and digits are half as wide as the others."""
    return sum(1 if character.isascii() else 2 for character in text)


def is_too_wide(text: str, room: int) -> bool:
    """Whether `text` may be wider than a line of `room` halves, whatever face it is set in.

    Digits are rarely just half as wide as a character: a line that holds them by that reckoning is broken again by
    whoever sets it, and then in the middle of a word.
    """
    if text.isascii() or not any(character.isascii() for character in text):
        return count_halves(text) > room
    return sum(map(_width, text)) > 50 * room or count_halves(text) > room


def _width(character: str) -> int:
    if not character.isascii() or character in "mwMW%@&":
        return _WIDEST["wide"]
    kind = "upper" if character.isupper() else "lower" if character.islower() else "digit"
    return _WIDEST[kind]


def _best_lines(title: str, count: int, costs: list[int], room: int) -> tuple[tuple[str, ...], int]:
    """The cheapest way to part `title` into `count` lines of at most `room`, and its cost; () where there is none."""
    mean = count_halves(title) // count
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for number in range(count):
        reached: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in range(start + 1, len(title) + 1):
                width = count_halves(title[start:end])
                if is_too_wide(title[start:end], room):
                    break
                if (number == count - 1) != (end == len(title)):
                    continue
                whole = cost + (width - mean) ** 2 // 2 + (costs[end] if end < len(title) else 0)
                if end not in reached or whole < reached[end][0]:
                    reached[end] = (whole, (*cuts, end))
        best = reached
    cost, cuts = best.get(len(title), (_NEVER, ()))
    return tuple(title[start:end] for start, end in pairwise(cuts)), cost


def _cut_costs(title: str, names: Iterable[str]) -> list[int]:
    """For each place in `title`, what it costs to end a line before it."""
    costs = [_place_cost(title, place) for place in range(len(title) + 1)]
    _raise_within(costs, _words(title), _IN_WORD)
    for name in names:
        spans = [(at.start(), at.end()) for at in re.finditer(re.escape(name), title)] if len(name) > 1 else []
        _raise_within(costs, spans, _IN_NAME)
    for found in _WHEN.finditer(title):
        _raise_within(costs, [found.span()], _IN_WORD)
        if found.end() < len(title) and costs[found.end()] < _IN_NAME:
            costs[found.end()] = _GOOD
    return costs


def _place_cost(title: str, place: int) -> int:
    if not 0 < place < len(title):
        return _NEVER
    before, after = title[place - 1], title[place]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return _NEVER
    if before.isascii() and (after.isascii() or after in _UNITS):
        return _NEVER
    if before == "第" or title[:place].endswith("关于"):
        return _IN_WORD
    if before in _ENDS or after in _BEGINS:
        return _GOOD
    return _UNKNOWN


def _words(title: str) -> list[tuple[int, int]]:
    """Where words stand that are known: from the left, the longest first."""
    found, at = [], 0
    while at < len(title):
        longest = min(LONGEST, len(title) - at)
        end = next((at + size for size in range(longest, 1, -1) if title[at : at + size] in WORDS), at + 1)
        if end > at + 1:
            found.append((at, end))
        at = end
    return found


def _raise_within(costs: list[int], spans: Iterable[tuple[int, int]], cost: int) -> None:
    """Places within these spans cost at least `cost`; those at an edge that were unknown are known to end a word."""
    for start, end in spans:
        for place in range(start + 1, end):
            costs[place] = max(costs[place], cost)
        for edge in (start, end):
            if costs[edge] == _UNKNOWN:
                costs[edge] = _WORD
