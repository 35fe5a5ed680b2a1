"""What the site says of two versions that are compared, finished: kept from build to build by what decides it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from generator.load.compared_versions import Version, open_comparer
from generator.load.edition import Edition, per_whole_edition
from generator.public.periods import is_demo
from generator.words import address
from generator.words.comparison_json import comparison_json
from generator.words.json_text import indented_json
from generator.words.page_frame import page_templates, render_body
from generator.words.scheme_noun import site_noun
from generator.words.site_frame import demo_note, saved_name
from generator.words.version_words import asked_pages, edition_pages, pair_data, view_pair


@dataclass(frozen=True, slots=True)
class PairText:
    """Two versions compared: as data, as a script for the page that compares any two, and as a page of its own.

    Only versions that follow each other have a page; of others `body` is empty.
    """

    title: str
    summary: str
    body: str
    data: str
    script: str


@per_whole_edition
def compared_pairs(edition: Edition) -> ComparedPairs:
    """The pairs of a build, which its pages and its data share."""
    return ComparedPairs(edition)


class ComparedPairs:
    """Makes the texts of each pair once, and holds them packed: there are many, and they are asked for twice."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._comparer = open_comparer(edition)
        self._packed: dict[tuple[str, str], bytes] = {}

    def texts(self) -> Iterator[tuple[Version, Version, PairText]]:
        """Each pair in order, with its texts."""
        for before, after in self._comparer.known.pairs:
            pair = before.name.id, after.name.id
            if pair not in self._packed:
                found = self._find(before, after)
                self._packed[pair] = zlib.compress(json.dumps(found).encode(), 1)
            yield before, after, PairText(**json.loads(zlib.decompress(self._packed[pair])))

    def _find(self, before: Version, after: Version) -> Any:
        """The texts, as they were kept or made now. They name pages: those that they ask for decide, too."""
        store, identity = self._edition.store, self._comparer.identify(before, after)
        if identity is None or not store.is_there:
            return self._make(before, after)[1]
        made: dict[str, Any] = {}

        def ask() -> list[str]:
            asked, made["texts"] = self._make(before, after)
            return asked

        decides = ["compared pair", *self._decides(), *identity]
        asked = store.derive(decides, ask)
        pages = edition_pages(self._edition)
        there = json.dumps([pages.get(name) for name in asked])
        again = lambda: made["texts"] if made else self._make(before, after)[1]  # noqa: E731
        return store.derive([*decides, there], again)

    def _decides(self) -> Iterator[str]:
        """What else decides the words of every pair."""
        edition = self._edition
        yield edition.folders.digest_of("pages")
        yield version("jinja2")
        yield site_noun(edition.corpus)
        yield demo_note(edition.corpus) if is_demo(edition.corpus) else ""
        yield str([f"{one.name.id}/{other.name.id}" for one, other in self._comparer.known.consecutive])

    def _make(self, before: Version, after: Version) -> tuple[list[str], dict[str, str]]:
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
        texts = {"title": pair.title, "summary": pair.view.summary, "body": body}
        return asked_pages(pair), {**texts, "data": f"{data}\n", "script": script}
