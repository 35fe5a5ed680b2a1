"""From bytes to text: UTF-8, without a byte order mark, without unseen characters."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from generator.model.problem import UNSEEN_CLASS, Location, Problem

MAX_BYTES = 512 * 1024

_FORBIDDEN = re.compile(f"[{UNSEEN_CLASS}]")
_BOMS = (
    (BOM_UTF8, "带有 BOM 的 UTF-8"),
    (BOM_UTF32_LE, " UTF-32"),  # begins with the mark of UTF-16
    (BOM_UTF32_BE, " UTF-32"),
    (BOM_UTF16_LE, " UTF-16"),
    (BOM_UTF16_BE, " UTF-16"),
)
_SAVE_AS = (
    "请另存为不带 BOM 的 UTF-8：新版记事本点“文件”“另存为”，“编码”选“UTF-8”；"
    "旧版记事本存不出这种编码，请改用网页编辑器：把全部文字复制进去保存。"
)
_DROP_MARK = (
    "内容不用改，只换编码：新版记事本点“文件”“另存为”，“编码”选“UTF-8”，不选“带有 BOM 的 UTF-8”；"
    "旧版记事本总会加上 BOM，请改用网页编辑器：把全部文字复制进去保存。"
)
_LOOKED_AT = 400  # bytes at the beginning of a file from which its encoding is guessed


def check_size(file: str, size: int) -> Problem | None:
    """KH104 where a file of `size` bytes is too large to be a data file."""
    if size <= MAX_BYTES:
        return None
    message = f"文件有 {size} 字节，超过上限 {MAX_BYTES} 字节"
    return Problem(Location(file), "KH104", message, "请确认没有误放其他文件。")


def read_text(file: str, data: bytes) -> str | Problem:
    """The text of a data file with line feeds between its lines, or the problem that keeps it from being read."""
    too_large = check_size(file, len(data))
    if too_large:
        return too_large
    for mark, name in _BOMS:
        if data.startswith(mark):
            hint = _DROP_MARK if mark == BOM_UTF8 else _SAVE_AS
            return Problem(Location(file), "KH106", f"文件编码看来是{name}", hint)
    if data[:_LOOKED_AT].count(0) > len(data[:_LOOKED_AT]) // 4:
        return Problem(Location(file, 1, 1), "KH105", "文件编码看来是 UTF-16", _SAVE_AS)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _explain_encoding(file, data, error.start)
    text = text.replace("\r\n", "\n")
    found = _FORBIDDEN.search(text)
    return _explain_character(file, text, found.start()) if found else text


def find_unseen(text: str) -> str:
    """The first character of `text` that no text may hold, or an empty text."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else ""


def find_all_unseen(line: str) -> list[int]:
    """Where in `line` characters stand that no text may hold, counted from 0."""
    return [found.start() for found in _FORBIDDEN.finditer(line)]


def name_unseen(character: str) -> str:
    """Code and kind of an unseen character in words: U+202E，控制文字方向的字符."""
    kind = next((name for name, found in _NAMES if re.match(f"[{found}]", character)), "控制字符")
    return f"U+{ord(character):04X}，{kind}"


_NAMES = (
    ("控制文字方向的字符", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    ("特殊换行符", "\r\x85\u2028\u2029"),
    ("特殊空格", "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800"),
    ("零宽字符", "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060\u3164\ufe00-\ufe0f\ufeff\uffa0"),
    ("自造字，他人的电脑无法显示", "\ue000-\uf8ff\U000f0000-\U0010ffff"),
    ("替换字符，说明文字在转换编码时已损坏", "\ufffd"),
)


def _explain_encoding(file: str, data: bytes, start: int) -> Problem:
    """KH105 with the encoding that the file seems to have, at the first byte that is not UTF-8."""
    line = data.count(b"\n", 0, start) + 1
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
    place = Location(file, line, column)
    if _is_damaged(data):
        return Problem(place, "KH105", "这里有损坏的字节", "请从备份或上一个版本恢复这一行，并保存为 UTF-8 编码。")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(place, "KH105", "文件不是 UTF-8 编码", _SAVE_AS)
    return Problem(place, "KH105", "文件编码看来是 GBK（GB18030）", _SAVE_AS)


def _is_damaged(data: bytes) -> bool:
    """Whether there is more Chinese in UTF-8 than bytes that are not: then bytes were lost, the encoding is right."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum("\u3000" <= character <= "\uffef" for character in text) > wrong


def _explain_character(file: str, text: str, at: int) -> Problem:
    line = text.count("\n", 0, at) + 1
    place = Location(file, line, at - text.rfind("\n", 0, at))
    if text[at] == "\r":
        message = "行尾是单独的回车符（CR）"
        return Problem(place, "KH107", message, "请把换行方式改为 LF 或 CRLF 再保存。")
    return Problem(
        place,
        "KH107",
        f"有看不见的或不允许的字符（{name_unseen(text[at])}）",
        "请删除这个字符；如从别处粘贴而来，请重新输入这一行。",
    )
