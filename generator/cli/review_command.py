"""`kaohe review`: a proposal as it would be after its merge, for the run of a forge."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--base", metavar="版本", required=True, help="主分支的最后一个提交")
    parser.add_argument("--head", metavar="版本", required=True, help="提出的修改的最后一个提交")
    parser.add_argument("--login", metavar="登录名", default="", help="提出修改的登录名，由平台给出")
    parser.add_argument("--out", metavar="目录", required=True, help="把评论和逐行的批注写到这个文件夹")
    parser.add_argument("--preview", metavar="目录", help="把网站的预览生成到这个文件夹（仓库公开的不要用）")
    parser.add_argument("--preview-at", metavar="位置", default="", help="预览在哪里可以看到，写进评论")


def run(arguments: argparse.Namespace) -> int:
    """Prints what is wrong and what moves; 1 where the proposal cannot be merged as it is."""
    from generator.acts.review_act import preview_site, record_review, review_proposal
    from generator.words.comparison_words import comparison_text
    from generator.words.problem_list import LIMIT, list_problems

    root = find_root(arguments.directory)
    review = review_proposal(root, arguments.base, arguments.head, arguments.login)
    for path in review.conflicts:
        print(f"{path}:1:1: 两边都改了，git 合不到一起")
    lines = review.lines or {}
    for text in list_problems(review.problems, lambda problem: lines.get(problem.place.file)):
        sys.stdout.write(text)
    print(f"共 {review.errors} 处要改。" if review.errors else "检查通过。")
    if review.effect is not None:
        sys.stdout.write("\n" + comparison_text(review.effect, LIMIT))
    seen = ""
    if arguments.preview and preview_site(root, review, Path(arguments.preview), lambda words, count: None):
        seen = arguments.preview_at or "附在这次运行里"
        print(f"网站预览：{arguments.preview}")
    files = record_review(review, Path(arguments.out), seen)
    print(f"评论：{files.comment}")
    made = "、".join(filter(None, (arguments.out, arguments.preview if seen else "")))
    print(f"要收回：删除 {made}，数据没有改动。")
    return 1 if review.errors else 0
