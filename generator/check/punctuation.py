"""Half-width marks and straight quotes in Chinese text (GB/T 15834—2011); numbers, times, addresses, English stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.texts import list_texts
from generator.model.late_pattern import late_pattern
from generator.model.problem import Problem
from generator.rules.corpus import Corpus

_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
_SUSPECT = re.compile(r"[\"',.;:?!()<>\[\]]|--|。。")
_HAN = late_pattern(_CHINESE)
# Addresses, mail addresses, file names, numbers, times, versions, words with marks inside: they stay as they are.
_KEPT = late_pattern(
    r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]*[A-Za-z0-9/#=&_~-]"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]*[A-Za-z0-9]"
    r"|\.?[A-Za-z0-9_]+(?:[.,:'/&@-]+[A-Za-z0-9_]+)+"
    r"|[0-9]+\.(?=[^0-9。])"
)
_DOTS = late_pattern(rf"(?<={_CHINESE})(?:\.{{3,6}}|。{{2,6}})")
_DASHES = late_pattern(rf"(?<={_CHINESE})-{{2,4}}(?={_CHINESE})")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_OPENERS, _CLOSERS = "(（[【〔［<《", ")）]】〕］>》"
# What opens and what closes, of two kinds that are meant as one: what they become.
_MIXED = {
    "（)": "（）",
    "(）": "（）",
    "【]": "【】",
    "[】": "【】",
    "〔]": "〔〕",
    "[〕": "〔〕",
    "［]": "［］",
    "[］": "［］",
}
_MIXED |= {"《>": "《》", "<》": "《》"}
_WHOLE = 160  # characters of a text that are repeated in full
_AROUND = 8  # characters on either side of a change that are repeated of a longer one


def check_punctuation(corpus: Corpus) -> Iterator[Problem]:
    """KH329, a reminder: a Chinese text has half-width marks or straight quotes; the hint has it as it should be."""
    for text in list_texts(corpus, _SUSPECT.search):
        mended = mend_punctuation(text.value)
        if mended != text.value:
            hint = f"请写成：{_show(text.value, mended)}"
            yield Problem(text.place, "KH329", "中文里用了半角标点、直引号或不配对的括号", hint, "warning")


def mend_punctuation(text: str) -> str:
    """`text` with the marks of Chinese where they stand beside Chinese; every other text as it is."""
    if not _HAN().search(text):
        return text
    return "\n".join(_mend_line(line) for line in text.split("\n"))


def _mend_line(line: str) -> str:
    line = _mend_quotes(line)
    kept = [found.span() for found in _KEPT().finditer(line)]
    signs = list(line)
    _mend_mixed(signs)
    _mend_pairs(signs, kept, "(", ")", "（", "）")
    _mend_pairs(signs, kept, "<", ">", "《", "》")
    for at, sign in enumerate(line):
        full = "" if _is_kept(at, kept) else _widen(signs, at, sign)
        if full:
            signs[at] = full
            _drop_space(signs, at)
    mended = "".join(signs)
    if "..." in mended or "。。" in mended:
        mended = _DOTS().sub("……", mended)
    return _DASHES().sub("——", mended) if "--" in mended else mended


def _mend_mixed(signs: list[str]) -> None:
    """Brackets of which one is a mark of Chinese and the other is not: both become that mark."""
    opened: list[int] = []
    for at, sign in enumerate(signs):
        if sign in _OPENERS:
            opened.append(at)
        elif sign in _CLOSERS and opened and (pair := _MIXED.get(signs[opened[-1]] + sign, "")):
            signs[opened.pop()], signs[at] = pair[0], pair[1]
        elif sign in _CLOSERS and opened:
            opened.pop()


def _widen(signs: list[str], at: int, sign: str) -> str:
    """The mark of Chinese in place of `sign`; empty where it stays."""
    if sign == ".":
        return "。" if _ends_sentence(signs, at) else ""
    return _FULL[sign] if sign in _FULL and _is_beside_chinese(signs, at) else ""


def _drop_space(signs: list[str], at: int) -> None:
    """A mark of Chinese has its room in itself: a blank beside it goes."""
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(signs) and signs[beside] == " ":
            signs[beside] = ""


def _mend_quotes(line: str) -> str:
    """Straight quotes in pairs around or beside Chinese; single ones inside double ones; an apostrophe stays."""
    for straight, left, right in (('"', "“", "”"), ("'", "‘", "’")):
        places = [
            at
            for at, sign in enumerate(line)
            if sign == straight and not (_is_word(line, at - 1) and _is_word(line, at + 1))
        ]
        if len(places) % 2:
            continue  # which of them opens is not known
        signs = list(line)
        for first, last in zip(places[::2], places[1::2], strict=True):
            beside = line[max(0, first - 1) : first] + line[first:last] + line[last + 1 : last + 2]
            if _HAN().search(beside):
                signs[first], signs[last] = left, right
        line = "".join(signs)
    if "“" not in line and "‘" in line:  # the outer marks are the double ones
        line = line.replace("‘", "“").replace("’", "”")
    return line


def _mend_pairs(signs: list[str], kept: list[tuple[int, int]], left: str, right: str, wide: str, close: str) -> None:
    """Brackets that belong together, where Chinese stands inside or, for round ones, beside them."""
    opened: list[int] = []
    for at, sign in enumerate(signs):
        if sign == left and not _is_kept(at, kept):
            opened.append(at)
        elif sign == right and opened and not _is_kept(at, kept):
            first = opened.pop()
            inside = "".join(signs[first + 1 : at])
            beside = "".join(signs[max(0, first - 1) : first] + signs[at + 1 : at + 2]) if left == "(" else ""
            if _HAN().search(inside + beside):
                signs[first], signs[at] = wide, close


def _is_kept(at: int, kept: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in kept)


def _is_word(line: str, at: int) -> bool:
    return 0 <= at < len(line) and line[at].isascii() and line[at].isalnum()


def _is_beside_chinese(signs: list[str], at: int) -> bool:
    """Whether Chinese stands before a mark, or after it with no other language before."""
    before = "".join(signs[max(0, at - 2) : at]).rstrip()[-1:]
    after = "".join(signs[at + 1 : at + 3]).lstrip()[:1]
    if _HAN().match(before):
        return not (signs[at] == ":" and after == "/")
    return bool(_HAN().match(after)) and (before.isdigit() or not before or before in ")]%")


def _ends_sentence(signs: list[str], at: int) -> bool:
    """Whether a point stands after Chinese, and neither in an ellipsis nor before the end of a file's name."""
    before = signs[at - 1] if at else ""
    after = signs[at + 1] if at + 1 < len(signs) else ""
    is_ellipsis = after == "." or before == "."
    return bool(_HAN().match(before)) and not is_ellipsis and not (after.isascii() and after.isalpha())


def _show(text: str, mended: str) -> str:
    """The mended text, of a long one what changed with what is around it."""
    if len(mended) <= _WHOLE:
        return mended.replace("\n", " ")
    from difflib import SequenceMatcher

    changed = [
        (c, d) for tag, _, _, c, d in SequenceMatcher(None, text, mended, False).get_opcodes() if tag != "equal"
    ]
    shown = [f"“{mended[max(0, start - _AROUND) : end + _AROUND]}”" for start, end in changed[:4]]
    return ("…、".join(shown) + ("等" if len(changed) > 4 else "")).replace("\n", " ")
