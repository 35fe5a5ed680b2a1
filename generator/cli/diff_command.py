"""`kaohe diff A B`: two versions compared by meaning, with the cause of every movement."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.output import print_json
from generator.compare.comparison import Comparison
from generator.load.project import find_root, published_records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    what = "提交编号、标签、分支、日期（如 2015-06-30）或发布的编号"
    parser.add_argument("old", metavar="版本甲", help=f"较早的版本：{what}")
    parser.add_argument("new", metavar="版本乙", help=f"较晚的版本：{what}")
    add_form(parser)


def add_form(parser: argparse.ArgumentParser) -> None:
    """Declares the options for the form of the output."""
    parser.add_argument("--all", action="store_true", help="很长时也全部列出，不从略")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--markdown", action="store_true", help="输出 Markdown，可贴在合并请求里")
    form.add_argument("--html", action="store_true", help="输出可归档的网页报告")
    form.add_argument("--documents", metavar="文件夹", help="把审计比对报告（DOCX、PDF）写到这个文件夹")


def run(arguments: argparse.Namespace) -> int:
    """Prints the comparison; 0 whether or not anything differs.

    Two publications are compared as they were published, the data of their periods alone; other versions whole.
    """
    from generator.compare.comparison import compare_revisions
    from generator.git.repository import open_repository
    from generator.git.revision import resolve_revision

    root = find_root(arguments.directory)
    repository = open_repository(root)
    published = published_records(root)
    if arguments.old in published and arguments.new in published:
        from generator.release.causes import compare_publications

        comparison = compare_publications(repository, published[arguments.old], published[arguments.new])
        print_comparison(comparison, arguments)
        return 0
    known = {name: record.commit for name, record in published.items()}
    old, new = (resolve_revision(repository, name, known) for name in (arguments.old, arguments.new))
    print_comparison(compare_revisions(repository, old, new), arguments)
    return 0


def print_comparison(comparison: Comparison, arguments: argparse.Namespace) -> None:
    """Prints `comparison` in the form that the options ask for."""
    from generator.words.comparison_words import comparison_text, view_comparison
    from generator.words.problem_list import LIMIT

    if arguments.json:
        from generator.compare.comparison_json import comparison_json

        print_json(comparison_json(comparison))
    elif arguments.markdown:
        from generator.words.comparison_markdown import comparison_markdown

        sys.stdout.write(comparison_markdown(view_comparison(comparison)))
    elif arguments.html:
        from generator.documents.comparison_report import render_report

        sys.stdout.write(render_report(view_comparison(comparison)))
    elif arguments.documents:
        from generator.acts.write_audit import write_audit

        for path in write_audit(find_root(arguments.directory), comparison, Path(arguments.documents)):
            print(f"已写入：{path}")
    else:
        sys.stdout.write(comparison_text(view_comparison(comparison), None if arguments.all else LIMIT))
