"""What a clerk did where libyaml only says what it expected: the place of the slip, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.model.problem import Location, Problem

_TAB = re.compile("[ ]*\t(?=.*\\S)")
WIDE_COLON_LINE = re.compile("[ ]*(?:- )?(?:[a-z][a-z0-9_-]*|[\u4e00-\u9fff]{1,8})：")
# The usual slips of a Chinese keyboard; libyaml goes on reading and stumbles on some later line.
_SLIPS = (
    (re.compile("[ ]*\u3000"), "KH109", "行首有全角空格", "请改用半角空格缩进。"),
    (
        WIDE_COLON_LINE,
        "KH109",
        "字段名后用了全角冒号“：”",
        "请改用半角冒号加一个空格，如 unit: fagaiju。",
    ),
    (
        re.compile("[ ]*(?:- )?[a-z][a-z0-9_-]*: *[｛［]"),
        "KH109",
        "用了全角括号",
        "请改用半角的 { } 或 [ ]，逗号和冒号也用半角。",
    ),
    (_TAB, "KH115", "行首有制表符（Tab）", "请改用空格缩进。"),
)
_SHOWN = 8  # lines of the same slip that are listed; of more, how many there are
# What libyaml says, and what is meant; the first that fits.
_MEANT = (
    ("directive", "KH110", "不支持 YAML 指令（% 开头的行）", "请删除这一行；文字请加双引号。"),
    ("tag", "KH110", "不支持类型标签（!）", "请删除标签；文字请加双引号。"),
    ("anchor", "KH110", "不支持锚点和引用（& 和 *）", "请写出完整的值；文字请加双引号。"),
    ("alias", "KH110", "不支持锚点和引用（& 和 *）", "请写出完整的值；文字请加双引号。"),
    ("<document start>", "KH111", "文件里有多余的内容，像是另一份文档", "请一个文件只写一份，并检查缩进。"),
    ("tab", "KH115", "用了制表符（Tab）", "请改用空格。"),
    ("escape", "KH108", "双引号里有不认识的转义（反斜杠）", "请把反斜杠写成两个，或改用单引号。"),
    ("quoted scalar", "KH108", "引号没有成对", "请检查这段文字前后的引号。"),
    ("flow", "KH108", "括号 [ ] 或 { } 没有成对，或缺少逗号", "请检查括号和逗号，都用半角。"),
    (
        "mapping values",
        "KH108",
        "一行里出现了第二个“: ”",
        "中文里的冒号请用全角“：”；要保留冒号加空格的，请给整段文字加上双引号。",
    ),
    ("could not find expected ':'", "KH108", "这一行缺少冒号", "请写成“字段: 值”，冒号后加一个空格。"),
    ("cannot start any token", "KH108", "这个字符不能用在这里", "请给整段文字加上双引号。"),
    ("block sequence", "KH108", "列表没有对齐，或缺少“- ”", "请检查“- ”前的空格。"),
    ("block collection", "KH108", "列表没有对齐，或缺少“- ”", "请检查“- ”前的空格。"),
    ("block mapping", "KH108", "这一行没有与上面的行对齐，或缺少“字段: 值”的冒号", "请检查缩进和冒号。"),
    ("block scalar", "KH108", "“|”或“>”之后的写法不对", "请把文字写在下一行，并比字段名多缩进两格。"),
)


def explain_syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The problem behind an error of libyaml."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = _opened(error, said) or error.problem_mark
    if mark is None:
        return Problem(Location(file, 1, 1), "KH108", "文件内容无法按 YAML 读取", "请检查文件是否完整。")
    lines = text.split("\n")
    number, column = _within(lines, mark.line, mark.column)
    stumbled = error.problem_mark.line if error.problem_mark else number
    return (
        _explain_slip(file, lines, min(stumbled, len(lines) - 1))
        or _explain_place(file, lines[number], number, column, said)
        or Problem(Location(file, number + 1, column + 1), *_meaning(said))
    )


def _within(lines: list[str], number: int, column: int) -> tuple[int, int]:
    """The place, counted from 0, or where the last line that is not blank ends if there is nothing at the place."""
    if number < len(lines) and lines[number].strip():
        return number, column
    last = next((at for at in range(min(number, len(lines) - 1), -1, -1) if lines[at].strip()), 0)
    return last, max(0, len(lines[last].rstrip()) - 1)


def explain_fold(file: str, text: str, first: int) -> Problem:
    """KH119 at the line that YAML joins to the unquoted text which begins on the `first` line, counted from 0."""
    lines = text.split("\n")
    number = next(at for at in range(first + 1, len(lines)) if lines[at].strip())
    slip = _explain_slip(file, lines, number)
    if slip:
        return slip
    bracket = _find_open_bracket(lines[first])
    if bracket >= 0:
        return Problem(Location(file, first + 1, bracket + 1), *_meaning("flow"))
    return Problem(
        Location(file, number + 1, _indent(lines[number]) + 1),
        "KH119",
        "这一行会接到上一行的文字后面",
        "如是新的字段或新的一项，请检查缩进、冒号和逗号；如要分行写文字，请用“|-”，并从下一行写起。",
    )


def _find_open_bracket(line: str) -> int:
    """Where the last bracket stands that `line` opens and does not close, counted from 0; -1 where there is none."""
    opened = []
    for at, sign in enumerate(re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "x" * len(quoted[0]), line)):
        if sign in "[{":
            opened.append(at)
        elif sign in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else -1


def _opened(error: yaml.MarkedYAMLError, said: str) -> yaml.Mark | None:
    """Where the quote, bracket or key began that was never ended; libyaml points to where it expected the end."""
    unclosed = ("quoted scalar" in said or "flow" in said) and "escape" not in said
    return error.context_mark if unclosed or "could not find expected ':'" in said else None


def _explain_slip(file: str, lines: list[str], number: int) -> Problem | None:
    """A slip of the keyboard on the line `number`, counted from 0, or on the last line above that is not blank."""
    for at in _line_and_above(lines, number):
        for pattern, code, message, hint in _SLIPS:
            found = pattern.match(lines[at])
            if found:
                also = _list_tabs(lines, at) if pattern is _TAB else ""
                return Problem(Location(file, at + 1, found.end()), code, message, also + hint)
    return None


def _list_tabs(lines: list[str], first: int) -> str:
    """A sentence on the other lines that begin with a tab: libyaml stops at one of them."""
    others = [str(number) for number, line in enumerate(lines, 1) if _TAB.match(line) and number != first + 1]
    if not others:
        return ""
    rest = f"等共 {len(others)} 行" if len(others) > _SHOWN else "行"
    return f"第 {'、'.join(others[:_SHOWN])} {rest}也有。"


def _line_and_above(lines: list[str], number: int) -> Iterator[int]:
    above = (at for at in range(number - 1, -1, -1) if lines[at].strip())
    yield from sorted({number, next(above, number)})


def _explain_place(file: str, line: str, number: int, column: int, said: str) -> Problem | None:
    """What the line itself shows: a comment inside brackets, a lost colon above, text after a closing quote."""
    before = line[:column].rstrip()
    place = Location(file, number + 1, column + 1)
    if "flow" in said and " #" in line[column:]:
        return Problem(place, "KH212", "括号里的“ #”及之后的文字被当作注释截去", "请给含“#”的文字加上双引号。")
    if "could not find" in said and line.lstrip().startswith(("{", "[")):
        return Problem(place, "KH108", "列表的一项缺少“- ”", "请在前面加上“- ”，并与其他项对齐。")
    if "mapping values" in said and ": " not in before:
        place = Location(file, number + 1, _indent(line) + 1)
        return Problem(place, "KH108", "这一行没有对齐，或上一行缺少冒号", "请检查这一行的缩进和上一行的冒号。")
    if "block mapping" in said and before.endswith(('"', "'", "]", "}")):
        return Problem(place, "KH108", "引号或括号之后还有文字", "请把整段文字放进一对引号里，或删除多余的部分。")
    return None


def _meaning(said: str) -> tuple[str, str, str]:
    """Code, message and hint for what libyaml said."""
    for words, code, message, hint in _MEANT:
        if words in said:
            return code, message, hint
    return "KH108", "这里的书写不合 YAML 格式", "请对照相邻的行，检查缩进、冒号和引号。"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
