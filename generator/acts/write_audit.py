"""审计比对报告 on any two versions, written where the auditor wants it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.compare.comparison import Comparison
from generator.documents.audit_requests import order_comparison
from generator.documents.document_files import LAYOUT, SOURCES, document_fonts
from generator.documents.document_forms import document_forms
from generator.documents.text_source import open_sources, write_document
from generator.git.git_tree import GitTree
from generator.git.masks import disk_tree
from generator.git.repository import open_repository
from generator.model.problem import UserError
from generator.model.system import explain_refusal
from generator.public.periods import latest_day, visible_corpus
from generator.public.redact import shown_comparison
from generator.read.corpus_reader import read_corpus
from generator.read.program import SHIPPED_TEMPLATES
from generator.read.tree import Tree


def write_audit(root: Path, comparison: Comparison, folder: Path) -> list[Path]:
    """Writes the report on `comparison` into `folder` as DOCX and, where there are fonts, as PDF; the files written.

    UserError where `folder` cannot be written.
    """
    from generator.documents.docx import render_docx
    from generator.documents.pdf import PdfCompiler

    tree: Tree = GitTree(open_repository(root), comparison.new) if comparison.new else disk_tree(root)
    corpus, _ = read_corpus(tree)
    seen, day = visible_corpus(corpus, "internal"), latest_day(corpus) or date(1970, 1, 1)
    order = order_comparison(seen, shown_comparison(comparison, "internal"), _file_name(comparison), day, "")
    document = write_document(
        open_sources(SHIPPED_TEMPLATES.folders(SOURCES)), order.source, order.facts, order.day, order.notice
    )
    fonts = document_fonts(root)
    forms = document_forms(fonts)
    made = {".docx": render_docx(document)} if forms.docx or not forms.pdf else {}
    if forms.pdf:
        with PdfCompiler(SHIPPED_TEMPLATES.find(LAYOUT), fonts) as compiler:
            made[".pdf"] = compiler.render(document)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in made.items():
            (folder / f"{order.name}{suffix}").write_bytes(data)
    except OSError as error:
        raise UserError(f"“{folder}”写不进去：{explain_refusal(error)}。") from error
    return [folder / f"{order.name}{suffix}" for suffix in made]


def _file_name(comparison: Comparison) -> str:
    return f"审计比对报告-{comparison.old[:12] or '当前文件'}-{comparison.new[:12] or '当前文件'}"
