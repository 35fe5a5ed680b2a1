"""The index as a witness: whether its own record only ever grew, and what it says of a district's publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.gather.chain_check import check_chain
from generator.gather.published_state import PublishedState
from generator.gather.seen import FOLDER, Seen, read_seen
from generator.gather.seen_folder import seen_files
from generator.git.folder_log import read_folder_log
from generator.git.lineage import read_blobs
from generator.git.record_files import changed_on_disk
from generator.git.repository import Repository
from generator.model.place import INDEX_FILE
from generator.proof.finding import Finding, fails, holds, left_open


def is_index_folder(path: Path) -> bool:
    """Whether there is an index at `path`."""
    return (path / INDEX_FILE).is_file() and (path / FOLDER).is_dir()


def find_seen(index: Path, state: PublishedState) -> Seen | None:
    """What the index at `index` has seen of whoever published `state`.

    Found by whose publication it is; where nobody said that, or said something else since, by an act with the same
    results.
    """
    results = {(act.line, act.results_sha256) for act in state.acts if act.results_sha256}
    alike = None
    for data in seen_files(index).values():
        seen = read_seen(data)
        if isinstance(seen, str):
            continue
        if seen.authority and seen.authority == state.authority:
            return seen
        if alike is None and results & {(act.line, act.results_sha256) for act in seen.acts}:
            alike = seen
    return alike


def compare_with_index(index: Path, subject: str, state: PublishedState) -> Iterator[Finding]:
    """Whether `state` is what the index saw, or what followed it."""
    seen = find_seen(index, state)
    if seen is None:
        yield fails("witness", subject, f"索引“{index.name}”里没有见过这里的任何发布：没有登记，或者全部被改写过。")
        return
    if seen.unheld:
        words = (
            f"索引“{index.name}”（{seen.district}）：有 {len(seen.unheld)} 次收下公开历史时没有以前的可以比较，"
            "没有逐个提交比较，只比较了各件行为的先后、日期和结果。"
        )
        yield left_open("witness", subject, words)
    if state.digest and state.digest in seen.digests:
        yield holds("witness", subject, f"与索引“{index.name}”见过的（{seen.district}）是同一份。")
        return
    faults = check_chain(seen, state)
    yield from (fails("witness", subject, f"索引“{index.name}”（{seen.district}）：{one.sentence}") for one in faults)
    for chain in seen.former:
        words = f"索引“{index.name}”（{seen.district}）：重新开始过，以前见过的 {len(chain.acts)} 件行为另外保留。"
        yield left_open("witness", subject, words)
    for past in seen.faults:
        words = f"索引“{index.name}”（{seen.district}）以前记下：{past.fault.sentence}"
        yield left_open("witness", subject, words)
    if not faults:
        words = f"索引“{index.name}”见过的 {len(seen.acts)} 件行为（{seen.district}）都在，先后、日期和结果都没有变。"
        yield holds("witness", subject, words)


def verify_seen(repository: Repository, tip: str) -> Iterator[Finding]:
    """Whether what an index has seen only ever grew along its main line, and is on the disk as committed."""
    steps = read_folder_log(repository, tip, [FOLDER])
    blobs = {blob for step in steps for change in step.changes for blob in (change.old, change.new) if blob}
    contents = read_blobs(repository, blobs)
    problems = []
    for step in steps:
        for change in step.changes:
            before = _read(contents.get(change.old or ""))
            after = _read(contents.get(change.new or ""))
            problems += [
                fails("witness", change.path, f"提交 {step.commit[:12]} {words}") for words in _lost(before, after)
            ]
    changed = changed_on_disk(repository, FOLDER, seen_files(repository.root))
    problems += [fails("witness", path, "磁盘上的与最后一个提交的不同。") for path in changed]
    yield from problems
    count = len({change.path for step in steps for change in step.changes})
    if not count:
        yield left_open("witness", FOLDER, "还没有汇集过，没有见到的可以核验。")
    elif not problems:
        yield holds("witness", FOLDER, f"见到的 {count} 个地区，{len(steps)} 次汇集，只增不减。")


def _lost_acts(before: Seen, after: Seen) -> Iterator[str]:
    """What a district showed may stand beside what it shows since it began anew; nothing of it may be missing."""
    kept = [*(one.acts for one in before.former), before.acts]
    now = [*(one.acts for one in after.former), after.acts]
    whole = all(one == other for one, other in zip(kept[:-1], now, strict=False))
    last = now[len(kept) - 1] if len(now) >= len(kept) else ()
    is_open = len(now) == len(kept)  # acts are added to the last chain alone
    if not whole or (last[: len(before.acts)] if is_open else last) != before.acts:
        yield "删改了见到过的行为。"


def _read(data: bytes | None) -> Seen | str | None:
    return None if data is None else read_seen(data)


def _lost(before: Seen | str | None, after: Seen | str | None) -> Iterator[str]:
    if isinstance(after, str):
        yield f"写下的读不出来：{after}"
    elif isinstance(before, Seen) and after is None:
        yield "删去了这个地区见到过的全部内容。"
    elif isinstance(before, Seen) and isinstance(after, Seen):
        yield from _lost_acts(before, after)
        if after.digests[: len(before.digests)] != before.digests:
            yield "删改了见到过的清单。"
        if after.faults[: len(before.faults)] != before.faults:
            yield "删改了见到过的不符。"
        if after.unheld[: len(before.unheld)] != before.unheld:
            yield "删改了没有逐个提交比较的公开历史。"
