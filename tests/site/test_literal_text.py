"""Every free text of a record is literal text in every file of the output.

The texts are found by their declaration, so a field added to a record is tried here too. Each gets an attack that its
length has room for and a mark of its own, goes through the YAML of its file, and must come out as it went in.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import lxml.html
import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Browser

from generator.model.act import Chain
from generator.model.origin import Origin
from generator.model.publication import Correction
from generator.read.yaml_writer import emit_record
from generator.site.site_build import build_site
from tests.site.poison import MARK, PAYLOADS, Poisoner
from tests.site.sample import as_published, copy_district, read_district, write_acts

OWN_SCRIPTS = {"kaohe.js", "compare.js", "compare-units.js", "search.js", "tables.js"}


@dataclass(frozen=True, slots=True)
class Poisoned:
    """What was built, and the texts that were put in: by record, then `field number`."""

    site: Path
    files: Mapping[str, bytes]
    texts: Mapping[str, Mapping[str, str]]

    def ending(self, *suffixes: str) -> dict[str, bytes]:
        """The files of these kinds."""
        return {path: content for path, content in self.files.items() if path.endswith(suffixes)}

    def of(self, record: str, *names: str) -> list[str]:
        """The texts of a record's fields of these names."""
        found = [text for key, text in self.texts[record].items() if key.split()[0] in names]
        assert len(found) >= len(names), (record, names)
        return found


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Poisoned:
    """The district with its year published, every text an attack, built as it stands in its files."""
    folder = tmp_path_factory.mktemp("literal")
    root = copy_district(folder / "district")
    scheme = root / "data/schemes/2015.yml"
    text = scheme.read_text("utf-8").replace("suppress_below: 5", "suppress_below: 0")
    scheme.write_text(text + "confirmed: {date: 2015-05-04, document: 文号}\n", "utf-8")
    corpus = as_published(read_district(root), "2015")
    published = replace(corpus.publications["2015-final"], document="文号")
    window = "data/deductions/2015/window/2015-0310-minzheng-1.yml"
    origin = Origin("data/corrections/2015-final-c1.yml")
    correction = Correction(
        "2015-final-c1", date(2016, 2, 1), "原因", (window,), published.results_sha256, document="文号", origin=origin
    )
    poisoner = Poisoner()
    schemes = [
        replace(found, notice="2015-1") for found in corpus.schemes.values()
    ]  # by a poisoned number it is lost
    records = [corpus.site, *schemes, *corpus.units.values(), *corpus.deductions]
    chain = Chain((*corpus.publications, correction.id))
    write_acts(root, replace(corpus, corrections={correction.id: correction}, chain=chain))
    (root / "data/corrections").mkdir()
    for record in [*records, published, correction]:
        assert record is not None
        path = record.origin.file
        (root / path).write_text(emit_record(poisoner.poison(record, path)), "utf-8")
    site = folder / "site"
    assert build_site(root, site).problems == ()
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return Poisoned(site, files, poisoner.texts)


def squeeze(text: str) -> str:
    """A text without spaces, and without the sign that keeps a number and its unit on one line."""
    return "".join(text.split()).translate({0x2060: None, 0x200B: None})


def test_every_kind_of_text_is_tried(poisoned: Poisoned) -> None:
    tried = {key.split()[0] for texts in poisoned.texts.values() for key in texts}
    assert tried >= {
        *("name", "short_name", "aliases", "title", "document", "office", "district", "contact", "icp", "text"),
        *("reason", "held_at", "grounds", "reasons", "note", "sample_note"),
    }
    used = [text for texts in poisoned.texts.values() for text in texts.values()]
    assert {payload for payload in PAYLOADS if any(text.startswith(payload) for text in used)} == set(PAYLOADS)


def acting(path: str, content: bytes) -> list[str]:
    """What in a page would do something that no template of ours does."""
    found = []
    for element in lxml.html.fromstring(content.decode("utf-8")).iter(lxml.etree.Element):
        if element.tag == "script":
            own = (element.get("src") or "").rpartition("/")[2] in OWN_SCRIPTS and not element.text
        else:
            shown = ("img",) if path.startswith("guide/") else ()  # the guide shows the program in pictures
            own = element.tag in shown or element.tag not in ("img", "iframe", "object", "embed", "b")
        if not own:
            found.append(f"{path}: <{element.tag}>")
        if re.match(r"\s*(javascript|data|vbscript):", element.get("href", ""), re.IGNORECASE):
            found.append(f"{path}: {element.get('href')}")
        found += [f"{path}: {name!s}" for name in map(str, element.attrib) if name.startswith("on")]
    return found


