"""What `kaohe gather` prints."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from generator.model.problem import escape_text

if TYPE_CHECKING:
    from generator.acts.gather_act import GatherReport
    from generator.gather.due import Late
    from generator.gather.fault import SourceFault

_SHOWN = 20
_UNHELD = (
    "这里没有保存以前的公开历史（如换了机器、删了缓存），这次只比较了各件行为的先后、日期和结果，没有逐个提交比较。"
)


def print_report(found: GatherReport, whole: bool) -> None:
    """Prints what came of a gathering; with `whole` nothing is left out."""
    shown = None if whole else _SHOWN
    print(f"读了 {found.read} 个来源，{found.unchanged} 个没有变化；不符的 {len(found.faults)} 个地区。")
    _list("新见到", [f"{name}：{'、'.join(lines)}" for name, lines in found.added.items()], shown)
    _list("不符", _faults(found.faults), shown, sys.stderr)
    gone = {
        name: tuple(f for f in faults if f not in found.faults.get(name, ())) for name, faults in found.past.items()
    }
    _list("以前不符", _faults(gone), shown)
    _list("待证", [f"{name}：{_UNHELD}" for name in found.unheld], shown)
    _list(f"迟（按 {found.as_of}）", _late(found.late), shown)
    if found.commit:
        print(f"见到的已经记下：提交 {found.commit[:12]}。请推送到别处保存：它就是旁证。")
        print(f"推送以前要收回：git reset --keep {found.commit[:12]}~1（这以后还没有别的提交时），再汇集时加 --full")
    else:
        print("没有见到新的内容，没有新的提交。")


def _faults(found: Mapping[str, Sequence[SourceFault]]) -> list[str]:
    return [f"{name}: {fault.code} {fault.sentence}" for name, faults in sorted(found.items()) for fault in faults]


def _late(found: Mapping[str, Sequence[Late]]) -> list[str]:
    return [f"{name}：{'；'.join(one.words for one in late)}" for name, late in sorted(found.items())]


def _list(head: str, lines: Sequence[str], shown: int | None, to: TextIO | None = None) -> None:
    stream = to or sys.stdout
    for line in lines[:shown]:
        print(f"{head}　{escape_text(line, 400)}", file=stream)
    if shown is not None and len(lines) > shown:
        print(f"{head}　……另有 {len(lines) - shown} 项，用 --all 列出", file=stream)
