"""Numbers on pages stay with what belongs to them: no line ends between a figure and its unit, nor within a date.

After the year of a date it may: 2015年12月31日 in one piece leaves half a line of a telephone empty. Short heads of
columns stay whole, and so do the last characters of a long title.

A browser may end a line between “12” and “条”, and after each hyphen of 2015-11-05. What forbids it is markup about
the words, not a sign within them: signs would be copied along, and found by nobody who searches for the number.
"""

from __future__ import annotations

import re

_OPEN = '<span class="kh-one">'
_SHUT = "</span>"
# Where markup has no place, or where a line ends only where it is told to.
_LEFT_ALONE = re.compile(r"(<(svg|code|pre|script|style|title|textarea|select|datalist)\b.*?</\2>)", re.DOTALL)
_FIGURE = r"[0-9]{1,9}(?:[.,][0-9]+)*(?![0-9])"  # what is longer is an id
_HAN = "[\u4e00-\u9fff]"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9A-Za-z-])|[0-9]{1,2} ?月 ?[0-9]{1,2} ?日"
_NUMBER = f"第 ?{_FIGURE}(?: ?{_HAN})?|〔[0-9]{{4}}〕 ?[0-9]+ ?号|[−＋]?{_FIGURE}(?: ?[%‰](?: ?{_HAN})?| ?{_HAN})"
_CLAUSE = "第[一二三四五六七八九十百]+[条章节款项名]"
# A part of an id, an address or an entity is no number; nor is what stands within a tag. How each of these may begin
# is asked first: at nearly every place of a page that is the only question.
_TOGETHER = re.compile(rf"(?=[0-9第〔−＋])(?<![0-9A-Za-z_.,#/-])(?:{_DAY}|{_NUMBER}|{_CLAUSE})(?![^<>]*>)")

# A head of at most four characters; a longer one may go on below.
_HEAD = re.compile(rf">({_HAN}{{2,4}})(?=</th>)")
# What is left alone may stand in it: then what comes behind begins within the title.
_TITLE = re.compile(r"(?:\A|<h1\b).*?</h1>", re.DOTALL)
# The end of a long title: a line of one character, 知 of 的通知, is none.
_END = re.compile(rf"(?<=[^<>]{{8}}){_HAN}{{3}}(?=(?:<a[^<]*</a>)?</h1>)")
_WHOLE = rf"{_OPEN}\g<0>{_SHUT}"


def keep_together(html: str) -> str:
    """`html` with each number and its unit, each date, document number, clause and short head as one on its line."""
    parts = _LEFT_ALONE.split(html)
    # Of three parts the first is text, the second what is left alone, the third its name.
    parts[::3] = [_in_text(part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def _in_text(html: str) -> str:
    heads = _HEAD.sub(rf">{_OPEN}\1{_SHUT}", _TOGETHER.sub(_WHOLE, html))
    return _TITLE.sub(lambda title: _END.sub(_WHOLE, title[0]), heads)
