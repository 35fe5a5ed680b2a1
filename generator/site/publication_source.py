"""The pages of publications and corrections, at addresses that never change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from generator.git.repository import open_repository
from generator.model.problem import UserError
from generator.model.publication import Publication
from generator.release.causes import compare_correction
from generator.release.ledger import read_ledger
from generator.words.page_frame import Article, SearchEntry, render_body
from generator.words.build_context import BuildContext
from generator.documents.document_files import FOLDER
from generator.words import address
from generator.words.comparison_words import view_comparison
from generator.pages.correction_notice import CorrectionView, Explained, view_correction
from generator.words.address import ALL_FEED
from generator.documents.document_request import order_documents
from generator.pages.publication_page import (
    PublicationView,
    draft_periods,
    publication_lines,
    view_publication,
)
from generator.words.site_frame import Link


def publication_articles(context: BuildContext) -> Iterator[Article]:
    """The list of publications, one page for each, and one for each correction."""
    explained = _explain(context)
    documents: dict[str, list[Link]] = {}
    for order in order_documents(context.corpus, context.results, context.periods, context.audience):
        if order.record and not order.unit:
            documents.setdefault(order.record, []).append(Link(order.kind, f"{FOLDER}/{order.name}.html"))
    yield _index(context)
    for record in context.corpus.ordered_publications:
        digest = sha256(context.tree.read(f"data/publications/{record.id}.yml")).hexdigest()
        view = view_publication(context.corpus, record, digest, explained)
        yield _publication(context, view, record.date, documents.get(record.id, []))
    for correction in context.corpus.corrections.values():
        notice = view_correction(context.corpus, correction, explained)
        yield _correction(context, notice, correction.date, documents.get(correction.id, []))


def _explain(context: BuildContext) -> Explained:
    """What moved the figures of each correction, as far as a committed history at hand shows it."""
    standing = context.corpus.standing_corrections
    if context.commit is None or not standing:
        return {}
    try:
        repository = open_repository(context.root)
        ledger = read_ledger(repository, context.commit)
    except UserError:
        return {}
    found = {}
    for name in (correction.id for correction in standing):
        comparison = compare_correction(repository, ledger, name)
        if comparison is not None:
            found[name] = {score.unit: score for score in view_comparison(comparison).scores}
    return found


def _index(context: BuildContext) -> Article:
    url = address.PUBLICATIONS
    lines, drafts = publication_lines(context.corpus), draft_periods(context.periods)
    body = render_body(context.templates, "publications_page", url, lines=lines, drafts=drafts, feed=ALL_FEED)
    return Article(
        url,
        "发布和更正",
        "publications",
        body,
        "已发布的季度通报、公示、正式结果、更正和撤回，各自的状态、数字摘要和核验方法。",
        ("发布", "公示", "更正", "撤回", "核验"),
        column=True,
        published=context.updated,
        entries=(SearchEntry("发布和更正", url, "页面", "公示 通报 更正 核验 校验"),),
        feed=ALL_FEED if context.periods else "",
    )


def _publication(context: BuildContext, view: PublicationView, day: date, documents: list[Link]) -> Article:
    line = view.line
    body = render_body(context.templates, "publication_page", line.link.url, site=context.site, view=view, documents=documents)
    return Article(
        line.link.url,
        line.link.name,
        "publications",
        body,
        f"{line.date}发布的{line.period}{line.kind}：各单位的得分和名次，以及怎样核验。",
        (line.kind, line.period),
        published=day,
        entries=(SearchEntry(line.link.name, line.link.url, "发布", f"{line.kind} {line.period} {line.document}"),),
    )


def _correction(context: BuildContext, view: CorrectionView, day: date, documents: list[Link]) -> Article:
    body = render_body(context.templates, "correction_page", view.link.url, site=context.site, view=view, documents=documents)
    return Article(
        view.link.url,
        view.title,
        "publications",
        body,
        f"{view.date}对“{view.publication.name}”的更正：原因、更正前后的得分和名次。",
        ("更正", view.publication.name),
        published=day,
        entries=(SearchEntry(view.title, view.link.url, "更正", view.publication.name, view.reason),),
    )
