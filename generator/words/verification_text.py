"""A verification as text for an auditor: the verdict, what does not hold, what could not be verified, what holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.problem import escape_text
from generator.proof.finding import KINDS, STATUSES, Finding, Status

_WIDTH = 400  # characters of one finding
_SHOWN = 3  # findings of one kind that are written out; of more, how many there are
_HEADINGS: dict[Status, str] = {"fails": "不符", "open": "待证（不能在这里核验，或者需要人来判断）"}
_NAMED = {"record", "commit", "results", "chain", "tag", "correction", "site", "bag", "rebuild"}


def verification_text(head: str, findings: Sequence[Finding], main: str = "", whole: bool = False) -> str:
    """The verdict, then the findings by what came of them; with `whole` every one, else of each kind the first few.

    `head` is the last commit of the branch `main` that was verified.
    """
    return "".join(f"{line}\n" for line in _lines(head, findings, main, whole))


def _lines(head: str, findings: Sequence[Finding], main: str, whole: bool) -> Iterator[str]:
    yield summary(findings)
    if head:
        yield f"核验的是主分支{f'（{escape_text(main, 80)}）' if main else ''}到最后一个提交 {head}。"
    left_out = 0
    for status, heading in _HEADINGS.items():
        groups = _by_kind(findings, status)
        if groups:
            yield ""
            yield heading
        for kind, found in groups:
            shown = found if whole or len(found) <= _SHOWN + 1 else found[:_SHOWN]
            left_out += len(found) - len(shown)
            yield f"  {KINDS[kind]}（{len(found)} 项）"
            yield from (f"    {_sentence(finding)}" for finding in shown)
            if len(shown) < len(found):
                yield f"    ……另有 {len(found) - len(shown)} 项。"
    held = _by_kind(findings, "holds")
    if held:
        yield ""
        yield STATUSES["holds"]
    for kind, found in held:
        if whole and len(found) > 1:
            yield f"  {KINDS[kind]}（{len(found)} 项）"
            yield from (f"    {_sentence(finding)}" for finding in found)
        else:
            yield f"  {KINDS[kind]}：{_sentence(found[0]) if len(found) == 1 else f'{len(found)} 项都符合。'}"
    if left_out:
        yield ""
        yield "没有列出的各项，用 --all 全部列出。"


def _by_kind(findings: Sequence[Finding], status: Status) -> list[tuple[str, list[Finding]]]:
    groups = ((kind, [f for f in findings if (f.kind, f.status) == (kind, status)]) for kind in KINDS)
    return [(kind, found) for kind, found in groups if found]


def _sentence(finding: Finding) -> str:
    """The sentence, with the id of a publication or correction before it; other sentences name what they speak of."""
    named = finding.kind in _NAMED and finding.subject and finding.subject not in finding.sentence
    subject = f"{escape_text(finding.subject, _WIDTH)}：" if named else ""
    return f"{subject}{escape_text(finding.sentence, _WIDTH)}"


def summary(findings: Sequence[Finding]) -> str:
    """The verdict, with how many checks were made and how they ended."""
    fails, held, left = (sum(f.status == status for f in findings) for status in ("fails", "holds", "open"))
    rest = f"，{left} 项待证" if left else ""
    if fails:
        return f"结论：不符。{fails} 项不符，{held} 项符合{rest}。"
    if not held:
        return f"结论：没有可以核验的内容（{left} 项待证）。"
    return f"结论：没有发现不符。{held} 项符合{rest}。"
