"""What a verification found: one value for each thing that was checked. Only `cli/` prints them.

A finding tells of commits, files, publications and figures, and of a redaction its published reason, never of what a
deduction or an appraisal says in words: so products may take it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from generator.model.lazy_dataclass import dataclass

Status = Literal["holds", "fails", "open"]

STATUSES: dict[Status, str] = {"holds": "符合", "fails": "不符", "open": "待证"}
KINDS = {
    "history": "历史的完整",
    "objects": "历史的内容",
    "record": "发布记录",
    "commit": "冻结的提交",
    "results": "发布的结果",
    "chain": "前后相接",
    "tag": "标签",
    "correction": "更正记录",
    "withdrawal": "撤回记录",
    "redaction": "遮盖",
    "public": "公开历史",
    "tally": "保密登记簿的统计数",
    "current": "当前数据",
    "disk": "当前文件",
    "site": "网站文件",
    "rebuild": "重新生成",
    "bag": "归档包",
    "witness": "旁证",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked.

    `kind` says what was checked (a key of KINDS), `subject` on what (an id or a path); `open` is what this check
    alone cannot prove, or what a person should know without its being wrong. `sentence` is Chinese.
    """

    kind: str
    subject: str
    status: Status
    sentence: str


def holds(kind: str, subject: str, sentence: str) -> Finding:
    """A finding that something is as it should be."""
    return Finding(kind, subject, "holds", sentence)


def fails(kind: str, subject: str, sentence: str) -> Finding:
    """A finding that something is not as it should be."""
    return Finding(kind, subject, "fails", sentence)


def left_open(kind: str, subject: str, sentence: str) -> Finding:
    """A finding of something that cannot be proved here, or that a person should know."""
    return Finding(kind, subject, "open", sentence)


def is_sound(findings: Iterable[Finding]) -> bool:
    """Whether something is as it should be, and nothing is not: what could not be checked has not passed."""
    found = {finding.status for finding in findings}
    return "holds" in found and "fails" not in found
