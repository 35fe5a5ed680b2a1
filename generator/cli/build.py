"""`kaohe build`: the whole output into one folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from generator.cli.output import refuse_errors
from generator.cli.project import find_root, load_state
from generator.model.problem import Broken

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
        "--strict-fonts", action="store_true", help="缺少公文标准所用的字体或者有字印不出时不生成，返回 1"
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds; 1 where the data have errors, or fonts are missing that were asked for."""
    root = find_root(arguments.directory)
    state = load_state(root, arguments.at)
    if refuse_errors(state):
        return 1
    from generator.release.pristine import disk_commit
    from generator.site.build import build_output, gather_remarks
    from generator.site.context import make_context

    commit = state.commit or disk_commit(root)
    context = make_context(root, state.corpus, state.tree, arguments.audience, commit)
    remarks = gather_remarks(context)
    for words in remarks:
        print(f"字体：{words}。", file=sys.stderr if arguments.strict_fonts else sys.stdout)
    if remarks and arguments.strict_fonts:
        print("字体不全，按 --strict-fonts 的要求没有生成。", file=sys.stderr)
        return 1
    out = Path(arguments.out) if arguments.out else root / "site"
    if any(out.resolve().is_relative_to((root / source).resolve()) for source in _SOURCES):
        raise Broken(f"“{out}”在项目的数据或文本里面，没有生成网站。请另选一个位置（--out）。")
    built = build_output(context, out, _progress())
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(f"已生成 {built.files} 个文件：{out}")
    return 0


def _progress() -> Callable[[str, int | None], None]:
    """On a terminal one line that changes; in a log only what was finished."""
    if not sys.stderr.isatty():
        return lambda words, count: None

    def say(words: str, count: int | None) -> None:
        sys.stderr.write(f"\r\x1b[K{words}" + (f" {count}" if count is not None else ""))
        sys.stderr.flush()

    return say
