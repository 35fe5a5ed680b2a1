"""The workbook of one year: a first sheet that explains, the scores that check themselves, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.number import format_points
from generator.opendata.book_sheets import BookSheets
from generator.opendata.catalogue import license_of
from generator.opendata.change_table import change_sheet
from generator.opendata.disclosure import Disclosure
from generator.opendata.item_sheets import lay_records, standards_sheet
from generator.opendata.marking import KEYWORDS, MARK, mark_sheet
from generator.opendata.part_sheets import PartSheets
from generator.opendata.register_sheets import register_sheets
from generator.opendata.score_sheets import CHECK_SPAN, DIFFERS, correction_sheet, lay_scores, period_sheet
from generator.opendata.sheet import COVER_NAME, CoverLine, Formula, Sheet, Workbook
from generator.public.periods import draft_word
from generator.rules.effect_words import reword
from generator.rules.given_tables import UNIT_KEYS
from generator.score.operations import Value
from generator.score.result import YearResult
from generator.words.result_words import points_noun, total_words
from generator.words.rounding_words import rounding_words

_RECORDS = "扣分记录：每笔的有效扣分，撤销的和施行前不计分的为 0，复核减少的为复核后扣分。"


def build_workbook(disclosure: Disclosure, year: int) -> Workbook:
    """The workbook of the latest period of `year`."""
    result = disclosure.latest(year).result
    book = BookSheets(result.filled, _names(result))
    records = lay_records(disclosure, year, book.plan)
    parts = PartSheets(disclosure, result, book)
    scores = lay_scores(result, book.plan)
    first, *others = parts.fill()
    sheets = [
        scores.fill(),
        period_sheet(disclosure, year),
        first,
        records.fill(),
        *others,
        standards_sheet(disclosure, year),
    ]
    corrections = correction_sheet(disclosure, year)
    if corrections.rows:
        sheets.append(corrections)
    sheets += register_sheets(disclosure, year, {sheet.name for sheet in sheets} | {COVER_NAME, "变动记录"})
    sheets.append(change_sheet(disclosure, year))
    site = disclosure.site
    title = f"{site.title}　{year}年度数据" + (f"（{MARK}）" if site.demo else "")
    marked = tuple(mark_sheet(site, sheet) for sheet in sheets)
    keywords = KEYWORDS if site.demo else ()
    return Workbook(title, site.office, tuple(_cover(disclosure, year, sheets)), marked, keywords)


def _names(result: YearResult) -> dict[str, dict[Value, str]]:
    """What the ids in the keys of the tables are called."""
    scheme = result.scheme
    units: dict[Value, str] = {unit.unit.id: unit.unit.name for unit in result.units}
    return {
        "unit": units,
        **dict.fromkeys(UNIT_KEYS, units),
        "item": {item.id: item.name for item in scheme.items.values()},
        "measure": {rule.id: rule.name for rule in scheme.measures},
        "import": {rule.id: rule.name for rule in scheme.imports},
    }


def version_words(disclosure: Disclosure) -> str:
    """The commit of the data, or that they were in none."""
    return disclosure.commit or "由没有提交的文件生成"


def _cover(disclosure: Disclosure, year: int, sheets: list[Sheet]) -> Iterator[CoverLine]:
    shown = disclosure.latest(year)
    site, scheme = disclosure.site, shown.result.scheme
    for note in disclosure.notes:
        yield CoverLine("注意", note, style="warning")
    if shown.period.draft:
        yield CoverLine(
            draft_word(shown.period.demo), "这一时段的结果尚未发布，仅供核对，可能变动。", style="warning"
        )
    if scheme.is_sample:
        yield CoverLine("示例设置", "考核单项、标准和计算设置为示例，不是通知原文。", style="warning")
    if disclosure.changes_missing:
        yield CoverLine("变动记录", disclosure.changes_missing, style="warning")
    yield CoverLine("数据", style="heading")
    yield CoverLine("提供单位", site.office)
    yield CoverLine("考核办法", f"{scheme.title}（{scheme.document}）")
    state = shown.period.state_name
    yield CoverLine("时段", f"{shown.period.name}（{state}），截至 {shown.result.until.isoformat()}")
    yield CoverLine("数据版本", version_words(disclosure))
    yield CoverLine("许可协议", f"{license_of(disclosure).name}，全文见 {license_of(disclosure).url}")
    yield CoverLine("出处", site.base_url)
    yield CoverLine("各表（点击表名打开）", style="heading")
    for sheet in sheets:
        yield CoverLine(sheet.name, sheet.note or sheet.title, sheet=sheet.name)
    yield CoverLine("验算", style="heading")
    yield from _steps(shown.result)
    differing = f'COUNTIF({CHECK_SPAN},"{DIFFERS}")'
    yield CoverLine(
        "核对结果",
        Formula(f'IF({differing}=0,"全部一致","有 "&{differing}&" 个单位不一致")', "全部一致"),
    )


def _steps(result: YearResult) -> Iterator[CoverLine]:
    """How the score can be followed from sheet to sheet."""
    scheme, noun = result.scheme, points_noun(result)
    votes, has_items = bool(scheme.appraisals), any(part.items for part in result.laid.parts)
    steps = []
    if has_items:
        steps.append(reword(_RECORDS, noun))
        steps.append(f"单项{noun}：同一单位同一单项的有效分数按标准合成（SUMIFS），不超过单项分值（MIN）。")
    if votes:
        lost = " 和 ".join(dict.fromkeys(f"{part.name}扣分" for part in scheme.appraisals))
        steps.append(f"评议计票、评议满意率：由票数算出满意率和{lost}。")
    weight = scheme.target_assessment_weight
    whose = f"{scheme.target_whose}的" if scheme.target_whose else ""
    counts = "" if weight is None else f"；{whose}得分 × {format_points(weight)} 计入{scheme.target_assessment}"
    steps.append(f"得分：{total_words(result)}，再排名次{counts}。")
    for number, words in zip("一二三四", steps, strict=False):
        yield CoverLine(f"第{number}步", words)
    words = f"{rounding_words(scheme)}。"
    yield CoverLine("舍入", words + "公式中内层的 ROUND 只消除表格软件二进制计算的尾差，不改变结果。")
    tried = "、".join(name for name, there in ((f"一笔{noun}", has_items), ("票数", votes)) if there)
    if tried:
        yield CoverLine("试一试", f"改动任何{tried}，得分、名次会随之变化，“核对”会显示“不一致”。")