@pytest.mark.parametrize("payload", [found for found in PAYLOADS if found.startswith(("<", '"'))])
def test_a_text_that_was_not_escaped_would_be_seen(payload: str) -> None:
    assert acting("x", f'<p title="x{payload}">{payload}</p>'.encode())


def test_pages_obey_no_text(poisoned: Poisoned) -> None:
    pages = poisoned.ending(".html")
    assert len(pages) > 50
    assert [found for path, content in pages.items() for found in acting(path, content)] == []


def test_pages_show_every_text_as_it_is(poisoned: Poisoned) -> None:
    pages: list[Any] = [
        lxml.html.fromstring(content.decode("utf-8")) for content in poisoned.ending(".html").values()
    ]
    shown = "".join(squeeze(page.text_content()) for page in pages)
    missing = [
        (name, key, t)
        for name, found in poisoned.texts.items()
        for key, t in found.items()
        if squeeze(t) not in shown
    ]
    assert missing == []


def test_the_titles_and_the_search_have_the_names_as_they_are(poisoned: Poisoned) -> None:
    page = lxml.html.fromstring(poisoned.files["2015/units/minzheng.html"].decode("utf-8"))
    name, *_ = poisoned.of("data/units/minzheng.yml", "name")
    assert squeeze(name) in squeeze(page.findtext("head/title") or "")
    script = poisoned.files["assets/search/names.js"].decode("utf-8")
    index = json.loads(script.partition("]=")[2].strip().removesuffix(";"))
    assert name in {unit[1] for unit in index["units"]}


def test_feeds_hold_text_alone(poisoned: Poisoned) -> None:
    for path, content in poisoned.ending(".xml").items():
        if not path.startswith("feeds/"):
            continue
        tree = lxml.etree.fromstring(content)
        spaces = {lxml.etree.QName(element).namespace for element in tree.iter()}
        assert spaces == {"http://www.w3.org/2005/Atom"}, path
        assert {element.get("type") for element in tree.iter("{*}content")} == {"text"}, path
    feed = lxml.etree.fromstring(poisoned.files["feeds/minzheng.xml"])
    assert poisoned.of("data/units/minzheng.yml", "name")[0] in (feed.findtext("{*}title") or "")


def letter_texts(poisoned: Poisoned) -> list[str]:
    """What the letter to one unit tells: names, standards, reasons."""
    scheme, unit = "data/schemes/2015.yml", "data/units/minzheng.yml"
    record = "data/deductions/2015/window/2015-0310-minzheng-1.yml"
    standards = poisoned.of(scheme, "text")
    return [
        *poisoned.of(unit, "name"),
        *poisoned.of(record, "reason"),
        *poisoned.of(scheme, "title", "document")[:2],  # the third is of the confirmation
        *poisoned.of("data/site.yml", "office"),
        standards[2],
    ]


def test_word_documents_hold_text_alone(poisoned: Poisoned) -> None:
    for path, content in poisoned.ending(".docx").items():
        document = docx.Document(io.BytesIO(content))
        assert not [part for part in document.part.rels.values() if part.is_external], path
        body = document.element.body
        assert not list(body.iter("{*}hyperlink", "{*}altChunk", "{*}object", "{*}drawing", "{*}oMath")), path
        for part in body.iter("{*}instrText"):
            assert not MARK.search(part.text or ""), path
    letter = docx.Document(io.BytesIO(poisoned.files["documents/2015/feedback/minzheng.docx"]))
    told = squeeze("".join(part.text or "" for part in letter.element.body.iter("{*}t")))
    for text in letter_texts(poisoned):
        assert squeeze(text) in told, text


@pytest.mark.parametrize(
    ("document", "record", "names"),
    [
        ("2015-final-c1", "data/corrections/2015-final-c1.yml", ("reason", "document")),
        ("circular", "data/publications/2015-final.yml", ("document",)),
        ("review/2015-0305-jiaoyu-1-hotline", "data/deductions/2015/hotline/2015-0305-jiaoyu-1.yml", ("reasons",)),
        ("summons/caizheng", "data/units/caizheng.yml", ("name",)),
    ],
)
def test_every_kind_of_document_tells_its_texts(
    poisoned: Poisoned, document: str, record: str, names: tuple[str, ...]
) -> None:
    path = f"documents/2015/{document}"
    body = docx.Document(io.BytesIO(poisoned.files[f"{path}.docx"])).element.body
    told = squeeze("".join(part.text or "" for part in body.iter("{*}t")))
    page: Any = lxml.html.fromstring(poisoned.files[f"{path}.html"].decode("utf-8"))
    shown = squeeze(page.text_content())
    for text in poisoned.of(record, *names):
        assert squeeze(text) in told
        assert squeeze(text) in shown


