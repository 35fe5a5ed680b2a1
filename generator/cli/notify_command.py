"""`kaohe notify`: tells one unit what was deducted from it, before the public hears of it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.acts.plan import today
from generator.cli.arguments import find_unit, parse_year
from generator.cli.asking import parse_day
from generator.cli.output import refuse_errors
from generator.load.project import find_root, open_project
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.problem import UserError, escape_text
from generator.read.program import open_own_templates

if TYPE_CHECKING:
    from generator.acts.notify_act import Notification

_SHOWN = 3  # files that a command is spelt out for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "target", metavar="单位或记录", help="单位的编号、名称或别名，或者一条扣分记录的编号、文件路径"
    )
    parser.add_argument(
        "--quarter",
        metavar="季度",
        type=int,
        choices=(1, 2, 3, 4),
        help="告知这个季度的全部扣分；不写则告知还没有告知的",
    )
    parser.add_argument("--year", metavar="年度", type=parse_year, help="年度；默认为最近的一个年度")
    parser.add_argument("--out", metavar="目录", help="把扣分告知书（DOCX、PDF）写到这个文件夹；不能是网站的文件夹")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="告知书的日期；默认为今天")
    parser.add_argument("--templates", metavar="目录", help="自己的模板，与程序的 templates/ 同样摆放")
    parser.add_argument("--record", metavar="日期", type=parse_day, help="告知书已经送达：把送达的日期写入扣分记录")


def run(arguments: argparse.Namespace) -> int:
    """Writes the notice, or the day on which it was delivered; 1 where the data have problems."""
    if bool(arguments.out) == bool(arguments.record):
        raise UserError(
            "请用 --out 写明告知书放在哪里；已经送达的，用 --record 写明送达的日期，例如 --record 2015-06-20。"
        )
    root = find_root(arguments.directory)
    return _record(root, arguments) if arguments.record else _write(root, arguments)


def _write(root: Path, arguments: argparse.Namespace) -> int:
    from generator.acts.notify_act import draw_notice, refuse_folder, write_notice

    folder = Path(arguments.out)
    refusal = refuse_folder(root, folder)
    if refusal:
        raise UserError(refusal)
    project = open_project(root, "HEAD")  # what the unit is told stands in the history
    if refuse_errors(project):
        return 1
    told = _find(project.corpus, arguments)
    templates = open_own_templates(arguments.templates)
    files = draw_notice(root, project.corpus, told, arguments.date or today(), templates)
    write_notice(folder, files)
    for name in files:
        print(f"已写入 {folder / name}")
    if not any(name.endswith(".pdf") for name in files):
        print("没有可用的中文字体，没有生成 PDF。请联网运行 kaohe fonts，或把字体放进 fonts/ 后再生成。")
    print(f"{told.unit.name}，{len(told.records)} 条扣分记录。只送这个单位，不公开。")
    print(f"送达以后，把日期记下来：{_command(arguments)} --record 送达日期")
    return 0


def _record(root: Path, arguments: argparse.Namespace) -> int:
    from generator.acts.notify_act import plan_record, write_all

    day: date = arguments.record
    if day > today():
        raise UserError(f"送达日期 {day} 晚于今天（{today()}）。")
    project = open_project(root)
    if refuse_errors(project):
        return 1
    told = _find(project.corpus, arguments)
    planned = plan_record(root, told, day)
    write_all(planned)
    for path in planned:
        print(f"已写入 {path.relative_to(root).as_posix()}：notified: {day}")
    before = len(told.records) - len(planned)
    if before:
        print(f"另有 {before} 条此前已经写了告知日期，没有改动。")
    if planned:
        names = " ".join(path.relative_to(root).as_posix() for path in planned)
        if len(planned) > _SHOWN:
            names = f"data/deductions/{told.year}"
        print(f'接下来提交：git add {names} && git commit -m "登记扣分告知"')
        print(f"提交之前要收回：git checkout -- {names}")
    return 0


def _command(arguments: argparse.Namespace) -> str:
    parts = ["kaohe notify", arguments.target]
    parts += [f"--quarter {arguments.quarter}"] if arguments.quarter else []
    parts += [f"--year {arguments.year}"] if arguments.year else []
    return " ".join(parts)


def _find(corpus: Corpus, arguments: argparse.Namespace) -> Notification:
    """Of what is told: one record, or several of a unit; UserError where there is nothing to tell."""
    from generator.acts.notify_act import Notification, select_records

    record = _find_record(corpus, arguments.target)
    if record is not None:
        if arguments.quarter is not None:
            raise UserError("写了一条记录，就不用写 --quarter。")
        if record.revoked is not None:
            raise UserError(f"{record.path} 已经撤销，不再扣分，不必告知。")
        return Notification(corpus.units[record.unit], record.year, (record,), None)
    unit = find_unit(corpus.units.values(), arguments.target, "没有名为“{}”的单位，也没有这条扣分记录。")
    year = arguments.year or max(corpus.schemes, default=0)
    if year not in corpus.schemes:
        raise UserError(f"没有 {year} 年度的考核办法。" if year else "还没有考核办法。")
    told = select_records(corpus, corpus.units[unit], year, arguments.quarter)
    if not told.records:
        span = f"第 {arguments.quarter} 季度的" if arguments.quarter else "尚未告知的"
        raise UserError(f"{told.unit.name} {year} 年度没有{span}扣分记录。")
    return told


def _find_record(corpus: Corpus, wanted: str) -> Deduction | None:
    """The record of this path, `item/id` or id; UserError where several have the id."""
    found = [r for r in corpus.deductions if wanted in (r.path, f"{r.item}/{r.id}", r.id)]
    if len(found) > 1:
        listed = "、".join(record.path for record in found[:3])
        raise UserError(f"编号“{escape_text(wanted, 80)}”的记录有 {len(found)} 条，请写文件路径：{listed}。")
    return found[0] if found else None
