"""What came of each look at the files while a preview is served."""

from __future__ import annotations

import os
import sys
import time

from generator.site.preview import Preview
from generator.words.problem_text import format_problem


def look_again(preview: Preview) -> None:
    """Builds anew where a file has changed, and says what came of it."""
    start = time.monotonic()
    if not preview.refresh(_explain):
        return
    condition = preview.condition
    if condition.holds:
        print(f"网页已更新（{time.monotonic() - start:.1f} 秒）。")
    elif condition.fault:
        print(f"没有更新：{condition.fault}", file=sys.stderr)
    else:
        for problem in condition.problems[:5]:
            sys.stderr.write(format_problem(problem, preview.lines(problem)) + "\n")
        print(f"没有更新：数据有 {len(condition.problems)} 处问题。全部见 kaohe check。", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()


def _explain(error: BaseException) -> str:
    if os.environ.get("KAOHE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return f"程序自身出错（{type(error).__name__}）。请设 KAOHE_DEBUG=1 再运行一次，并把输出交给维护人员。"
