"""What an addition forgets is told: a verb without words, a document or page that nobody finds, a wrong name."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jinja2 import Environment, nodes

from generator.cli import VERBS
from generator.documents.document_request import KINDS, order_documents
from generator.public.periods import list_periods, score_periods, visible_corpus
from generator.words import page_frame
from generator.words.page_frame import Article
from generator.words.site_frame import view_site
from tests.documents.test_document_request import district
from tests.opendata.sample import RECORDS
from tests.site.sample import as_published, open_district, read_district

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "content/guide"


# A verb that no document names.


def unnamed_verbs(verbs: Iterable[str], texts: Collection[str]) -> list[str]:
    """The verbs that no text of the guide calls as `kaohe verb`."""
    return [verb for verb in verbs if not any(re.search(rf"\bkaohe {verb}\b", text) for text in texts)]


def test_the_guide_names_every_verb() -> None:
    texts = [path.read_text("utf-8") for path in sorted(GUIDE.glob("*.md"))]
    assert unnamed_verbs(VERBS, texts) == []
    assert unnamed_verbs([*VERBS, "planted"], texts) == ["planted"]


# A document kind that is not ordered, has no words, or is listed nowhere.

# kind -> who makes it, where it is not one of those that records of a corpus ask for
ELSEWHERE = {
    "notice": "generator/documents/document_files.py",
    "audit": "generator/documents/document_request.py",
    "withdrawal": "generator/documents/document_request.py",
    "correction": "generator/documents/document_request.py",
}


def ordered_kinds() -> set[str]:
    """The kinds that the records of a year ask for in which everything happens that can be asked for."""
    corpus = district(RECORDS)
    periods = list_periods(corpus, "internal")
    results = score_periods(corpus, periods, "internal")
    return {
        order.source for order in order_documents(visible_corpus(corpus, "internal"), results, periods, "internal")
    }


def missing_documents(kinds: Iterable[str], ordered: Collection[str], templates: Collection[str]) -> list[str]:
    """The kinds without words of their own, and those that nothing orders."""
    told = [f"{kind}: no template" for kind in kinds if kind not in templates]
    return told + [f"{kind}: ordered by nothing" for kind in kinds if kind not in ordered]


def test_every_kind_of_document_has_words_and_is_ordered() -> None:
    templates = {path.name.partition(".")[0] for path in (ROOT / "templates/documents").glob("*.txt.j2")}
    there = {kind for kind, path in ELSEWHERE.items() if f'"{kind}"' in (ROOT / path).read_text("utf-8")}
    assert there == set(ELSEWHERE)
    ordered = ordered_kinds() | there
    assert missing_documents(KINDS, ordered, templates) == []
    assert missing_documents([*KINDS, "planted"], ordered, templates) == [
        "planted: no template",
        "planted: ordered by nothing",
    ]
    assert templates - set(KINDS) == {"deduction-notice"}, "made by `kaohe notify`, never put on the site"


# A page that nobody finds.

IN_THE_FOOTER = {"data", "search"}  # sections that the frame names at the foot of each page, not at its head


@cache
def articles() -> tuple[Article, ...]:
    """Every page made from data of a published district, as far as no history is needed."""
    from generator.site.page_files import list_articles

    corpus = as_published(read_district(), "2015-Q1", "2015", demo=True)
    with pytest.MonkeyPatch.context() as patch:  # pages about documents need the documents, which take seconds
        patch.setattr("generator.documents.documents_page.make_documents", lambda _: ())
        return tuple(list_articles(open_district(corpus)))


def links_of(article: Article) -> set[str]:
    """The addresses, from the root of the site, to which the page leads."""
    base = article.url.rpartition("/")[0]
    found = (urlsplit(link).path for link in re.findall(r'href="([^"]+)"', article.body) if "://" not in link)
    return {normpath(f"{base}/{unquote(path)}").lstrip("/") for path in found if path}


def lost_pages(pages: Collection[Article], doors: Collection[str]) -> list[str]:
    """The pages to which no way leads from the addresses in the frame of every page."""
    known = {article.url: article for article in pages}
    found, ahead = set(doors), [url for url in doors if url in known]
    while ahead:
        for url in links_of(known[ahead.pop()]) - found:
            found.add(url)
            if url in known:
                ahead.append(url)
    return sorted(known.keys() - found)


def frame_links() -> set[str]:
    """Where the frame of every page leads, and the guide, which it leads to."""
    site = view_site(open_district(as_published(read_district(), "2015-Q1", "2015", demo=True)))
    guides = "".join(path.read_text("utf-8") for path in (ROOT / "content" / "guide").glob("*.md"))
    told = re.findall(r"\]\(\.\./([a-z-]+\.html)\)", guides)
    return {*(link.url for link in (*site.sections, *site.footer_links)), *told}


def test_every_page_is_found_from_the_navigation() -> None:
    assert lost_pages(articles(), frame_links()) == []


def test_a_page_that_nothing_leads_to_is_noticed() -> None:
    planted = Article("2015/planted.html", "新页", "results", "<p>x</p>", "说明")
    assert lost_pages([*articles(), planted], frame_links()) == ["2015/planted.html"]


def test_every_page_belongs_to_an_entry_of_the_navigation() -> None:
    site = view_site(open_district(as_published(read_district(), "2015-Q1", "2015", demo=True)))
    known = {section.id for section in site.sections} | IN_THE_FOOTER
    assert sorted({f"{page.url}: {page.section}" for page in articles() if page.section not in known}) == []


# A name in a template that its view has not.


@cache
def given() -> dict[str, dict[str, Any]]:
    """What each template of a page is given, by one page that uses it: names and values."""
    seen: dict[str, dict[str, Any]] = {}
    plain = page_frame.render_body

    def render(templates: Environment, name: str, url: str, **values: Any) -> str:
        seen.setdefault(name, values)
        return plain(templates, name, url, **values)

    articles.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        for module in _renderers():
            patch.setattr(f"{module}.render_body", render)
        articles()
    return seen


def _renderers() -> Iterator[str]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        if re.search(r"(?m)^\s+render_body,$|import .*\brender_body\b", path.read_text("utf-8")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def type_of(value: Any) -> Any:
    """The type of a value, of tuples and lists with that of their entries."""
    if isinstance(value, tuple | list) and value:
        return types.GenericAlias(tuple, (type_of(value[0]), ...))
    return type(value)


def member(owner: Any, name: str) -> Any:
    """The type of `owner`'s attribute; None if it cannot be told, KeyError if there is none."""
    owner = _bare(owner)
    if owner is None or not isinstance(owner, type) or not is_dataclass(owner):
        return None
    hints = typing.get_type_hints(owner)
    if name in {found.name for found in fields(owner)}:
        return hints[name]
    found = getattr(owner, name)  # a property, or an AttributeError
    return typing.get_type_hints(found.fget).get("return") if isinstance(found, property) else None


