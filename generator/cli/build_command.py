"""`kaohe build`: the whole output into one folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from generator.cli.output import refuse_problems
from generator.load.project import find_root, open_tree
from generator.model.problem import UserError
from generator.read.program import open_own_templates

_SOURCES = ("data", "content", ".git")  # where no output may be put


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--out", metavar="目录", help="写入的文件夹，默认为项目下的 site")
    parser.add_argument("--at", metavar="版本", help="用 git 的某个版本的数据，而不是当前文件")
    parser.add_argument(
        "--audience",
        metavar="对象",
        choices=("public", "internal"),
        default="public",
        help="public 公开版（默认），internal 内部版：含未发布的数据和内部备注",
    )
    parser.add_argument(
        "--templates",
        metavar="目录",
        help="自己的模板，与程序的 templates/ 同样摆放，有的用它、没有的用程序的；项目里的模板不写明就不用",
    )
    parser.add_argument(
        "--strict-fonts", action="store_true", help="缺少公文标准所用的字体或者有字印不出时不生成，返回 1"
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds; 1 where data or texts have errors, or fonts are missing that were asked for."""
    root = find_root(arguments.directory)
    out = Path(arguments.out) if arguments.out else root / "site"
    if any(out.resolve().is_relative_to((root / source).resolve()) for source in _SOURCES):
        raise UserError(f"“{out}”在项目的数据或文本里面，没有生成网站。请另选一个位置（--out）。")
    folders = open_own_templates(arguments.templates)
    from generator.git.worktree import disk_commit
    from generator.load.edition import Edition, open_edition
    from generator.site.site_build import build_output, gather_remarks, refuse_place

    refuse_place(out)
    say, done = show_progress()
    say("检查数据", None)
    tree, commit = open_tree(root, arguments.at)
    edition = open_edition(root, arguments.audience, tree, commit or disk_commit(root), folders)
    if not isinstance(edition, Edition):
        done()
        refuse_problems(edition)
        return 1
    if arguments.strict_fonts:
        say("核对字体", None)
        remarks = gather_remarks(edition)
        done()
        for words in remarks:
            print(f"字体：{words}。", file=sys.stderr)
        if remarks:
            print("字体不全，按 --strict-fonts 的要求没有生成。", file=sys.stderr)
            return 1
    built = build_output(edition, out, say)
    remarks = gather_remarks(edition)
    done()
    for words in remarks:
        print(f"字体：{words}。")
    print(f"已生成 {built.files} 个文件：{out}")
    return 0


def show_progress() -> tuple[Callable[[str, int | None], None], Callable[[], None]]:
    """What is told what is being done, and what takes the last of it away.

    On a terminal one line that changes; in a log only what was finished.
    """
    if not sys.stderr.isatty():
        return lambda words, count: None, lambda: None

    def say(words: str, count: int | None) -> None:
        sys.stderr.write(f"\r\x1b[K{words}…" + (f" {count}" if count is not None else ""))
        sys.stderr.flush()

    def done() -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    return say, done
