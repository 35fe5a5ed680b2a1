"""The parser of one verb's arguments: it speaks Chinese, proposes what was meant, and never guesses an option."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from generator.model.problem import escape_text

USAGE = 2
_LONGEST = 600  # characters of one message
# argparse speaks through gettext; what it says to a clerk is Chinese whatever the locale.
_WORDS = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "需要一个值",
    "expected at most one argument": "最多一个值",
    "expected at least one argument": "至少需要一个值",
    "expected %s argument": "需要 %s 个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”；可用：%(choices)s",  # of numbers
    "invalid %(type)s value: %(value)r": "“%(value)s”不是合格的值",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "不带值，多写了 %s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "one of the arguments %s is required": "需要其中一个参数：%s",
}
_LACKING = re.compile("缺少参数：(.+)")


def speak_chinese() -> None:
    """Lets argparse speak Chinese."""
    for name, speak in (("_", _translate), ("ngettext", lambda one, many, number: _translate(one))):
        setattr(argparse, name, speak)  # not a public name


def _translate(message: str) -> str:
    return _WORDS.get(message, message)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help of one width; argparse would ask the terminal, and load much for it whether help is wanted or not."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese, exits with 2 on wrong usage, and never guesses an option."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Help, **options)  # type: ignore[arg-type]  # argparse's own

    def error(self, message: str) -> NoReturn:
        """Says in one line what is wrong and how to read more; of what is lacking, what each is."""
        lacking = _LACKING.fullmatch(message)
        if lacking:
            named = lacking[1].split(", ")
            told = [
                f"{name}（{action.help}）" for name in named for action in self._actions if _is_lacking(action, name)
            ]
            message = f"缺少参数：{'、'.join(told if len(told) == len(named) else named)}"
        self.exit(USAGE, f"{self.prog}：{escape_text(message, _LONGEST)}\n请用 {self.prog} --help 查看用法。\n")

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """The value; of a choice also by its Chinese name, as the help gives it: quarterly 季度通报."""
        if action.nargs == argparse.PARSER:
            return (
                arg_string  # the kind, and what belongs to it: the first is checked below, the others by its parser
            )
        if action.choices is not None and action.type is None and arg_string not in action.choices:
            alike = _name_choice(action, arg_string)
            if len(alike) == 1 and arg_string in _labels(action)[alike[0]]:
                return alike[0]
            raise _no_choice(action, arg_string)
        return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """The kind of a command that has several."""
        if action.nargs == argparse.PARSER and value not in (action.choices or ()):
            raise _no_choice(action, value)
        super()._check_value(action, value)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; of those that there are not, the nearest that there are."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(f"不认识的参数：{' '.join(unknown)}{self._propose(unknown)}")
        return found

    def parse_whole(self, given: list[str]) -> argparse.Namespace:
        """The arguments; an option or a name that was given as `--`, which stands for nothing, is refused."""
        found: argparse.Namespace = self.parse_args(given)
        for action in self._actions:
            if action.nargs is None and action.default != [] and getattr(found, action.dest, None) == []:
                self.error(f"参数 {action.metavar or action.dest}：需要一个值")
        return found

    def _propose(self, unknown: Sequence[str]) -> str:
        """The options that were probably meant, as a question; empty where none is near."""
        from generator.read.alike import find_alike

        options = {option: (option,) for option in self._option_string_actions if option.startswith("--")}
        near = [find_alike(word.partition("=")[0], options).ids for word in unknown if word.startswith("-")]
        meant = list(dict.fromkeys(ids[0] for ids in near if len(ids) == 1))
        return f"。是否想写 {'、'.join(meant)}？" if meant else ""


def _no_choice(action: argparse.Action, written: str) -> argparse.ArgumentError:
    alike = _name_choice(action, written)
    hint = f"。是否想写 {'、'.join(alike)}？" if alike else f"；可用：{'、'.join(map(str, action.choices or ()))}"
    return argparse.ArgumentError(action, f"没有“{written}”{hint}")


def _labels(action: argparse.Action) -> dict[str, tuple[str, ...]]:
    """Each choice with the Chinese name that the help gives it."""
    told = action.help or ""
    labels: dict[str, tuple[str, ...]] = {}
    for choice in map(str, action.choices or ()):
        named = re.search(rf"\b{re.escape(choice)} ([\u4e00-\u9fff]+)", told)
        labels[choice] = (choice, named[1]) if named else (choice,)
    return labels


def _name_choice(action: argparse.Action, written: str) -> tuple[str, ...]:
    from generator.read.alike import find_alike

    return find_alike(written, _labels(action)).ids


def _is_lacking(action: argparse.Action, name: str) -> bool:
    """Whether it is this required action that argparse calls by the name."""
    return action.required and name in ("/".join(action.option_strings), action.metavar, action.dest)
