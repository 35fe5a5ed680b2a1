"""Feeds against what RFC 4287 requires, and news that says what happened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from generator.opendata.atom_feed import render_feed
from generator.opendata.disclosure import Shown
from generator.opendata.feeds import Feed, FeedEntry, view_feeds
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from tests.opendata.sample import CANARY, SITE, make_corpus, make_disclosure
from tests.released import of_office

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287 3.3: an RFC 3339 time with an upper-case T and a zone.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\Z")
# RFC 4151 2.1: authority, date, and characters of a path.
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*\Z")
FEED_PARTS = {"id", "title", "subtitle", "updated", "link", "author", "rights", "generator", "entry"}
ENTRY_PARTS = {"id", "title", "published", "updated", "link", "category", "content"}
HOSTILE = "<script>alert(1)</script> ]]> &amp; \"'\u0007\ufffe &#0; <![CDATA[x]]>"

FEEDS = {feed.path: feed for feed in view_feeds(make_disclosure())}


def parse(feed: Feed) -> ET.Element:
    return ET.fromstring(render_feed(feed))


def texts(element: ET.Element, name: str) -> list[str]:
    return [part.text or "" for part in element.findall(ATOM + name)]


def check_feed(root: ET.Element) -> list[str]:
    """What RFC 4287 section 4.1 finds missing or wrong in a feed."""
    wrong = [] if root.tag == ATOM + "feed" else ["the root is no feed"]
    wrong += check_once(root, "feed", ("id", "title", "updated", "rights", "generator", "subtitle"), FEED_PARTS)
    links = [(link.get("rel"), link.get("type")) for link in root.findall(ATOM + "link")]
    if sorted(map(str, links)) != sorted(map(str, set(links))):
        wrong.append("two links of one kind")
    if "self" not in {rel for rel, _ in links}:
        wrong.append("no link to itself")
    authors = root.findall(ATOM + "author")
    if not authors or not all(texts(author, "name") for author in authors):
        wrong.append("no author with a name")
    ids = texts(root, "id")
    for entry in root.findall(ATOM + "entry"):
        wrong += check_once(entry, "entry", ("id", "title", "updated", "published", "content"), ENTRY_PARTS)
        if not entry.findall(ATOM + "content") and not entry.findall(ATOM + "link[@rel='alternate']"):
            wrong.append("an entry with neither content nor link")
        if any(content.get("type") != "text" or len(content) for content in entry.findall(ATOM + "content")):
            wrong.append("content that is not text")
        ids += texts(entry, "id")
    if len(set(ids)) != len(ids):
        wrong.append("an id twice")
    return wrong


def check_once(element: ET.Element, name: str, once: tuple[str, ...], allowed: set[str]) -> list[str]:
    """Required parts that are not there once, parts that are not allowed, times and ids out of form."""
    wrong = [f"{name} without {part}" for part in ("id", "title", "updated") if not texts(element, part)]
    wrong += [f"{name} with {part} twice" for part in once if len(texts(element, part)) > 1]
    wrong += [f"{name} with {part.tag}" for part in element if part.tag.removeprefix(ATOM) not in allowed]
    moments = texts(element, "updated") + texts(element, "published")
    wrong += [f"{name} at {moment}" for moment in moments if not MOMENT.match(moment)]
    wrong += [f"{name} {found}" for found in texts(element, "id") if not TAG.match(found)]
    links = [link.get("href") or "" for link in element.findall(ATOM + "link")]
    return wrong + [f"{name} to {href}" for href in links if not href.startswith("https://kaohe.example/shili/")]


@pytest.mark.parametrize("path", sorted(FEEDS))
def test_every_feed_is_valid(path: str) -> None:
    assert check_feed(parse(FEEDS[path])) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("<id>tag:kaohe.example,2015:shili/feeds/all</id>", "", "feed without id"),
        ("T00:00:00+08:00", "", "feed at 2016-01-20"),
        ("<author><name>示例考核办</name></author>", "", "no author with a name"),
        ('rel="self"', 'rel="via"', "no link to itself"),
        ("publications/2015-final<", "corrections/2015-q1-c1<", "an id twice"),
        ('type="text"', 'type="html"', "content that is not text"),
    ],
)
def test_a_fault_is_seen(old: str, new: str, wrong: str) -> None:
    text = render_feed(FEEDS["feeds/all.xml"]).decode()
    assert old in text
    assert wrong in check_feed(ET.fromstring(text.replace(old, new)))


def test_there_is_one_feed_for_all_and_one_for_each_assessed_unit() -> None:
    assert list(FEEDS) == ["feeds/all.xml", "feeds/alpha.xml", "feeds/beta.xml", "feeds/gamma.xml"]
    assert FEEDS["feeds/beta.xml"].page == "https://kaohe.example/shili/units/beta.html"


def test_a_unit_called_all_does_not_take_the_feed_of_everything() -> None:
    found, corpus = make_disclosure(), make_corpus()
    units = {("all" if name == "beta" else name): unit for name, unit in corpus.units.items()}
    units["all"] = replace(units["all"], id="all")
    records = tuple(replace(record, unit="all") if record.unit == "beta" else record for record in corpus.deductions)
    corpus = replace(corpus, units=units, deductions=records, publications={}, corrections={}, appraisals=())
    shown = tuple(Shown(one.period, score_year(corpus, 2015, one.period.quarter)) for one in found.periods)
    feeds = [*view_feeds(replace(found, corpus=of_office(corpus), periods=shown))]
    assert len({feed.path for feed in feeds}) == len({feed.id for feed in feeds}) == len(feeds) == 4
    assert [feed.path for feed in feeds][:2] == ["feeds/all.xml", "feeds/all_.xml"]


def news(path: str) -> list[tuple[str, str, str]]:
    """Day, title and text of the entries of a feed."""
    return [(entry.updated.isoformat(), entry.title, entry.text) for entry in FEEDS[path].entries]


def test_the_whole_feed_tells_results_corrections_and_revocations_newest_first() -> None:
    assert news("feeds/all.xml") == [
        (
            "2016-01-20",
            "关于2015年度考核结果的通报",
            "正式结果，3 个单位，得分 96.92 至 99.35 分，发文字号 示委发〔2016〕2号。",
        ),
        (
            "2015-07-08",
            "撤销扣分：示例区乙局，“12345”热线办理",
            "示例区乙局 2015-06-30 的扣分（“12345”热线办理，0.5 分）经复核撤销。\n扣分事由：事由5\n撤销理由：属实",
        ),
        (
            "2015-04-15",
            "更正：关于2015年第一季度考核情况的通报",
            "更正原因：乙局的一笔扣分记错了单位\n示例区乙局由 98.50 分、第 2 名更正为 100.00 分、第 1 名。",
        ),
        (
            "2015-04-15",
            "关于2015年第一季度考核情况的通报（已更正）",
            "季度通报，3 个单位，得分 99.40 至 100.00 分。",
        ),
        (
            "2015-04-10",
            "撤销扣分：示例区乙局，工作纪律",
            "示例区乙局 2015-03-31 的扣分（工作纪律，1.5 分）已撤销。\n扣分事由：事由4\n撤销理由：记错了单位\n已核实",
        ),
    ]


def test_a_unit_reads_of_itself_alone() -> None:
    assert [text for _, _, text in news("feeds/alpha.xml")] == ["96.92 分、第 3 名。", "99.40 分、第 3 名。"]
    assert [title for _, title, _ in news("feeds/beta.xml")] == [
        "关于2015年度考核结果的通报：示例区乙局",
        "撤销扣分：示例区乙局，“12345”热线办理",
        "更正：关于2015年第一季度考核情况的通报",
        "关于2015年第一季度考核情况的通报：示例区乙局（已更正）",
        "撤销扣分：示例区乙局，工作纪律",
    ]
    corrected = news("feeds/beta.xml")[3][2]
    assert corrected == "100.00 分、第 1 名。发布时为 98.50 分、第 2 名，后经更正。"


def test_a_correction_that_moved_no_figure_says_so() -> None:
    corpus = make_corpus()
    still = replace(corpus.corrections["2015-q1-c1"], results={})
    [feed, *_] = view_feeds(make_disclosure(replace(corpus, corrections={still.id: still})))
    [entry] = [entry for entry in feed.entries if entry.category == "correction"]
    assert entry.text.endswith("各单位的得分和名次没有变化。")


def test_ids_stay_when_the_site_moves() -> None:
    moved = replace(make_corpus(), site=replace(SITE, base_url="http://elsewhere.example/new/"))
    before = {entry.id for feed in FEEDS.values() for entry in feed.entries} | {feed.id for feed in FEEDS.values()}
    again = [*view_feeds(make_disclosure(moved))]
    assert {entry.id for feed in again for entry in feed.entries} | {feed.id for feed in again} == before
    assert all(TAG.match(name) and name.startswith("tag:kaohe.example,2015:shili/") for name in before)
    assert {feed.url.partition("/new/")[0] for feed in again} == {"http://elsewhere.example"}


def test_an_id_stays_when_title_and_figures_change() -> None:
    corpus = make_corpus()
    changed = replace(corpus.publications["2015-final"], title="改过的标题", date=date(2016, 2, 1))
    again = [*view_feeds(make_disclosure(replace(corpus, publications={**corpus.publications, changed.id: changed})))]
    ids = {entry.id for feed in FEEDS.values() for entry in feed.entries}
    assert {entry.id for feed in again for entry in feed.entries} == ids


def test_an_empty_feed_is_dated_by_the_data() -> None:
    corpus = Corpus(replace(SITE, demo=True), make_corpus().schemes, make_corpus().units)
    [feed, *_] = view_feeds(make_disclosure(corpus))
    assert feed.entries == ()
    assert texts(parse(feed), "updated") == ["2016-01-20T00:00:00+08:00"]
    assert feed.title.startswith("【演示】")


def test_hostile_text_is_only_text() -> None:
    entry = FeedEntry(
        "tag:kaohe.example,2015:x", "result", HOSTILE, HOSTILE, SITE.base_url + '"><x', date.min, date.max
    )
    feed = replace(FEEDS["feeds/all.xml"], title=HOSTILE, author=HOSTILE, rights=HOSTILE, entries=(entry,))
    root = parse(feed)
    readable = HOSTILE.replace("\u0007", "\ufffd").replace("\ufffe", "\ufffd")
    assert texts(root, "title") == texts(root, "rights") == [readable]
    assert texts(root.findall(ATOM + "entry")[0], "content") == [readable]
    assert check_feed(root) == []


def test_nothing_internal_is_in_a_feed() -> None:
    assert CANARY not in "".join(render_feed(feed).decode() for feed in FEEDS.values())
