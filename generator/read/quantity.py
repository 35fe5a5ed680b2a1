"""How many a reason speaks of, in the measure in which a standard deducts: 每件, 每人次, 每项 …

Only what is plainly a number of cases is found. Dates, durations, telephone numbers, amounts of money, ordinals,
sizes of a sample (抽查 10 件) and set phrases (八项规定) are none, and what is only about so many is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from generator.model.late_pattern import late_pattern
from generator.model.lazy_dataclass import dataclass

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}
_WIDE_DIGIT = re.compile("[０-９]")
_NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十百]{1,5}"
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百")
# In which words a reason may count what a standard counts; the measure itself first.
_COUNTED_AS = {
    "件": ("件", "宗", "单", "份", "张(?=工单|单)", "个(?=工单|事项|案件|诉求|件|建议|提案)"),
    "次": ("次", "回", "场"),
    "人次": ("人次", "人", "名", "位"),
    "人": ("人次", "人", "名", "位"),
    "个": ("个", "家"),
    "项": ("项", "条", "件", "个(?=事项|项目|任务|指标|目标|问题)"),
    "处": ("处", "个(?=附件|链接|页面|栏目|问题|点|差错|错)"),
    "起": ("起", "件", "例", "宗", "笔", "次"),
    "卷": ("卷", "册", "本", "份", "宗", "个(?=案卷|卷)"),
    "条": ("条", "项"),
    "份": ("份", "件", "篇"),
    "天": ("天",),
    "日": ("日", "天"),
    "工作日": ("个工作日", "工作日"),
    "小时": ("小时", "个小时"),
    "月": ("个月",),
}
_MEASURES = (
    "人次|工作日|小时|件|次|人|个|项|处|起|卷|条|份|(?<![逾超延到])期"
    "|例|户|篇|张|台|家|名|场|笔|宗|幅|块|天|日|月|页|节|门|批"
)
# 每件扣0.5分, 每少一次扣…, 每发现1起扣…, 每项（次）扣…, 每件0.5分, and 扣0.5分/件.
_PER = late_pattern(
    rf"每(?P<verb>[\u4e00-\u9fff]{{0,4}}?)[一1]?个?(?P<one>{_MEASURES})(?:[(（](?P<two>{_MEASURES})[)）])?"
    r"[^，。；、]{0,6}?(?:扣|减|[0-9.]+分)"
    rf"|分[/／](?P<after>{_MEASURES})"
)
_ORDINAL = r"[第前近每约超达余至到不满自从由后经][ ]?"
_SIGN = r"[-—~～/.．:：〔(（#№a-zA-Z0-9零一二两三四五六七八九十百千万点](?:、|[ ])?"
_ESTIMATE = r"(?:超过|不足|少于|多于|大于|小于|至少|最多|不超过|将近|大约|过去|最近|连续)[ ]?"
_SAMPLE = (
    r"(?:抽查|抽取|抽检|抽样|检查|查阅|查看|调阅|核查|受理|收到|承办|交办|下达|安排|计划|应当?|需|须|要求|规定|总共|总计|合计"
    r"|实际|仅|只|实到|到会|出席|参加|参训|共有)[^，。；、：！？]{0,8}?"
)
# What stands before a number that is no number of cases: an ordinal, a part of another number, an estimate, the size
# of a sample or of what was due.
_NOT_AFTER = late_pattern(f"(?:{_ORDINAL}|{_SIGN}|{_ESTIMATE}|{_SAMPLE})\\Z")
# What follows a measure that is none, but the beginning of another word; or a phrase that is set.
_NOT_BEFORE = {
    "个": r"工作日|自然日|日历日|月|多月|小时|学时|课时|季度|年|星期|周|礼拜|百分点|点(?!位)|半|方面|层面|阶段|环节"
    r"|意识|维护|自信|责任|代表|全面|确保|必须|结合|到位|一律|类别|字|人[大均]",
    "项": r"目(?!标)|下|规定|制度|清单|原则|纪律|机制|改革|行动|措施|要求|职责",
    "处": r"理|置|室|长|级|罚|分|于|以|科|在|方|所|境|事",
    "人": r"民|大|均|社|防|武|事|员|力|才|工|行|选|参加|参训|出席",
    "次": r"序|要|年|月|品|于|数|催|督|提醒|约谈|通知|通报|整改",
    "件": r"套|实事",
    "位": r"数|小数|于|置|列|次",
    "名": r"单|称|义|额|次",
    "条": r"例|件|款|规定|令|线",
    "份": r"额",
    "起": r"草|码|始|到|诉|来|步|施行|执行|实行|生效|算",
    "宗": r"旨|教",
    "家": r"长|属|庭|具|电|访|园",
    "单": r"位|独|项|程|价|元|号",
    "日": r"常|期|前|后|起|至|内|在|上|下|报|均",
    "天": r"前|后|内|然",
    "场": r"所|地|馆|次|面",
    "本": r"级|科|部门|单位|季|年|月|人|区|局|次",
    "回": r"复|访|应|函|收|避",
    "卷": r"宗",
    "笔": r"录|记|试",
    "例": r"会|行|外|如",
    "册": r"子",
}
_ABOUT = "(?!多|余|左右|以上|以下|以内|上下|之内)"
_AMONG = late_pattern("其中|中(?=[0-9一二两三四五六七八九十])")
_LARGEST = 200  # more cases at once are no single record
_BARE = ("一", "二", "百")  # 一次、二次供水、百件实事 are set phrases


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of cases in a text: how many, the measure word, as it is written, and where it begins."""

    number: int
    measure: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What a standard deducts for: each of `words`; `is_lack` where each one that is missing (每少一次)."""

    words: tuple[str, ...]
    is_lack: bool = False


@lru_cache(maxsize=1024)
def find_measure(standard: str) -> Measure | None:
    """The measure of a standard's wording (每件扣0.5分: 件); None where it deducts for the finding as a whole."""
    found = _PER().search(standard)
    if found is None:
        return None
    words = tuple(word for word in (found["one"], found["two"], found["after"]) if word)
    if words == ("人", "次"):
        words = ("人次",)
    return Measure(words, (found["verb"] or "").endswith(("少", "缺")))


