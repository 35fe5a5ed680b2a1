"""The history that belongs to a build, or why there is none that its audience may see."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from generator.git.branch import find_main
from generator.git.repository import HistoryUnavailable, open_repository
from generator.history.report import HistoryReport, read_history
from generator.model.redaction import Masks
from generator.words.build_context import BuildContext


def open_history(context: BuildContext) -> HistoryReport | str:
    """The account of the line that ends at what is built, or the sentence that says why there is none.

    The history tells of what is not published yet, so the public sees it only of a demonstration; the office always.
    """
    demo = context.corpus.site is not None and context.corpus.site.demo
    if context.audience == "public" and not demo:
        return "公开版不含尚未发布的改动，因此不显示数据的历史；已发布结果之间的变化见各次发布和更正。"
    try:
        tip = context.commit or find_main(open_repository(context.root)).tip
        return _read(context.root, tip, context.corpus.masks)
    except HistoryUnavailable as unavailable:
        return str(unavailable)


@lru_cache(maxsize=2)
def _read(root: Path, commit: str, _masks: Masks) -> HistoryReport:
    """The account of a commit; what is masked in it may have changed since another look."""
    return read_history(root, commit)
