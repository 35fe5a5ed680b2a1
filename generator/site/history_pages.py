"""The history on the site: trails of records, scores through the year, the audit page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.history.account import Account, read_account
from generator.history.git import HistoryUnavailable
from generator.render.page import Article, Entry, Supplement, render_body
from generator.site.context import BuildContext
from generator.view import address
from generator.view.audit import view_audit, view_event, view_line
from generator.view.history import unit_names

Supplements = dict[str, list[Supplement]]


def open_account(context: BuildContext) -> Account | str:
    """The account of the line that ends at what is built, or the sentence that says why there is none.

    The history tells of what is not published yet, so the public sees it only of a demonstration; the office always.
    """
    demo = context.corpus.site is not None and context.corpus.site.demo
    if context.audience == "public" and not demo:
        return "公开版不含尚未发布的改动，因此不显示数据的历史；已发布结果之间的变化见各次发布和更正。"
    return _read(context.root, context.commit)


@lru_cache(maxsize=2)
def _read(root: Path, commit: str | None) -> Account | str:
    try:
        return read_account(root, commit)
    except HistoryUnavailable as unavailable:
        return str(unavailable)


def history_articles(context: BuildContext) -> Iterator[Article]:
    """The audit page."""
    account = open_account(context)
    url = address.AUDIT
    audit = None
    if isinstance(account, Account):
        said = [condition.sentence for condition in account.conditions]
        audit = view_audit(account.trails, account.remarks(), said, context.corpus, len(account.log.steps))
    missing = account if isinstance(account, str) else ""
    body = render_body(context.templates, "audit", url, audit=audit, missing=missing)
    about = "谁在何时登记、更改、撤销了什么，需要留意的情况，以及怎样只用 git 核对。"
    entry = Entry("审计", url, "页面", "历史 改动 日志 核对 git 比较")
    yield Article(url, "审计", "audit", body, about, ("审计", "改动日志"), column=True, entries=(entry,))


def history_supplements(context: BuildContext) -> Supplements:
    """The trail on each record's page, the line of the score on each unit's."""
    account = open_account(context)
    if isinstance(account, str):
        return {}
    found: Supplements = {}
    names = unit_names(context.corpus)
    for record in context.corpus.deductions:
        trail = account.trails.get(record.path)
        if trail is not None:
            url = address.record_page(record)
            events = [view_event(event, trail, context.corpus, names) for event in trail.events]
            html = render_body(context.templates, "trail", url, events=events)
            found[url] = [Supplement("history", "这条记录的历史", html)]
    for year in context.years:
        timeline = account.timeline(year)
        for result in context.result_of(year).units:
            line = view_line(timeline, result.unit.id)
            if line is not None:
                url = address.unit_page(year, result.unit.id)
                html = render_body(context.templates, "score_line", url, line=line, unit=result.unit.short_name)
                found.setdefault(url, []).append(Supplement("history", "得分的变动", html))
    return found
