"""Gathering what districts published into an index: one commit of what was seen, and the tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from generator.gather.due import Late, find_late, last_day
from generator.gather.fault import SourceFault
from generator.gather.gather_all import Gathered, gather_sources, keep
from generator.gather.pool import LotReader
from generator.gather.seen import Seen, seen_path, write_seen
from generator.gather.seen_folder import committed_seen, recall_all, recall_seen
from generator.git.fast_import import BEIJING, Person
from generator.git.identity import read_identity
from generator.git.record_files import record_files
from generator.git.repository import Repository, open_repository
from generator.load.project import load_data
from generator.model.collector import without_collector
from generator.model.index_records import Index
from generator.model.lazy_dataclass import dataclass
from generator.model.place import INDEX_FILE
from generator.model.problem import Problem, UserError
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus

Say = Callable[[str, int | None], None]


@dataclass(frozen=True, slots=True)
class GatherReport:
    """What came of it. `faults` and `past` are by district; `added` are the acts that are new, by district.

    `commit` is the id of the commit of what was seen, empty where nothing new was seen. With `problems` in the
    index's own data nothing was gathered. Of the `unheld` the public history was taken without an earlier one to
    hold it against.
    """

    problems: tuple[Problem, ...] = ()
    read: int = 0
    unchanged: int = 0
    commit: str = ""
    faults: Mapping[str, tuple[SourceFault, ...]] = ()  # type: ignore[assignment]  # a mapping in every use
    past: Mapping[str, tuple[SourceFault, ...]] = ()  # type: ignore[assignment]
    added: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]
    late: Mapping[str, tuple[Late, ...]] = ()  # type: ignore[assignment]
    unheld: tuple[str, ...] = ()
    as_of: date | None = None


def open_index(root: Path) -> tuple[Corpus, Index] | list[Problem]:
    """The records of the index at `root`, or their problems; UserError where it is no index."""
    project = load_data(WorkTree(root))
    if project.errors:
        return project.errors
    if project.corpus.index is None:
        raise UserError(f"这里不是索引：没有 {INDEX_FILE}。用 kaohe init --index 建立一个。")
    return project.corpus, project.corpus.index


def gather(
    root: Path,
    full: bool = False,
    workers: int = 0,
    scheduler: str = "",
    as_of: date | None = None,
    say: Say = lambda words, count: None,
) -> GatherReport:
    """Gathers the index at `root`. Raises UserError where there is no index, no history, or a library is missing."""
    _require_engine()
    opened = open_index(root)
    if isinstance(opened, list):
        return GatherReport(problems=tuple(opened))
    corpus, index = opened
    repository = open_repository(root)
    known = committed_seen(root, repository)
    count = workers or max(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 1)
    reader = _reader(scheduler)
    gathered, kept = gather_sources(
        root, corpus, lambda name: recall_seen(known, name), full, reader, count, say
    )  # fmt: skip
    say("记下见到的", None)
    files = {seen_path(name): write_seen(seen) for name, seen in gathered.changed.items()}
    commit = _record(repository, files, gathered, index) if files else ""
    keep(root, kept)
    with without_collector():
        everything = recall_all({**known, **files}, corpus.districts)
        return _report(corpus, index, everything, gathered, commit, as_of)


def _require_engine() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise UserError("汇集要用 pyarrow，这里没有。请安装 requirements/index.txt 里的包。") from None


def _reader(scheduler: str) -> LotReader | None:
    if not scheduler:
        return None
    from generator.gather.dask_pool import DaskPool

    return DaskPool(scheduler)


def _record(repository: Repository, files: Mapping[str, bytes], gathered: Gathered, index: Index) -> str:
    root = repository.root
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(exist_ok=True)
        new = target.with_name(f".{target.name}.new")
        new.write_bytes(data)
        new.replace(target)
    author = read_identity(root) or Person(index.office, "kaohe@localhost")
    return record_files(repository, files, author, datetime.now(BEIJING), _message(gathered))


def _message(gathered: Gathered) -> str:
    lines = []
    for name, seen in sorted(gathered.changed.items()):
        added = _added(gathered.before[name], seen)
        said = [f"{len(seen.now)} 处不符"] if seen.now else []
        said += [f"新见到 {'、'.join(added)}"] if added else []
        said += ["公开历史没有与以前的逐个提交比较"] if seen.unheld != gathered.before[name].unheld else []
        lines.append(f"{name}：{'，'.join(said) or '内容有更新'}")
    return f"汇集：{len(lines)} 个地区有变化\n\n" + "\n".join(lines)


def _added(before: Seen, now: Seen) -> tuple[str, ...]:
    known = {act.line for act in before.acts}
    return tuple(act.line for act in now.acts if act.line not in known)


def _report(
    corpus: Corpus,
    index: Index,
    everything: Mapping[str, Seen],
    gathered: Gathered,
    commit: str,
    as_of: date | None,
) -> GatherReport:
    day = as_of or last_day(everything)
    late = {
        name: tuple(find_late(index, corpus.districts[name], seen, day)) for name, seen in everything.items() if day
    }
    return GatherReport(
        read=len(gathered.seen),
        unchanged=gathered.unchanged,
        commit=commit,
        faults={name: seen.now for name, seen in everything.items() if seen.now},
        past={name: tuple(past.fault for past in seen.faults) for name, seen in everything.items() if seen.faults},
        added={
            name: added
            for name, seen in sorted(gathered.seen.items())
            if (added := _added(gathered.before[name], seen))
        },
        late={name: found for name, found in late.items() if found},
        unheld=tuple(
            name for name, seen in sorted(gathered.seen.items()) if seen.unheld != gathered.before[name].unheld
        ),
        as_of=day,
    )
