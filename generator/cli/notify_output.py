"""What `kaohe notify` says of the notice it has written, or of the day it has recorded."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.acts.notify_act import NoticeRequest, RecordedDay, record_delivery, write_notice
from generator.cli.asking import finish_before
from generator.cli.output import refuse_problems
from generator.read.program import open_own_templates

_SHOWN = 3  # files that a command is spelt out for


def write_files(root: Path, arguments: argparse.Namespace) -> int:
    """Writes the notice into the folder that was named; 1 if the data have problems."""
    folder = Path(arguments.out)
    templates = open_own_templates(arguments.templates)
    made = write_notice(root, folder, _request(arguments), arguments.date, templates)
    if isinstance(made, list):
        return int(refuse_problems(made))
    for name in made.files:
        print(f"已写入 {folder / name}")
    print(f"还没有送出的，要收回：删除 {'、'.join(str(folder / name) for name in made.files)}")
    if not any(name.endswith(".pdf") for name in made.files):
        print("没有可用的中文字体，没有生成 PDF。请联网运行 kaohe fonts，或把字体放进 fonts/ 后再生成。")
    print(f"{made.told.unit.name}，{len(made.told.records)} 条扣分记录。只送这个单位，不公开。")
    print(f"送达以后，把日期记下来：{_command(arguments)} --record 送达日期")
    return 0


def record_day(root: Path, arguments: argparse.Namespace) -> int:
    """Writes the day of delivery into the records; 1 if the data have problems."""
    finish_before(root)
    made = record_delivery(root, _request(arguments), arguments.record)
    if isinstance(made, list):
        return int(refuse_problems(made))
    for path in made.written:
        print(f"已写入 {path}：notified: {arguments.record}")
    before = len(made.told.records) - len(made.written)
    if before:
        print(f"另有 {before} 条此前已经写了告知日期，没有改动。")
    if made.written:
        names = _names(made)
        print(f'接下来提交：git add {names} && git commit -m "登记扣分告知"')
        print(f"提交之前要收回：git checkout -- {names}")
    return 0


def _request(arguments: argparse.Namespace) -> NoticeRequest:
    return NoticeRequest(arguments.target, arguments.year, arguments.quarter)


def _names(made: RecordedDay) -> str:
    if len(made.written) > _SHOWN:
        return Path(made.written[0]).parents[1].as_posix()  # the folder of the year
    return " ".join(made.written)


def _command(arguments: argparse.Namespace) -> str:
    parts = ["kaohe notify", arguments.target]
    parts += [f"--quarter {arguments.quarter}"] if arguments.quarter else []
    parts += [f"--year {arguments.year}"] if arguments.year else []
    return " ".join(parts)
