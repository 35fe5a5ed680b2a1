"""Patterns that a project declares: a small part of regular expressions, matched in time linear in the text.

Python's own expressions may take exponential time, and these run on what anybody proposes. Known are literal
characters, `.`, classes `[…]`, groups `(…)`, `|`, `?`, `*`, `+`, `{m}`, `{m,n}` and a backslash before a sign.
"""

from __future__ import annotations

from dataclasses import field
from itertools import pairwise

from generator.model.lazy_dataclass import dataclass

MAX_PATTERN = 100  # characters of a pattern
MAX_STATES = 600  # of the compiled pattern, counted repetitions written out
_SIGNS = frozenset("\\.[]()|?*+{}^$")


class PatternError(ValueError):
    """A pattern that is not understood; its text says in Chinese why."""


@dataclass(frozen=True, slots=True)
class _Class:
    """Characters that a state takes: ranges of characters, or all others."""

    ranges: tuple[tuple[str, str], ...]
    others: bool = False

    def takes(self, character: str) -> bool:
        return any(low <= character <= high for low, high in self.ranges) is not self.others


_ANY = _Class((("\n", "\n"),), others=True)


@dataclass(slots=True)
class _Part:
    """A piece of the automaton: where it begins, and the states whose end is still open."""

    begin: int
    ends: list[int]


@dataclass(slots=True)
class _Automaton:
    """States in order: each takes a character and goes on, or goes on by itself."""

    takes: list[_Class | None] = field(default_factory=list)
    nexts: list[list[int]] = field(default_factory=list)

    def add(self, takes: _Class | None, *nexts: int) -> int:
        if len(self.takes) >= MAX_STATES:
            raise PatternError("重复的次数太多")
        self.takes.append(takes)
        self.nexts.append(list(nexts))
        return len(self.takes) - 1

    def join(self, part: _Part, to: int) -> None:
        for end in part.ends:
            self.nexts[end].append(to)


class LinearPattern:
    """A compiled pattern; it matches a whole text or nothing."""

    __slots__ = ("_automaton", "_begin", "_end", "pattern")

    def __init__(self, pattern: str) -> None:
        if not 0 < len(pattern) <= MAX_PATTERN:
            raise PatternError(f"长度应在 1 到 {MAX_PATTERN} 个字符之间")
        self.pattern = rf"(?:{pattern})\Z"  # as Python and an editor's schema would write it
        self._automaton = _Automaton()
        part = _Parser(pattern, self._automaton).parse()
        self._end = self._automaton.add(None)
        self._automaton.join(part, self._end)
        self._begin = part.begin

    def match(self, text: str) -> bool:
        """Whether the whole of `text` is of this form."""
        states = self._reach([self._begin])
        for character in text:
            found = [self._automaton.takes[state] for state in states]
            taken = [state for state, takes in zip(states, found, strict=True) if takes and takes.takes(character)]
            states = self._reach([to for state in taken for to in self._automaton.nexts[state]])
            if not states:
                return False
        return self._end in states

    def _reach(self, states: list[int]) -> list[int]:
        """The states that are reached without taking a character."""
        seen: dict[int, None] = {}
        waiting = states[::-1]
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen[state] = None
                if self._automaton.takes[state] is None:
                    waiting.extend(self._automaton.nexts[state])
        return list(seen)


