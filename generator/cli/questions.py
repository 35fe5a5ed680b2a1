"""Asking a person on a terminal: a line, one of several, yes or no. Elsewhere nothing is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from generator.model.problem import UserError, escape_text
from generator.read.finder import find_called

_SHOWN = 30  # choices that are listed
_YES = ("y", "yes", "是", "确认", "写入")


def can_ask() -> bool:
    """Whether a person sits there."""
    return bool(sys.stdin) and sys.stdin.isatty()


def ask(question: str, default: str = "", needed: bool = False) -> str:
    """What a person types, or the default for an empty line; asked again while something is `needed`.

    UserError where the input ends.
    """
    while True:
        shown = f"（回车即 {escape_text(default, 80)}）" if default else "" if needed else "（可以不填，按回车）"
        print(f"{question}{shown}：", end=" ", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            raise UserError("没有写入：输入已经结束。")
        if text := line.strip() or default:
            return text
        if not needed:
            return ""


def choose(
    question: str, labels: Mapping[str, str], called: Mapping[str, Sequence[str]] | None = None, default: str = ""
) -> str:
    """The id that a person chooses among `labels` (id to words): by its number in the list, a name or pinyin."""
    names = called or {key: (words,) for key, words in labels.items()}
    shown = list(labels) if len(labels) <= _SHOWN else []
    _list(labels, shown)
    while True:
        text = ask(question, labels.get(default, ""), needed=True)
        if default and text == labels.get(default):
            return default
        if text.isdecimal() and 0 < int(text) <= len(shown):
            return shown[int(text) - 1]
        found = find_called(text, names)
        if found.meant:
            print(f"  {labels[found.meant]}")
            return found.meant
        shown = list(found.ids) or shown
        if found.ids:
            print("  可能是（写序号，或再写具体些）：")
            _list(labels, shown)
        else:
            print("  没有找到，请换个写法：名称、简称、编号，或拼音首字母。")


def confirm_writing(question: str) -> bool:
    """Whether a person says yes."""
    return ask(f"{question}（是写 y，否按 n）", needed=True).lower() in _YES


def until(question: str, read: Callable[[str], str], default: str = "") -> str:
    """What a person types, once `read` makes something of it; it gives an empty text where it does not."""
    while True:
        text = ask(question, default, needed=True)
        if made := read(text):
            return made
        print("  没有看懂，请再写一次。")


def _list(labels: Mapping[str, str], keys: Sequence[str]) -> None:
    for number, key in enumerate(keys, 1):
        print(f"  {number:>2}  {escape_text(labels[key], 100)}")
