"""Drafts of deductions for targets that were missed: an indicator never deducts by itself, a clerk decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.acts.record_act import Drafts, FilledForm, propose_drafts, write_drafts
from generator.acts.record_source import RecordSource, StandardOffer, find_item, offer_standards
from generator.acts.record_words import problem_words, tell_proposed, tell_written
from generator.check.indicator_rules import list_missed
from generator.git.identity import read_identity
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, format_rate
from generator.model.problem import UserError
from generator.model.quarter import span_end
from generator.score.register_indicators import Reached, period_of
from generator.score.register_states import item_names, title_of

NOTE = "草稿，由 kaohe draft 按目标指标写出；经办人核实扣不扣、扣多少，补全材料，改正后再提交。"
_SOURCES = {"quarterly": "review", "year-end": "evaluation"}


@dataclass(frozen=True, slots=True)
class MissedTarget:
    """A target that was missed: what it is called, and the draft; `why` says why there is none."""

    title: str
    form: FilledForm | None
    why: str = ""


def draft_indicators(source: RecordSource, year: int | None = None) -> tuple[MissedTarget, ...]:
    """Every entry that misses its target and has neither a deduction nor a word on it, of `year` or of all years."""
    found = (one for one in list_missed(source.corpus) if year is None or one[0].day.year == year)
    return tuple(_draft(source, entry, reached) for entry, reached in found)


def tell_missed(missed: Sequence[MissedTarget]) -> Iterator[str]:
    """The targets that were missed, and that what follows are drafts."""
    for one in missed:
        yield f"未达到目标：{one.title}{'。' + one.why if one.why else ''}"
    if any(one.form is not None for one in missed):
        yield "以下是草稿，还不是扣分：由经办人核实、改正以后提交，才算登记。"
    else:
        yield "没有要起草的扣分记录。"


def tell_faults(drafts: Drafts) -> Iterator[str]:
    """Why drafts cannot be written."""
    for draft in drafts.drafts:
        for found in draft.errors:
            yield f"  {draft.path}：{problem_words(draft, found)}"
    yield "草稿有问题，没有写入；请用 kaohe new deduction 逐条登记。"


def write_missed(drafts: Drafts, branch: str) -> Iterator[str]:
    """Writes sound drafts, into the working tree or on the new `branch`; what comes next."""
    root = drafts.source.root
    message = f"起草未达到目标指标的扣分 {len(drafts.drafts)} 条（草稿，待核实）"
    if not branch:
        yield from tell_written(root, write_drafts(drafts, "kaohe draft"), message)
        return
    author = read_identity(root)
    if author is None:
        words = "请先运行 git config user.name 姓名 和 git config user.email 邮箱。"
        raise UserError(f"git 不知道提交人是谁。{words}")
    yield from tell_proposed(propose_drafts(drafts, message, author, branch))


def _draft(source: RecordSource, entry: Entry, reached: Reached) -> MissedTarget:
    names = {unit.id: unit.short_name for unit in source.corpus.units.values()}
    title = f"{entry.REGISTER.title}：{title_of(entry, names, item_names(source.corpus.schemes))}"
    feeds = reached.indicator.feeds
    if feeds is None:
        return MissedTarget(title, None, "登记簿没有写按哪条标准扣分（feeds），请自己登记。")
    day = min(span_end(period_of(entry)), entry.day)
    item = find_item(source, day.year, feeds.item, day)
    offer = next(
        (one for one in offer_standards(source, day.year, feeds.item, day) if one.id == feeds.standard), None
    )
    if item is None or offer is None:
        return MissedTarget(
            title, None, f"{day.year} 年度没有 {feeds.item} 的标准 {feeds.standard}，请核对登记簿的规定。"
        )
    method = next((name for name in ("quarterly", *item.methods) if name in item.methods), "")
    fields = {
        "unit": entry.unit,
        "date": day.isoformat(),
        "item": feeds.item,
        "standard": feeds.standard,
        "method": method,
        "source": _SOURCES.get(method, "review"),
        "reason": _reason(entry, reached, title),
        "from/0/register": entry.REGISTER.id,
        "from/0/record": entry.id,
        "evidence/0/title": f"{entry.REGISTER.title}登记表",
        "evidence/0/held_at": names.get(source.corpus.site.lead if source.corpus.site else "", "考核办"),
        "internal_note": NOTE,
        **dict(_points(offer, reached)),
    }
    return MissedTarget(title, FilledForm("deduction", fields))


def _points(offer: StandardOffer, reached: Reached) -> Iterator[tuple[str, str]]:
    """As many cases as were missed where each has the same points; else the least, for a clerk to change."""
    missed = abs((reached.of or 0) - (reached.done or 0))
    if offer.least == offer.most and offer.measure and missed > 1:
        yield "count", str(missed)
        yield "points", format_points(Fraction(offer.least) * missed)
    else:
        yield "points", format_points(offer.least)


def _reason(entry: Entry, reached: Reached, title: str) -> str:
    rate = format_rate((reached.rate or Fraction(0)) / 100)
    target = format_points(reached.indicator.target)
    return f"{title}，应完成 {reached.of}，完成 {reached.done}（{rate}），未达到目标 {target}%"
