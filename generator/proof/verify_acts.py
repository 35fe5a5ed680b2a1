"""Whether chain.yml only ever grew, and has for each act exactly the line that came with its file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.model.act import Act, parse_act
from generator.model.place import CHAIN_FILE
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.verify_publication import short, verify_record
from generator.release.ledger import ChainState, Ledger

_SUBJECT = "chain.yml"


def verify_order(ledger: Ledger) -> Iterator[Finding]:
    """The findings about chain.yml along the first-parent line."""
    found = [*_verify_growth(ledger), *_verify_lines(ledger)]
    yield from found
    if not found and ledger.chain:
        yield holds(
            "chain", _SUBJECT, f"{CHAIN_FILE} 的 {len(ledger.lines)} 行只增不减，每件事一行，与文件同时写入。"
        )


def verify_withdrawals(ledger: Ledger) -> Iterator[Finding]:
    """Whether withdrawals and redactions are what they were when they came, and what was withdrawn was published."""
    yield from (verify_record("withdrawal", entry) for entry in ledger.withdrawals.values())
    yield from (verify_record("redaction", entry) for entry in ledger.redactions.values())
    for entry in ledger.withdrawals.values():
        if entry.id not in ledger.publications:
            yield fails("withdrawal", entry.id, f"所撤回的发布 {entry.id} 不在历史之中。")
        elif entry.record is not None:
            words = f"{entry.id} 已于 {entry.record.date} 撤回，此后只核对它的字节。"
            yield left_open("withdrawal", entry.id, words)


def _verify_growth(ledger: Ledger) -> Iterator[Finding]:
    for before, after in pairwise(ledger.chain):
        if before.lines is None:
            continue  # told when it became so
        if after.lines is None:
            yield fails("chain", _SUBJECT, f"提交 {short(after.commit)} 删除了 {CHAIN_FILE}，或使它读不出来。")
        elif after.lines[: len(before.lines)] != before.lines:
            lost = next(
                (line for at, line in enumerate(before.lines) if after.lines[at : at + 1] != (line,)),
                before.lines[-1],
            )
            words = f"提交 {short(after.commit)} 删去、改动或移动了原有的行“{lost}”：各行只增不减，先后不变。"
            yield fails("chain", _SUBJECT, words)


def _verify_lines(ledger: Ledger) -> Iterator[Finding]:
    """Each file has its line, brought by the same commit; each line has its file."""
    came = _first_commits(ledger.chain)
    for act, entry in ledger.entries.items():
        if act not in came:
            yield fails("chain", act.id, f"{CHAIN_FILE} 里没有“{act.line}”这一行。")
        elif came[act] != entry.recorded:
            words = (
                f"“{act.line}”由提交 {short(came[act])} 写入，它的文件由 {short(entry.recorded)} 写入，应是同一个。"
            )
            yield fails("chain", act.id, words)
    for act in came.keys() - ledger.entries.keys():
        yield fails("chain", act.id, f"{CHAIN_FILE} 里有“{act.line}”，历史中没有它的文件 {act.path}。")


def _first_commits(states: tuple[ChainState, ...]) -> dict[Act, str]:
    found: dict[Act, str] = {}
    for state in states:
        for line in state.lines or ():
            act = parse_act(line)
            if act is not None:
                found.setdefault(act, state.commit)
    return found
