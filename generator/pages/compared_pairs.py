"""What the site says of two versions that are compared, finished: kept from build to build by what decides it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from generator.load.compared_versions import Version, open_comparer
from generator.load.edition import Edition, per_whole_edition
from generator.model.lazy_dataclass import dataclass
from generator.public.periods import is_demo
from generator.words import address
from generator.words.comparison_json import comparison_json
from generator.words.json_text import indented_json
from generator.words.page_frame import page_templates, render_body
from generator.words.scheme_noun import site_noun
from generator.words.site_frame import demo_note, saved_name
from generator.words.version_words import asked_pages, edition_pages, pair_data, view_pair

Texts = Mapping[str, Mapping[str, str]]  # the parts of a pair, each by the names of what it says
_PAGE, _FILES = "page", "files"


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two versions compared, as a page of its own: title and summary, and the body.

    Only versions that follow each other have a page; of others `body` is empty.
    """

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class PairFiles:
    """Two versions compared: as data, and as a script for the page that compares any two."""

    data: str
    script: str


@per_whole_edition
def compared_pairs(edition: Edition) -> ComparedPairs:
    """The pairs of a build, which its pages and its data share."""
    return ComparedPairs(edition)


class ComparedPairs:
    """Makes the texts of each pair once: what the store does not keep is held packed until it was asked for twice."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._comparer = open_comparer(edition)
        self._packed: dict[tuple[str, str], dict[str, bytes]] = {}
        self._keys: dict[tuple[str, str], Sequence[str]] = {}

    def pages(self) -> Iterator[tuple[Version, Version, PairPage]]:
        """Each pair in order, as a page."""
        for before, after in self._comparer.known.pairs:
            yield before, after, PairPage(**self._take(before, after, _PAGE))
        self._comparer.let_go()

    def files(self) -> Iterator[tuple[Version, Version, PairFiles]]:
        """Each pair in order, as files."""
        for before, after in self._comparer.known.pairs:
            yield before, after, PairFiles(**self._take(before, after, _FILES))
        self._comparer.let_go()

    def _take(self, before: Version, after: Version, part: str) -> Any:
        """One part of the texts of a pair, as it was kept or made now."""
        pair = before.name.id, after.name.id
        if pair not in self._packed and pair not in self._keys:
            self._find(before, after)
        if pair in self._packed:
            return json.loads(zlib.decompress(self._packed[pair][part]))
        key = self._keys[pair]
        return self._edition.store.derive([*key, part], lambda: self._keep(key, self._make(before, after)[1])[part])

    def _find(self, before: Version, after: Version) -> None:
        """Finds out by what a pair is kept, or packs it. Texts name pages: those that they ask for decide, too."""
        pair = before.name.id, after.name.id
        store, identity = self._edition.store, self._comparer.identify(before, after)
        if identity is None or not store.is_there:
            texts = self._make(before, after)[1]
            self._packed[pair] = {part: zlib.compress(json.dumps(texts[part]).encode(), 1) for part in texts}
            return
        made: dict[str, Texts] = {}

        def ask() -> list[str]:
            asked, made["texts"] = self._make(before, after)
            return asked

        decides = ["compared pair", *self._decides(), *identity]
        asked = store.derive(decides, ask)
        pages = edition_pages(self._edition)
        self._keys[pair] = [*decides, json.dumps([pages.get(name) for name in asked])]
        if made:
            self._keep(self._keys[pair], made["texts"])

    def _keep(self, key: Sequence[str], texts: Texts) -> Texts:
        """Keeps all parts of a pair, so that none of them has to be made for its own sake."""
        for part, said in texts.items():
            self._edition.store.derive([*key, part], partial(dict, said))
        return texts

    def _decides(self) -> Iterator[str]:
        """What else decides the words of every pair."""
        edition = self._edition
        yield edition.folders.digest_of("pages")
        yield version("jinja2")
        yield site_noun(edition.corpus)
        yield demo_note(edition.corpus) if is_demo(edition.corpus) else ""
        yield str([f"{one.name.id}/{other.name.id}" for one, other in self._comparer.known.consecutive])

    def _make(self, before: Version, after: Version) -> tuple[list[str], Texts]:
        """The names of pages that are asked for, and the texts."""
        edition = self._edition
        internal = edition.audience == "internal"
        comparison = self._comparer.compare(before, after)
        pair = view_pair(before.name, after.name, comparison, edition_pages(edition), internal)
        body = ""
        if (before, after) in self._comparer.known.consecutive:
            url = address.compare_page(before.name.id, after.name.id)
            mark = saved_name(is_demo(edition.corpus), "")
            body = render_body(page_templates(edition), "compare_page", url, pair=pair, mark=mark)
        names = {"from_version": before.name.id, "to_version": after.name.id}
        if is_demo(edition.corpus):  # what a file of a demonstration says of itself wherever it is copied to
            names["note"] = demo_note(edition.corpus)
        data = indented_json({**names, **comparison_json(comparison, internal)}, " ")
        shown = json.dumps(pair_data(pair), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        # A line separator ends a line of a script in old browsers.
        shown = shown.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        script = f"window.kaoheCompared={shown};\n"
        page = {"title": pair.title, "summary": pair.view.summary, "body": body}
        return asked_pages(pair), {_PAGE: page, _FILES: {"data": f"{data}\n", "script": script}}
