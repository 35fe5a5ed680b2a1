"""审计比对报告 on any two versions, written where the auditor wants it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.compare.comparison import Comparison
from generator.history.git import open_repository
from generator.history.masks import disk_tree
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.read.corpus import read_corpus
from generator.read.program import SHIPPED_TEMPLATES
from generator.read.tree import Tree
from generator.render.official.source import open_sources, write_document
from generator.site.audits import order_comparison
from generator.site.documents import LAYOUT, SOURCES, document_fonts
from generator.view.period import latest_day
from generator.model.system import explain_refusal


def write_audit(root: Path, comparison: Comparison, folder: Path) -> list[Path]:
    """Writes the report on `comparison` into `folder` as DOCX and, where there are fonts, as PDF; the files written.

    Broken where `folder` cannot be written.
    """
    from generator.render.official.docx import render_docx
    from generator.render.official.pdf import PdfCompiler

    tree: Tree = GitTree(open_repository(root), comparison.new) if comparison.new else disk_tree(root)
    corpus, _ = read_corpus(tree)
    order = order_comparison(corpus, comparison, _file_name(comparison), latest_day(corpus) or date(1970, 1, 1), "")
    document = write_document(open_sources(SHIPPED_TEMPLATES.folders(SOURCES)), order.source, order.facts, order.day, order.notice)
    made = {".docx": render_docx(document)}
    fonts = document_fonts(root)
    if all(fonts.chains.values()):
        with PdfCompiler(SHIPPED_TEMPLATES.find(LAYOUT), fonts) as compiler:
            made[".pdf"] = compiler.render(document)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in made.items():
            (folder / f"{order.name}{suffix}").write_bytes(data)
    except OSError as error:
        raise Broken(f"“{folder}”写不进去：{explain_refusal(error)}。") from error
    return [folder / f"{order.name}{suffix}" for suffix in made]


def _file_name(comparison: Comparison) -> str:
    return f"审计比对报告-{comparison.old[:12] or '当前文件'}-{comparison.new[:12] or '当前文件'}"
