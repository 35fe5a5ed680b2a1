"""A verification as text for a person: what was checked, what holds, what does not, what cannot be proved here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.problem import escape_text
from generator.release.finding import KINDS, STATUSES, Finding

_WIDTH = 400  # characters of one finding


def verification_text(head: str, findings: Sequence[Finding]) -> str:
    """The findings under their headings, and a closing line with the numbers."""
    return "".join(f"{line}\n" for line in _lines(head, findings))


def _lines(head: str, findings: Sequence[Finding]) -> Iterator[str]:
    if head:
        yield f"核验到主分支的最后一个提交 {head}"
        yield ""
    for kind, name in KINDS.items():
        of_kind = [finding for finding in findings if finding.kind == kind]
        if of_kind:
            yield name
            for finding in of_kind:
                yield f"  {STATUSES[finding.status]}  {_subject(finding)}{escape_text(finding.sentence, _WIDTH)}"
            yield ""
    yield summary(findings)


def _subject(finding: Finding) -> str:
    """The id of a publication or correction before its sentence; other sentences name what they speak of."""
    named = {"record", "commit", "results", "chain", "tag", "correction"}
    if finding.kind in named or finding.kind in {"site", "bag", "rebuild"}:
        return f"{escape_text(finding.subject, _WIDTH)}：" if finding.subject not in finding.sentence else ""
    return ""


def summary(findings: Sequence[Finding]) -> str:
    """How many checks were made, and how they ended."""
    numbers = {status: sum(f.status == status for f in findings) for status in STATUSES}
    if numbers["fails"]:
        words = "，".join(f"{numbers[status]} 项{STATUSES[status]}" for status in ("fails", "holds", "open"))
        return f"共核验 {len(findings)} 项：{words}。"
    unproved = f"；{numbers['open']} 项不能在这里证明，见“待证”各行" if numbers["open"] else ""
    return f"共核验 {len(findings)} 项，没有发现不符{unproved}。"
