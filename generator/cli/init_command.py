"""`kaohe init`: a clean repository for an office, without sample data."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.arguments import parse_year
from generator.cli.init_asking import SCHEMES, complete_beginning

_SHOWN = 12  # of what is missing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("folder", metavar="目录", help="建在这个文件夹；它应不存在、是空的，或是还没有提交的空仓库")
    parser.add_argument("--district", metavar="地区", default="", help="地区名称，例如 小河区")
    parser.add_argument("--office", metavar="主办单位", default="", help="考核办全称，即网站的主办单位")
    parser.add_argument("--year", metavar="年度", type=parse_year, help="第一个考核年度，例如 2026")
    parser.add_argument("--document", metavar="文号", help="考核办法的发文字号，例如 小河委发〔2026〕7号")
    parser.add_argument("--title", metavar="标题", default="", help="考核办法的标题；默认为“某年度机关考核办法”")
    named = "、".join(f"{key} {words}" for key, words in SCHEMES.items())
    parser.add_argument("--scheme", choices=list(SCHEMES), help=f"从哪一份考核办法开始（{named}），默认为 empty")
    parser.add_argument("--index", action="store_true", help="建立索引：汇集各地区公布的结果，自己不考核")
    parser.add_argument("--url", metavar="网址", help="网站将来的地址，以 / 结尾；还不知道的可以不写")


def run(arguments: argparse.Namespace) -> int:
    """Makes the project and says what is to be done next, and how it is taken back."""
    from generator.acts.skeleton import begin_project

    folder = Path(arguments.directory) / arguments.folder
    if arguments.index:
        return _begin_index(arguments, folder)
    made = begin_project(folder, complete_beginning(arguments))
    print(f"已建立考核项目：{folder}（{len(made.files)} 个文件，提交 {made.commit[:12]}）")
    print(f"要收回：把 {folder} 里的全部内容（包括 .git）删除，没有动别的地方。")
    print(f"还有 {len(made.open_points)} 处要定、要补：")
    for file, words in made.open_points[:_SHOWN]:
        print(f"  {file}：{words}")
    if len(made.open_points) > _SHOWN:
        print(f"  另有 {len(made.open_points) - _SHOWN} 处，用 kaohe check --all 查看")
    print(
        f"接下来看 {folder / 'README.md'}。还缺什么用 kaohe check -C {folder} 查看，用 kaohe serve -C {folder} 预览。"
    )
    return 0


def _begin_index(arguments: argparse.Namespace, folder: Path) -> int:
    from generator.acts.index_skeleton import begin_index
    from generator.cli.init_asking import complete_index

    made = begin_index(folder, complete_index(arguments))
    print(f"已建立考核索引：{folder}（{len(made.files)} 个文件，提交 {made.commit[:12]}）")
    print(f"要收回：把 {folder} 里的全部内容（包括 .git）删除，没有动别的地方。")
    print(f"接下来看 {folder / 'README.md'}：先登记各地区，再用 kaohe gather -C {folder} 汇集。")
    return 0
