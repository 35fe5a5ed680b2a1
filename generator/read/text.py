"""From bytes to text: UTF-8, without a byte order mark, without unseen characters."""

from __future__ import annotations

import re

from generator.model.problem import Place, Problem, escape_text

MAX_BYTES = 512 * 1024

# What must never stand in a file, as one class: fast to search, explained by `_NAMES` when found.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_BOMS = (
    (b"\xef\xbb\xbf", "带有 BOM 的 UTF-8"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_text(file: str, data: bytes) -> str | Problem:
    """The text of a data file, or the problem that keeps it from being read."""
    if len(data) > MAX_BYTES:
        return Problem(
            Place(file),
            "KH104",
            f"文件有 {len(data)} 字节，超过上限 {MAX_BYTES} 字节",
            "请确认没有误放其他文件。",
        )
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Problem(
                Place(file, 1, 1), "KH106", f"文件编码看来是{name}", "请另存为“UTF-8（无 BOM）”编码。"
            )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _explain_encoding(file, data, error.start)
    text = text.replace("\r\n", "\n")
    found = _FORBIDDEN.search(text)
    return _explain_character(file, text, found.start()) if found else text


def _explain_encoding(file: str, data: bytes, start: int) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
    guess = "不是 UTF-8 编码"
    if b"\x00" in data[:200]:
        guess = "文件编码看来是 UTF-16"
    else:
        try:
            data.decode("gb18030")
            guess = "文件编码看来是 GBK（GB18030）"
        except UnicodeDecodeError:
            pass
    return Problem(Place(file, line, column), "KH105", guess, "请另存为 UTF-8 编码。")


def _explain_character(file: str, text: str, at: int) -> Problem:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    character = text[at]
    if character == "\x00" and text[1:2] == "\x00":
        return Problem(Place(file, 1, 1), "KH105", "文件编码看来是 UTF-16", "请另存为 UTF-8 编码。")
    return Problem(
        Place(file, line, column),
        "KH107",
        f"有看不见的或不允许的字符 {escape_text(character)}（{_name(character)}）",
        "请删除这个字符；如从别处粘贴而来，请重新输入这一行。",
    )


def _name(character: str) -> str:
    code = ord(character)
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F, 0x061C):
        return "控制文字方向的字符"
    if code in (0x2028, 0x2029, 0x85):
        return "特殊换行符"
    if code in (0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD, 0x180E):
        return "零宽字符"
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "自造字，他人的电脑无法显示"
    return "控制字符"
