"""What a command prints may end in the log of a build service, which obeys some lines: data must not give orders."""

from __future__ import annotations

import os
import re
from typing import Any, TextIO

# `##[command]` and `##vso[command]` are obeyed wherever they stand, `::command` at the beginning of a line.
_ANYWHERE = re.compile(r"#(?=#[A-Za-z]*\[)")
_AT_START = re.compile(r"(?m)^([ \t]*):(?=:)")


class GuardedStream:
    r"""A text stream in which no line is a command; the signs concerned are written as `\u0023` and `\u003A`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._fresh = True  # at the beginning of a line

    def write(self, text: str) -> int:
        """Writes `text`; returns its length."""
        if "##" in text:
            text = _ANYWHERE.sub(r"\\u0023", text)
        if "::" in text:
            fixed = _AT_START.sub(r"\1\\u003A", text)
            # What the pattern takes for the beginning of a line is none where a line is being continued.
            first = text.find("\n") + 1 or len(text)
            text = fixed if self._fresh else text[:first] + _AT_START.sub(r"\1\\u003A", text[first:])
        if text:
            self._fresh = text.endswith("\n")
        self._stream.write(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def open_missing(stream: TextIO | None) -> TextIO:
    """`stream`, or what swallows everything where the command was started without one."""
    return stream if stream is not None else open(os.devnull, "w", encoding="utf-8")  # for ever
