"""What became of a notice, clause by clause: who carries it out, how far it is, what it took; its words come last."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.pages.clause_account import Account, account_title, accounts_by_notice
from generator.rules.notice import Clause, NoticePart
from generator.words import address
from generator.words.clause_words import clause_title
from generator.words.notices import view_notices
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.site_frame import Link, tells_of_clauses

TITLE = "通知落实情况"
_ASKED = "通知 落实 落实情况 办得怎样 做到没有 完成情况 进展 任务 措施 条款 各条 谁负责 牵头 责任单位 责任分工"


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause: its number and heading, the way to its words, these, and what became of it.

    `brief` is the answer in a list of all: how far it is, what it took. `text` is empty for a heading.
    """

    anchor: str
    title: str
    place: Link
    text: str
    account: Account
    brief: str


@dataclass(frozen=True, slots=True)
class FollowedNotice:
    """A notice on which something rests, with the clauses of which something is to be said, by the document that they
    stand in, in its own order.
    """

    link: Link
    number: str
    about: str
    parts: tuple[tuple[str, tuple[ClauseView, ...]], ...]


def clause_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The page, where clauses of a notice are the basis of something; else none."""
    url = address.CLAUSES
    if url not in wanted or not tells_of_clauses(edition.corpus, edition.notices):
        return
    notices = view_followed(edition)
    body = render_body(page_templates(edition), "clauses_page", url, title=TITLE, notices=notices)
    about = "通知的每一条要求：由谁负责，办到哪一步，按它考核扣了多少分。"
    entry = SearchEntry(TITLE, url, "页面", _ASKED)
    yield Article(url, TITLE, "clauses", body, about, (TITLE,), column=True, entries=(entry,))


def view_followed(edition: Edition) -> tuple[FollowedNotice, ...]:
    """The notices of which something is to be said, the newest first."""
    found = []
    for line in view_notices(edition.notices, edition.corpus.schemes.values()):
        parts = tuple(_parts(edition, line.id))
        if parts:
            found.append(FollowedNotice(line.link, line.number, account_title(edition, line.id), parts))
    return tuple(found)


def _parts(edition: Edition, name: str) -> Iterator[tuple[str, tuple[ClauseView, ...]]]:
    accounts = accounts_by_notice(edition)[name]
    for part in edition.notices[name].parts:
        told = [clause for clause in part.clauses if clause.anchor in accounts]
        if told:
            yield part.title, tuple(_view(name, part, clause, accounts[clause.anchor]) for clause in told)


def _view(name: str, part: NoticePart, clause: Clause, account: Account) -> ClauseView:
    taken = account.taken
    return ClauseView(
        anchor=address.followed_clause(name, clause.anchor).partition("#")[2],
        title=clause_title(part, clause.anchor),
        place=Link("通知原文", address.clause_place(name, clause.anchor)),
        text="" if clause.kind == "heading" else clause.published,
        account=account,
        brief="；".join(said for said in (account.state, taken) if said),
    )