def keys_of(content: bytes) -> set[str]:
    """The names of all entries of all dictionaries in a PDF file, compressed ones too, and the kinds of actions."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found: set[str] = set()
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
                found |= set(entry.keys()) | {str(entry.get("/S", ""))}
    return found


@pytest.mark.needs("pdftotext")
def test_printed_documents_hold_text_alone(poisoned: Poisoned) -> None:
    path = "documents/2015/feedback/minzheng.pdf"
    if path not in poisoned.files:
        assert os.environ.get("KAOHE_STRICT_TOOLS") != "1"
        pytest.skip("no Chinese fonts are installed, so no PDF is made")
    for content in poisoned.ending(".pdf").values():
        assert keys_of(content) & {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA"} == set()
    command = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(command, input=poisoned.files[path], capture_output=True, check=True).stdout.decode()
    words = squeeze(told)
    for text in letter_texts(poisoned):
        mark = MARK.findall(text)[0]
        assert mark in words, text
    for text in poisoned.of("data/units/minzheng.yml", "name"):
        assert squeeze(text) in words


def open_tables(poisoned: Poisoned) -> Iterator[tuple[str, list[list[str]], list[dict[str, Any]]]]:
    for path, content in poisoned.ending(".csv").items():
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        yield path, rows, json.loads(poisoned.files[path.replace(".csv", ".json")])


def test_no_cell_of_a_table_is_a_formula(poisoned: Poisoned) -> None:
    for path, rows, _ in open_tables(poisoned):
        for cell in (cell for row in rows[1:] for cell in row):
            number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            assert number or not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), (path, cell)


def test_tables_give_every_text_back(poisoned: Poisoned) -> None:
    values: set[object] = set()
    for path, (head, *cells), rows in open_tables(poisoned):
        assert len(cells) == len(rows), path
        for written, row in zip(cells, rows, strict=True):
            for name, cell in zip(head, written, strict=True):
                if isinstance(row[name], str) and MARK.search(row[name]):
                    assert cell.removeprefix("'") == row[name], (path, name)
                    values.add(row[name])
    for record, texts in poisoned.texts.items():
        if record.startswith(("data/deductions", "data/publications", "data/corrections")):
            # the ground of a tie stands on the page of the publication alone
            said = [text for field, text in texts.items() if not field.startswith("ground")]
            assert not [text for text in said if text not in values], record


def test_no_cell_of_the_workbook_is_a_formula_of_the_data(poisoned: Poisoned) -> None:
    book = openpyxl.load_workbook(io.BytesIO(poisoned.files["open-data/kaohe-2015.xlsx"]))
    texts = set()
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and MARK.search(cell.value):
            assert cell.data_type == "s", cell.coordinate
            texts.add(cell.value)
        assert cell.hyperlink is None or not cell.hyperlink.target, cell.coordinate
    for record, found in poisoned.texts.items():
        if record.startswith("data/deductions"):
            reasons = [text for key, text in found.items() if key.startswith("reason ")]
            assert set(reasons) <= texts


@pytest.mark.needs("chromium")
def test_nothing_runs_in_a_browser(poisoned: Poisoned, browser: Browser) -> None:
    pages = [
        *("index.html", "units.html", "2015/ranking.html", "2015/units/minzheng.html", "2015/outcomes.html"),
        *("2015/items/window.html", "2015/records/hotline/2015-0212-caizheng-1.html", "publications.html"),
        *("documents/2015/feedback/minzheng.html", "documents/2015/circular.html", "search.html", "data.html"),
    ]
    complaints: list[str] = []
    page = browser.new_page()
    page.add_init_script("window.ran = 0; window.owned = () => { window.ran += 1; }")
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url))
    for path in pages:
        page.goto(f"file://{poisoned.site / path}")
        assert page.evaluate("window.ran") == 0, path
        shown = "" if path.startswith("guide/") else "img, "
        assert page.evaluate(f"document.querySelectorAll('{shown}iframe, svg[onload]').length") == 0, path
    name, *_ = poisoned.of("data/units/minzheng.yml", "name")
    page.goto(f"file://{poisoned.site / '2015/units/minzheng.html'}")
    assert page.inner_text("h1") == name
    page.close()
    assert complaints == []
