"""The figures that were scored, and what readers find of them in the pages and the documents."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import lxml.html

from generator.model.number import as_decimal
from generator.score.result import UnitResult, YearResult
from tests.scored import rank_of, total_of

Figure = Decimal | frozenset[str]
Figures = dict[tuple[str, ...], Figure]  # kind, unit, perhaps component, item or item and date
Files = Mapping[str, bytes]
SIGNS = {0x2060: None, 0x200B: None}  # keep a number and its unit on one line, and no gap before it
EDGE = "（并列，待人工确认）"
SCORE = {"total", "rank", "contribution", "outcomes", "component"}
DERIVATION = SCORE | {"item", "raw", "effective", "absorbed", "rate"}


@dataclass(frozen=True, slots=True)
class Output:
    """What was built, and what it should say."""

    root: Path
    files: Files
    result: YearResult

    @property
    def units(self) -> dict[str, str]:
        """Names, short and full, to ids."""
        units = [found.unit for found in self.result.units]
        return {unit.name: unit.id for unit in units} | {unit.short_name: unit.id for unit in units}

    @property
    def parts(self) -> dict[str, str]:
        """Names of components and items to ids."""
        scored = self.result.units[0].score
        items = {item.item.name: item.item.id for item in scored.items()}
        return {part.component.name: part.component.id for part in scored.components} | items

    @property
    def components(self) -> list[str]:
        """The ids of the components in order."""
        return [part.component.id for part in self.result.units[0].score.components]


def scored(result: YearResult) -> Figures:
    """Every figure of the results; of items those on which something was recorded."""
    return dict(pair for unit in result.units for pair in _scored(unit))


def _scored(found: UnitResult) -> Iterator[tuple[tuple[str, ...], Figure]]:
    unit, names = found.unit.id, [outcome.rule.name for outcome in found.outcomes]
    yield ("total", unit), total_of(found)
    yield ("rank", unit), as_decimal(rank_of(found))
    assert found.score.contribution is not None
    yield ("contribution", unit), found.score.contribution
    yield ("named", unit), frozenset(names)
    yield ("outcomes", unit), frozenset(o.rule.name + (EDGE if o.edge_tie else "") for o in found.outcomes)
    for part in found.score.components:
        assert isinstance(part.counted, Decimal)
        yield ("component", unit, part.component.id), part.counted
        rate = part.ratio()
        if rate is not None:
            exact = Decimal(rate.numerator) / Decimal(rate.denominator)
            yield ("rate", unit), exact.quantize(Decimal("0.000001"))
            yield ("short rate", unit), exact.quantize(Decimal("0.0001"))
    for item in found.score.items():
        if item.effects:
            yield ("item", unit, item.item.id), item.counted
            yield ("raw", unit, item.item.id), item.raw
        for effect in item.effects:
            key = (unit, item.item.id, effect.record.date.isoformat())
            yield ("effective", *key), effect.effective
            yield ("absorbed", *key), effect.absorbed


def mark_of(suffix: str) -> str:
    """What the name of a file says of a demonstration: a page, which bears the mark in its head, nothing."""
    return "" if suffix == "html" else "-demo"


def differences(output: Output, kinds: Iterable[str], found: Figures) -> dict[tuple[str, ...], Any]:
    """Each figure of these kinds that was read otherwise than scored, or not at all, or without being scored."""
    wanted = set(kinds)
    expected = {key: value for key, value in scored(output.result).items() if key[0] in wanted}
    keys = sorted(expected.keys() | found.keys())
    return {key: (expected.get(key), found.get(key)) for key in keys if expected.get(key) != found.get(key)}


def number(pattern: str, text: str) -> Decimal:
    found = re.search(pattern, text)
    assert found, f"{pattern} in {text}"
    return Decimal(found[1])


def select(element: Any, selector: str) -> list[Any]:
    """The elements in order that a selector of tags and single classes names: `td, th` or `header.head .score`."""

    def step(part: str) -> str:
        tag, _, name = part.partition(".")
        held = f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else ""
        return f"//{tag or '*'}{held}"

    choices = (".".join(["", "".join(map(step, choice.split()))]) for choice in selector.split(","))
    return list(element.xpath(" | ".join(choices)))


def text_of(element: Any) -> str:
    return "".join(element.text_content().split())


def page(files: Files, path: str) -> Any:
    return lxml.html.fromstring(files[path].decode("utf-8"))


def tags(element: Any) -> frozenset[str]:
    return frozenset(text_of(tag) for tag in select(element, ".kh-tag"))


# The pages


def read_ranking_page(output: Output, files: Files) -> Figures:
    found: Figures = {}
    for row in select(page(files, "2015/ranking.html"), ".kh-ranking tbody tr"):
        cells = select(row, "td, th")
        unit = select(cells[1], "a")[0].get("href").rpartition("/")[2].removesuffix(".html")
        found["rank", unit] = number(r"^(\d+)", text_of(cells[0]))
        found["total", unit] = Decimal(text_of(cells[2]))
        for component, cell in zip(output.components, cells[3:], strict=False):
            found["component", unit, component] = Decimal(text_of(cell))
        found["contribution", unit] = Decimal(text_of(cells[-2]))
        found["outcomes", unit] = tags(cells[-1])
    return found


def read_unit_pages(output: Output, files: Files) -> Figures:
    found: Figures = {}
    for unit in sorted(set(output.units.values())):
        shown = page(files, f"2015/units/{unit}.html")
        head = select(shown, "header.kh-unit-head")[0]
        found["total", unit] = Decimal(text_of(select(head, ".kh-score-number")[0]))
        found["rank", unit] = Decimal(text_of(select(head, ".kh-score-rank strong")[0]))
        found["outcomes", unit] = tags(head)
        found["contribution", unit] = number(
            rf"计入{output.result.scheme.target_assessment}([\d.]+)分", text_of(select(shown, ".kh-facts")[0])
        )
        sums = text_of(select(shown, ".kh-falls tfoot td")[-1]).rpartition("：")[2].split("−")
        assert len(sums) == len(output.components) + 1
        for component, deducted in zip(output.components, sums[1:], strict=True):
            found["component", unit, component] = Decimal(deducted)
        rate = number(r"10×（1−([\d.]+)%）", text_of(shown.xpath("//*[@aria-labelledby='appraisal']")[0]))
        found["rate", unit] = rate / 100
        found |= _read_items(unit, shown)
    return found


def _read_items(unit: str, shown: Any) -> Figures:
    found: Figures = {}
    for group in select(shown, ".kh-item-group"):
        head = select(group, ".kh-item-head")[0]
        item = select(head, "a")[0].get("href").rpartition("/")[2].removesuffix(".html")
        found["item", unit, item] = Decimal(text_of(select(head, "strong")[0]))
        raw = re.search(r"有效扣分([\d.]+)", text_of(head))  # told where it is another
        found["raw", unit, item] = Decimal(raw[1]) if raw else found["item", unit, item]
        for record in select(group, "article.kh-record"):
            assert record.get("id").startswith(f"{item}--")
            key = (unit, item, select(record, "time")[0].get("datetime"))
            counted = number(r"^([\d.]+)分", text_of(select(record, ".kh-record-points")[0]))
            capped = re.search(r"其中([\d.]+)分超过单项上限", text_of(record))
            found["absorbed", *key] = Decimal(capped[1]) if capped else Decimal(0)
            found["effective", *key] = counted + (Decimal(capped[1]) if capped else 0)
    return found


# The documents: of each format its running text and the rows of its tables


@dataclass(frozen=True, slots=True)
class Document:
    """The text without its spaces, and the rows; a row that is a heading has one cell."""

    text: str
    rows: list[list[str]]


def open_page(content: bytes) -> Document:
    article = select(lxml.html.fromstring(content.decode("utf-8")), "article.gw")[0]
    text = "".join(text_of(part) for part in select(article, "p"))
    return Document(text, [[text_of(cell) for cell in select(row, "td, th")] for row in select(article, "tr")])


def open_docx(content: bytes) -> Document:
    found = docx.Document(io.BytesIO(content))
    rows = [[cell.text for cell in row.cells] for table in found.tables for row in table.rows]
    rows = [[cell.translate(SIGNS) for cell in row] for row in rows]
    text = "".join("".join(part.text.split()) for part in found.paragraphs).translate(SIGNS)
    return Document(text, [row[:1] if len(set(row)) == 1 else row for row in rows])


def open_pdf(content: bytes) -> Document:
    def convert(*options: str) -> str:
        command = ["pdftotext", *options, "-", "-"]
        return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode("utf-8")

    rows: list[list[str]] = []
    for cells in (line.split() for line in convert("-layout").splitlines() if line.strip()):
        # The tool ends a line after a comma that is kept with its number.
        if rows and len(rows[-1]) == len(cells) == 1 and rows[-1][0].endswith("，"):
            rows[-1][0] += cells[0]
        else:
            rows.append(cells)
    return Document("".join(convert("-raw").split()), rows)


Open = Callable[[bytes], Document]
FORMATS: dict[str, Open] = {"html": open_page, "docx": open_docx, "pdf": open_pdf}
AMOUNT = re.compile(r"\d+(\.\d+)?")
ITEM = re.compile(r"(.+)：分值[\d.]+分，有效扣分([\d.]+)分，计扣([\d.]+)分.*")


def read_feedback(output: Output, files: Files, suffix: str) -> Figures:
    """The result letters of all units."""
    found: Figures = {}
    for unit in sorted(set(output.units.values())):
        letter = FORMATS[suffix](files[f"documents/2015/feedback/{unit}{mark_of(suffix)}.{suffix}"])
        found["total", unit] = number(r"考核得分([\d.]+)分，", letter.text)
        found["rank", unit] = number(r"中列第(\d+)名", letter.text)
        found["contribution", unit] = number(rf"计入{output.result.scheme.target_assessment}([\d.]+)分", letter.text)
        found["rate", unit] = number(r"满意率([\d.]+)%，扣分", letter.text) / 100
        names = re.search(r"结果运用：(.*?)。", letter.text)
        found["outcomes", unit] = frozenset(names[1].split("、") if names else ())
        found |= _read_rows(output, unit, letter.rows)
    return found


def _read_rows(output: Output, unit: str, rows: list[list[str]]) -> Figures:
    found: Figures = {}
    item = ""
    for row in rows:
        heading = ITEM.fullmatch(row[0]) if len(row) == 1 else None
        if heading:
            item = output.parts[heading[1]]
            found["raw", unit, item], found["item", unit, item] = Decimal(heading[2]), Decimal(heading[3])
        elif row[0] in output.parts and len(row) == 4:
            found["component", unit, output.parts[row[0]]] = Decimal(row[2])
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", row[0]):
            effective, counted = Decimal(row[-2]), Decimal(row[-1])
            found["effective", unit, item, row[0]] = effective
            found["absorbed", unit, item, row[0]] = effective - counted
    return found


def read_table(output: Output, files: Files, name: str, suffix: str) -> Figures:
    """The result table of a circular or public notice, and whom it names."""
    document = FORMATS[suffix](files[f"documents/2015/{name}{mark_of(suffix)}.{suffix}"])
    found: Figures = {}
    for row in document.rows:
        if len(row) > 4 and row[1] in output.units:
            unit = output.units[row[1]]
            rank, *deducted, total = [Decimal(cell) for cell in (row[0], *row[2 : 3 + len(output.components)])]
            found["rank", unit], found["total", unit] = rank, total
            for component, value in zip(output.components, deducted, strict=True):
                found["component", unit, component] = value
            if name == "circular":
                found["contribution", unit] = Decimal(row[-1])
    named: dict[str, set[str]] = {unit: set() for unit in output.units.values()}
    for rule in output.result.scheme.outcomes:
        listed = re.search(rf"{rule.name}（(\d+)个(?:，名额为示例)?）：(.*?)。", document.text)
        assert listed, rule.name
        units = listed[2].split("、")
        assert len(units) == int(listed[1])
        for short in units:
            named[output.units[short]].add(rule.name)
    return found | {("named", unit): frozenset(names) for unit, names in named.items()}