def _bare(hint: Any) -> Any:
    """The type without `| None`; None if several are left."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if type(None) in typing.get_args(hint):
        return parts[0] if len(parts) == 1 else None
    return hint


def wrong_names(tree: nodes.Node, known: Mapping[str, Any]) -> Iterator[str]:
    """The attributes that a template asks of values whose type has no such thing."""
    if isinstance(tree, nodes.Macro | nodes.CallBlock):
        return  # what a macro is given is told where it is called
    if isinstance(tree, nodes.For):
        inner = dict(known)
        if isinstance(tree.target, nodes.Name):
            inner[tree.target.name] = _entry(resolve(tree.iter, known, []))
        for part in (tree.iter, *([tree.test] if tree.test else []), *tree.body, *tree.else_):
            yield from wrong_names(part, known if part is tree.iter else inner)
        return
    if isinstance(tree, nodes.Getattr):
        told: list[str] = []
        resolve(tree, known, told)
        yield from told
        return
    for child in tree.iter_child_nodes():
        yield from wrong_names(child, known)


def resolve(expression: nodes.Node, known: Mapping[str, Any], told: list[str]) -> Any:
    """The type of an expression, None if it cannot be told; what it asks in vain is added to `told`."""
    if isinstance(expression, nodes.Name):
        return known.get(expression.name)
    if isinstance(expression, nodes.Getattr):
        owner = resolve(expression.node, known, told)
        try:
            return member(owner, expression.attr)
        except AttributeError:
            told.append(f"line {expression.lineno}: {_bare(owner).__name__} has no {expression.attr}")
    return None


def _entry(hint: Any) -> Any:
    """The type of the entries of a sequence."""
    arguments = typing.get_args(hint)
    return arguments[0] if arguments and typing.get_origin(hint) in {tuple, list} else None


def test_a_template_asks_for_nothing_that_its_view_has_not() -> None:
    environment = page_frame.open_templates([ROOT / "templates/pages"])
    told = {}
    for name, values in given().items():
        source = (ROOT / f"templates/pages/{name}.html.j2").read_text("utf-8")
        known = {key: type_of(value) for key, value in values.items()}
        told[name] = list(wrong_names(environment.parse(source), known))
    assert {name: found for name, found in told.items() if found} == {}
    assert len(told) > 20


def test_a_wrong_name_is_noticed_at_any_depth() -> None:
    environment = Environment(autoescape=True)
    known = {key: type_of(value) for key, value in given()["record_page"].items()}
    source = (
        "{{ record.reason }}{{ record.planted }}{% if record.notified %}{{ record.unit.planted }}{% endif %}"
        "{% for part in record.evidence %}{{ part.title }}{{ part.planted }}{% endfor %}{{ record.tone_name }}"
    )
    assert [line.partition(": ")[2] for line in wrong_names(environment.parse(source), known)] == [
        "RecordView has no planted",
        "Link has no planted",
        "EvidenceView has no planted",
    ]
