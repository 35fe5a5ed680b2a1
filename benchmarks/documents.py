"""Documents of a year: PDF against the warm compiler alone, DOCX against pandoc alone, a rebuild against a build."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.measure import Row
from generator.demo.district import Options, make_data
from generator.documents import document_files
from generator.documents.document_files import LAYOUT, document_fonts, make_documents
from generator.documents.official_document import OfficialDocument
from generator.load.edition import Edition, WholeEdition
from generator.load.project import load
from generator.read.program import SHIPPED_TEMPLATES
from generator.read.tree import MemoryTree

COUNT = 60
FILES = make_data(Options(deductions=400))


def run() -> Iterator[Row]:
    """The figures of documents. Each is taken in a process of its own: typst remembers what it has laid out."""
    if not all(document_fonts(Path(sys.prefix)).chains.values()):
        raise FileNotFoundError("no fonts: make fonts")
    for name, full, floor, limit in (
        (f"{COUNT} PDF ÷ the warm compiler alone", pdf_full, pdf_floor, 2),
        (f"{COUNT} DOCX ÷ pandoc alone", docx_full, docx_floor, 1.3),
        ("all documents again, one record changed ÷ the first time", rebuild, first_build, 0.3),
    ):
        spent, least = best_of(full), best_of(floor)
        yield Row(name, spent / least, limit, note=f"{spent:.2f} s; floor {least:.2f} s")


def best_of(work: Callable[[], float], runs: int = 3) -> float:
    """CPU seconds that `work` reports, the smallest of several fresh processes."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return min(pool.apply(work) for _ in range(runs))


def cpu_spent() -> float:
    """CPU seconds of this process, its threads and the programs that it ran."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def open_sample(folder: Path, files: dict[str, bytes]) -> Edition:
    """The edition of a district of sixty units, without the texts of `content/`."""
    project = load(MemoryTree(files))
    if project.errors:
        raise TypeError(f"the sample has problems: {project.errors[:3]}")
    return WholeEdition(folder, project=project)


def feedback() -> list[OfficialDocument]:
    """The documents for each unit: sixty."""
    made = make_documents(open_sample(Path(sys.prefix), FILES))
    return [document for order, document in made if order.kind == "结果反馈单"][:COUNT]


def pdf_full() -> float:
    """From the records to the bytes, with one document more to start the compiler."""
    from generator.documents.pdf import PdfCompiler

    first, *rest = feedback()
    with PdfCompiler(SHIPPED_TEMPLATES.find(LAYOUT), document_fonts(Path(sys.prefix))) as compiler:
        compiler.render(first)
        start = cpu_spent()
        for document in rest:
            compiler.render(document)
        return cpu_spent() - start


def pdf_floor() -> float:
    """The compiler alone, on the same text in the same faces without the layout of the standard."""
    import typst

    first, *rest = [plain_source(document) for document in feedback()]
    folders = [str(folder) for folder in document_fonts(Path(sys.prefix)).folders]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    with tempfile.TemporaryDirectory() as root:
        compiler = typst.Compiler(root=root, font_paths=found, ignore_system_fonts=True)
        bare_compile(compiler, first)
        start = cpu_spent()
        for given in rest:
            bare_compile(compiler, given)
        return cpu_spent() - start


PLAIN = b"""#let given = json(bytes(sys.inputs.given))
#set document(title: given.title, date: datetime(year: 2015, month: 1, day: 1))
#set text(font: ("Noto Serif CJK SC",), size: 16pt, lang: "zh")
#set page(margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")
= #given.title
#for block in given.blocks {
  if "rows" in block {
    set text(12pt)
    table(columns: block.columns, ..block.rows.flatten().map(value => [#value]))
  } else { par(block.text) }
}
"""


def plain_source(document: OfficialDocument) -> str:
    """The text of `document`, with that of its annexes, without its form."""
    from generator.documents.official_document import DocumentTable, PageBreak

    blocks: list[dict[str, object]] = []
    for block in (*document.blocks, *(block for annex in document.annexes for block in annex.blocks)):
        if isinstance(block, DocumentTable):
            width = len(block.columns)
            rows = [(*row, *[""] * (width - len(row))) for row in ([c.head for c in block.columns], *block.rows)]
            blocks.append({"columns": width, "rows": rows})
        elif not isinstance(block, PageBreak):
            blocks.append({"text": getattr(block, "lead", "") + block.text})
    return json.dumps({"title": document.name, "blocks": blocks})


def bare_compile(compiler: object, given: str) -> None:
    """One document as PDF/A."""
    compiler.compile(  # type: ignore[attr-defined]
        input=PLAIN, format="pdf", sys_inputs={"given": given}, pdf_standards=["a-2a", "ua-1"]
    )


def docx_full() -> float:
    """From the records to the bytes, by as many threads as there are processors."""
    from generator.documents.docx import render_docx
    from generator.documents.docx_pandoc import Pandoc

    made = feedback()
    start = cpu_spent()
    with Pandoc() as pandoc, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(lambda document: render_docx(document, pandoc=pandoc), made))
    return cpu_spent() - start


def docx_floor() -> float:
    """Pandoc alone on the same trees, as many at a time."""
    from generator.documents.docx_pandoc import Pandoc
    from generator.documents.docx_prose import write_prose
    from generator.documents.fit import fit_pages

    trees = [write_prose(fit_pages(document)) for document in feedback()]
    start = cpu_spent()
    with Pandoc() as pandoc, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(pandoc.convert, trees))
    return cpu_spent() - start


def first_build() -> float:
    """All documents of a district, nothing known of them."""
    with tempfile.TemporaryDirectory() as folder:
        return produce(Path(folder), FILES)


def rebuild() -> float:
    """All documents of the same district after the reason of one record has changed."""
    changed = dict(FILES)
    path = next(name for name in changed if name.startswith("data/deductions/"))
    changed[path] = re.sub(rb"(?m)^reason: .*$", "reason: 更改后的事由".encode(), changed[path])
    if changed[path] == FILES[path]:
        raise ValueError(f"{path} has no reason on a line of its own")
    with tempfile.TemporaryDirectory() as folder:
        produce(Path(folder), FILES)
        return produce(Path(folder), changed)


def produce(root: Path, files: dict[str, bytes]) -> float:
    """CPU seconds for all documents of the records in `files`."""
    edition = open_sample(root, files)
    start = cpu_spent()
    for _ in document_files.produce_documents(edition):
        pass
    return cpu_spent() - start
