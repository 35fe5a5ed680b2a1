"""What the verbs that make workbooks have in common."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.arguments import parse_year
from generator.load.root import find_root


def add_order(parser: argparse.ArgumentParser) -> None:
    """Declares which workbook is wanted, and where it goes."""
    parser.add_argument("about", metavar="年度或单项", help="年度（2015：全部单项），或一个单项的编号、名称")
    parser.add_argument("--year", metavar="年度", type=parse_year, help="写单项时的年度；默认为最近的")
    parser.add_argument("--assessor", metavar="单位", default="", help="只要这个考核实施部门的单项")
    parser.add_argument("--appraisal", action="store_true", help="评议计票的表，每个评议主体一张")
    parser.add_argument("--out", metavar="文件", default=".", help="写到这个文件或文件夹；默认为当前文件夹")


def make_and_save(arguments: argparse.Namespace, filled: bool) -> int:
    """Makes the workbook, writes it, and says what it is and how to take it back; 0."""
    from generator.acts.template_act import WorkbookOrder, make_workbook, save_workbook

    order = WorkbookOrder(arguments.about, arguments.year, arguments.assessor, arguments.appraisal, filled)
    made = make_workbook(find_root(arguments.directory), order)
    path = save_workbook(made, Path(arguments.out))
    told = f"，{made.records} 条记录" if filled else ""
    print(f"已写入 {path}：{made.sheets} 张工作表{told}。")
    if made.revoked:
        print(f"另有 {made.revoked} 条已经撤销的记录没有写进去。")
    print(f"填好以后用 kaohe import {path.name} 导入。")
    print(f"要收回：删除 {path}，数据没有改动。")
    return 0