class _Parser:
    """Reads a pattern from left to right into an automaton."""

    def __init__(self, pattern: str, automaton: _Automaton) -> None:
        self.pattern = pattern
        self.automaton = automaton
        self.at = 0

    def parse(self) -> _Part:
        part = self._choices()
        if self.at < len(self.pattern):
            raise PatternError("多了一个 )")
        return part

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise PatternError("没有写完")
        self.at += 1
        return character

    def _choices(self) -> _Part:
        parts = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        begin = self.automaton.add(None, *(part.begin for part in parts))
        return _Part(begin, [end for part in parts for end in part.ends])

    def _sequence(self) -> _Part:
        begin = self.automaton.add(None)
        whole = _Part(begin, [begin])
        while self._peek() not in ("", "|", ")"):
            part = self._repeated()
            self.automaton.join(whole, part.begin)
            whole = _Part(begin, part.ends)
        return whole

    def _repeated(self) -> _Part:
        start = self.at
        part = self._one()
        end = self.at
        sign = self._peek()
        if not sign or sign not in "?*+{":
            return part
        self.at += 1
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(sign) or self._counts()
        after = self.at
        if after < len(self.pattern) and self.pattern[after] in "?*+{":
            raise PatternError("一个重复符号后面紧跟着又一个")
        whole = self._repeat(part, start, least, most)
        self.at = after
        assert end <= after
        return whole

    def _repeat(self, first: _Part, start: int, least: int, most: int | None) -> _Part:
        """`first`, and as many copies of it as are needed, each parsed anew from `start`."""
        automaton = self.automaton
        if most is None:
            parts = [first, *(self._copy(start) for _ in range(max(least, 1) - 1))]
            for one, other in pairwise(parts):
                automaton.join(one, other.begin)
            loop = automaton.add(None, parts[-1].begin)
            automaton.join(parts[-1], loop)
            return _Part(parts[0].begin, [loop]) if least else _Part(loop, [loop])
        if most == 0:
            nothing = automaton.add(None)
            return _Part(nothing, [nothing])
        parts = [first, *(self._copy(start) for _ in range(most - 1))]
        begins = [automaton.add(None, part.begin) for part in parts]
        for at, part in enumerate(parts[:-1]):
            automaton.join(part, begins[at + 1])
        return _Part(begins[0], [*parts[-1].ends, *begins[least:]])

    def _copy(self, start: int) -> _Part:
        self.at = start
        return self._one()

    def _counts(self) -> tuple[int, int]:
        """What stands in braces: {2} or {0,2}."""
        text = ""
        while (character := self._take()) != "}":
            text += character
        low, comma, high = text.partition(",")
        bounds = (low, high if comma else low)
        if not all(bound.isascii() and bound.isdigit() and len(bound) <= 3 for bound in bounds):
            raise PatternError("花括号里应是 {2} 或 {0,2} 这样的次数")
        least, most = int(bounds[0]), int(bounds[1])
        if least > most:
            raise PatternError("花括号里前面的次数大于后面的")
        return least, most

    def _one(self) -> _Part:
        """A character, a class or a group."""
        character = self._take()
        if character == "(":
            if self._peek() == "?":
                raise PatternError("“(?”这类写法不能用")
            part = self._choices()
            if self._peek() != ")":
                raise PatternError("少了一个 )")
            self.at += 1
            return part
        if character == "[":
            return self._state(self._class())
        if character == ".":
            return self._state(_ANY)
        if character == "\\":
            character = self._escaped()
        elif character in _SIGNS:
            raise PatternError(f"{character} 在这里不能用；确要这个字符的，写 \\{character}")
        return self._state(_Class(((character, character),)))

    def _state(self, takes: _Class) -> _Part:
        state = self.automaton.add(takes)
        return _Part(state, [state])

    def _escaped(self) -> str:
        character = self._take()
        if character.isalnum():
            raise PatternError(f"\\{character} 不能用；数字请写 [0-9]")
        return character

    def _class(self) -> _Class:
        others = self._peek() == "^"
        self.at += others
        ranges: list[tuple[str, str]] = []
        while self._peek() != "]":
            low = self._member()
            high = low
            if self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
                self.at += 1
                high = self._member()
            if high < low:
                raise PatternError(f"{low}-{high} 的先后颠倒了")
            ranges.append((low, high))
        self.at += 1
        if not ranges:
            raise PatternError("方括号里没有字符")
        return _Class(tuple(ranges), others)

    def _member(self) -> str:
        character = self._take()
        return self._escaped() if character == "\\" else character
