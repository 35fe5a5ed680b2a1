"""`kaohe init`: a clean repository for an office, without sample data."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.arguments import parse_year


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("folder", metavar="目录", help="建在这个文件夹；它应不存在、是空的，或是还没有提交的空仓库")
    parser.add_argument("--district", metavar="地区", required=True, help="地区名称，例如 小河区")
    parser.add_argument("--office", metavar="主办单位", required=True, help="考核办全称，即网站的主办单位")
    parser.add_argument("--year", metavar="年度", type=parse_year, required=True, help="第一个考核年度，例如 2026")
    parser.add_argument("--url", metavar="网址", default="", help="网站将来的地址，以 / 结尾；还不知道的可以不写")


def run(arguments: argparse.Namespace) -> int:
    """Makes the project and says what is to be done next."""
    from generator.acts.skeleton import Beginning, begin_project

    folder = Path(arguments.directory) / arguments.folder
    made = begin_project(folder, Beginning(arguments.district, arguments.office, arguments.year, arguments.url))
    print(f"已建立考核项目：{folder}（{len(made.files)} 个文件，提交 {made.commit[:12]}）")
    print(f"还有 {len(made.open_points)} 处要定、要补：")
    for file, words in made.open_points:
        print(f"  {file}：{words}")
    print(
        f"接下来看 {folder / 'README.md'}。还缺什么用 kaohe check -C {folder} 查看，用 kaohe serve -C {folder} 预览。"
    )
    return 0
