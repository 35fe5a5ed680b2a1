"""A comparison in the form that was asked for, and the options for that."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.load.root import find_root

if TYPE_CHECKING:
    from generator.acts.compare_act import TextForm
    from generator.compare.comparison import Comparison


def add_form(parser: argparse.ArgumentParser) -> None:
    """Declares the options for the form of the output."""
    parser.add_argument("--all", action="store_true", help="很长时也全部列出，不从略")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--markdown", action="store_true", help="输出 Markdown，可贴在合并请求里")
    form.add_argument("--html", action="store_true", help="输出可归档的网页报告")
    form.add_argument("--documents", metavar="文件夹", help="把审计比对报告（DOCX、PDF）写到这个文件夹")


def text_form(arguments: argparse.Namespace) -> TextForm | None:
    """The form of the text that is asked for; None for a report."""
    if arguments.html or arguments.documents:
        return None
    return "json" if arguments.json else "markdown" if arguments.markdown else "all" if arguments.all else "short"


def print_comparison(comparison: Comparison, arguments: argparse.Namespace) -> None:
    """Prints `comparison` in the form that the options ask for."""
    form = text_form(arguments)
    if form is not None:
        from generator.acts.compare_act import comparison_as_text

        sys.stdout.write(comparison_as_text(comparison, form))
    elif arguments.html:
        from generator.documents.comparison_report import render_report
        from generator.public.redact import shown_comparison
        from generator.words.comparison_words import view_comparison

        sys.stdout.write(render_report(view_comparison(shown_comparison(comparison, "internal"))))
    else:
        from generator.acts.write_audit import write_audit

        written = write_audit(find_root(arguments.directory), comparison, Path(arguments.documents))
        for path in written:
            print(f"已写入：{path}")
        print(f"要收回：删除 {'、'.join(map(str, written))}")
