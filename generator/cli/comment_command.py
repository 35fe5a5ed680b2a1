"""`kaohe comment`: the second run of a forge, which alone may write, puts the text of the first on its proposal."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--run", metavar="编号", type=int, required=True, help="检查这个修改的那次运行的编号")
    parser.add_argument("--writer", metavar="登录名", default="", help="令牌是谁的，不是平台自带的才要写")


def run(arguments: argparse.Namespace) -> int:
    """Writes or updates the comment; where and as whom stands in the environment that the forge gives."""
    from generator.acts.comment_act import comment_on_proposal
    from generator.acts.forge_api import ForgeApi

    given = (os.environ.get(name, "") for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "KAOHE_TOKEN"))
    done = comment_on_proposal(ForgeApi(*given), arguments.run, arguments.writer)
    if not done.number:
        print("这次运行检查的修改已经关闭，或者已经有了更新的提交，不写评论。")
    else:
        print(f"{'已写评论' if done.new else '已更新评论'}：合并请求 {done.number}。")
        print("要收回：在平台上删除这条评论；下一次检查会再写。")
    return 0