def has_numeral(text: str) -> bool:
    """Whether `text` has a sign that a number could be written with; where it has none, it has no quantity."""
    return not _NUMERALS.isdisjoint(text)


def find_quantities(text: str, measure: Measure) -> tuple[Quantity, ...]:
    """The numbers of cases in `text` that count what `measure` does, in their order.

    Of a sample and what was wrong among it, only the latter: 工单 10 件，其中 3 件逾期.
    """
    plain = text.translate(_NARROW) if _WIDE_DIGIT.search(text) else text
    found = tuple(_find_all(plain, measure))
    among = _AMONG().search(plain) if len(found) > 1 else None
    if among:
        found = tuple(quantity for quantity in found if quantity.start > among.start()) or found
    return found


def _find_all(text: str, measure: Measure) -> Iterator[Quantity]:
    for match in _pattern(measure).finditer(text):
        number = 0 if match["number"] in _BARE else read_numeral(match["number"])
        if 0 < number <= _LARGEST and not _NOT_AFTER().search(text, 0, match.start("number")):
            start = match.start("number")
            yield Quantity(number, match["measure"], text[start : match.end()], start)


@cache
def _pattern(measure: Measure) -> re.Pattern[str]:
    words = []
    for word in dict.fromkeys(word for each in measure.words for word in _COUNTED_AS.get(each, (each,))):
        barred = _NOT_BEFORE.get(word, "")
        words.append(word + (f"(?!{barred})" if barred else ""))
    before = "(?:少|缺|漏)[^，。；]{0,4}?" if measure.is_lack else ""
    if measure.words == ("日",):  # else it is a day of the month
        before = "(?:逾期|超期|延误|延期|迟|晚)[^，。；]{0,3}?"
    return re.compile(rf"{before}(?P<number>{_NUMBER})\s?(?P<measure>{'|'.join(words)}){_ABOUT}")


def read_numeral(text: str) -> int:
    """The number that ASCII digits or Chinese numerals up to 999 write; 0 where they write none (十十)."""
    if text.isascii():
        return int(text)
    hundreds, has_hundreds, rest = text.rpartition("百")
    tens, has_tens, ones = rest.rpartition("十")
    parts = (_digit(hundreds, bool(has_hundreds)), _digit(tens, bool(has_tens)), _digit(ones, False))
    if any(part is None for part in parts):
        return 0
    return sum((part or 0) * unit for part, unit in zip(parts, (100, 10, 1), strict=True))


def _digit(text: str, is_unit: bool) -> int | None:
    """The digit `text`; where it is empty 1 before a unit (十二), else 0; None where it is more than a digit."""
    return _DIGITS.get(text) if text else int(is_unit)
