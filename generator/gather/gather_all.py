"""Gathering: sources → verified facts → what was seen → tables. Each step is done for all before the next begins.

The order in which sources are read, and how many processes read them, never show in what comes out: readings are
judged in the order of the districts' ids, and tables are written in one schema that follows from all of them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from pathlib import Path

from generator.gather.chain_check import check_source, is_restart
from generator.gather.fault import SourceFault
from generator.gather.history_check import check_history
from generator.gather.kept_history import count_acts, forget_history, keep_history, kept_history, staged_history
from generator.gather.kept_state import FOLDER, KeptSource, KeptState, read_kept, write_kept
from generator.gather.lots import make_lots
from generator.gather.pool import HerePool, LotReader, ProcessPool
from generator.gather.published_state import PublishedState
from generator.gather.read_source import SourceReading, SourceTask
from generator.gather.seen import Seen, take_faulty, take_restarted, take_sound
from generator.gather.source_signature import sign_source, source_path
from generator.gather.table_package import PACKAGE, TABLES, expected_schema, render_package
from generator.gather.table_schema import Schema, write_schema
from generator.model.collector import without_collector
from generator.model.index_records import DistrictRule
from generator.model.lazy_dataclass import dataclass
from generator.rules.corpus import Corpus

Say = Callable[[str, int | None], None]
_FEW = 4  # sources for which no process is begun


@dataclass(frozen=True, slots=True)
class Held:
    """A reading without its tables' descriptions, which are kept once for all that share them."""

    reading: SourceReading
    own: str
    written: str


@dataclass(slots=True)
class Gathered:
    """What came of a gathering: by district what is seen now, where it was read; how many were as before.

    `before` is what had been seen of those that were read. Nothing is recorded yet.
    """

    seen: dict[str, Seen] = field(default_factory=dict)
    before: dict[str, Seen] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def changed(self) -> dict[str, Seen]:
        """What is to be recorded."""
        return {name: seen for name, seen in self.seen.items() if seen != self.before[name]}


def gather_sources(
    root: Path,
    corpus: Corpus,
    recall: Callable[[str], Seen],
    full: bool = False,
    reader: LotReader | None = None,
    workers: int = 1,
    say: Say = lambda words, count: None,
) -> tuple[Gathered, KeptState]:
    """Reads every source that changed (all with `full`), judges it and puts its tables in place.

    `recall` says what was seen of a district before. What is kept for the next time is not written yet: that comes
    after the record of what was seen.
    """
    shutil.rmtree(root / FOLDER / "staged", ignore_errors=True)
    say("查看来源有没有变化", None)
    with without_collector():
        former = read_kept(root)
        old = {name: list(source.partitions) for name, source in former.sources.items()}
        kept = KeptState() if full else former
        tasks, signatures = _find_tasks(root, corpus, kept)
    held = _read_all(root, tasks, kept, reader, workers, say)
    gathered = Gathered(unchanged=len(signatures) - len(held))
    say("与以前见到的比较", None)
    clashes = _find_clashes(held, kept)
    for name, one in sorted(held.items()):
        _judge(root, corpus.districts[name], one, recall(name), clashes.get(name, ()), gathered, kept, old)
        # What is faulty is read again each time: what is wrong with it may be cured elsewhere.
        kept.sources[name].signature = signatures[name] if not gathered.seen[name].now else ""
    _forget(root, corpus, kept, old)
    say("整理表格", None)
    _settle_schema(root, corpus, kept, workers, {name: paths for name, paths in old.items() if paths})
    return gathered, kept


def keep(root: Path, kept: KeptState) -> None:
    """Keeps it for the next time; to be called when what was seen has been recorded."""
    write_kept(root, kept)


def _find_tasks(root: Path, corpus: Corpus, kept: KeptState) -> tuple[list[tuple[SourceTask, int]], dict[str, str]]:
    tasks, signatures = [], {}
    for name, district in corpus.districts.items():
        if district.source is None or district.until is not None:
            continue
        signature, size = sign_source(root, district.source)
        signatures[name] = signature
        known = kept.sources.get(name)
        if known is None or known.signature != signature:
            path = source_path(root, district.source)
            staged = root / FOLDER / "staged" / name
            tasks.append((SourceTask(name, district.source.form, str(path), district.source.part, str(staged)), size))
    return tasks, signatures


def _read_all(
    root: Path,
    tasks: Sequence[tuple[SourceTask, int]],
    kept: KeptState,
    reader: LotReader | None,
    workers: int,
    say: Say,
) -> dict[str, Held]:
    held: dict[str, Held] = {}
    expected = expected_schema(root)
    if tasks and not expected:
        # The first alone: its tables show how most others are, so that few have to be written again.
        first = next(HerePool().read(list(make_lots(tasks[:1])), {}))
        _hold(held, kept, first)
        expected, tasks = first[0].own, tasks[1:]
    if not tasks:
        return held
    if reader is None:
        reader = HerePool() if workers < 2 or len(tasks) <= _FEW else ProcessPool(workers)
    for readings in reader.read(list(make_lots(tasks)), write_schema(expected)):
        _hold(held, kept, readings)
        say(f"已读来源（共 {len(tasks)} 个）", len(held))
    return held


def _hold(held: dict[str, Held], kept: KeptState, readings: Sequence[SourceReading]) -> None:
    for reading in readings:
        own, written = kept.keep_schema(reading.own), kept.keep_schema(reading.written)
        for table, titles in reading.titles.items():
            kept.titles.setdefault(table, titles)
        rest = SourceReading(
            reading.district, reading.state, reading.faults, partitions=reading.partitions, rules=reading.rules
        )
        held[reading.district] = Held(rest, own, written)


def _find_clashes(held: Mapping[str, Held], kept: KeptState) -> dict[str, list[SourceFault]]:
    """KH924: two districts with the publication of one. Who was seen with it before is not accused."""
    before = {name: source.authority for name, source in kept.sources.items() if source.authority}
    now = dict(before)
    now.update({n: one.reading.state.authority for n, one in held.items() if one.reading.state is not None})
    owners: dict[str, list[str]] = {}
    for name, authority in sorted(now.items()):
        if authority:
            owners.setdefault(authority, []).append(name)
    found: dict[str, list[SourceFault]] = {}
    for authority, names in owners.items():
        for name in names if len(names) > 1 else []:
            others = "、".join(other for other in names if other != name)
            if before.get(name) != authority:
                words = f"来源与 {others} 的是同一处的发布（{authority}）。"
                found.setdefault(name, []).append(SourceFault("KH924", "", words))
    return found


def _judge(
    root: Path,
    district: DistrictRule,
    one: Held,
    before: Seen,
    clashes: Sequence[SourceFault],
    gathered: Gathered,
    kept: KeptState,
    old: Mapping[str, list[str]],
) -> None:
    """What is seen of a district now; the tables of a source in which nothing is wrong are put in place."""
    name, reading = district.id, one.reading
    faults = [*reading.faults, *clashes]
    if reading.state is not None and not clashes:
        faults += check_source(before, reading.state, district)
    gathered.before[name] = before
    staged = root / FOLDER / "staged" / name
    anew = reading.state is not None and is_restart(before, reading.state, district)
    differing, held = ([], True) if faults or anew else _hold_history(root, staged, before, reading.state)
    faults += differing
    former = kept.sources.get(name, KeptSource())
    if faults or reading.state is None:
        gathered.seen[name] = take_faulty(before, faults, reading.state.digest if reading.state else "")
        shutil.rmtree(staged, ignore_errors=True)
        if not former.partitions and old.get(name):
            former.partitions = old[name]
        kept.sources[name] = former
        return
    from generator.gather.partition import place_partitions

    state = reading.state
    gathered.seen[name] = take_restarted(before, state) if anew else take_sound(before, state, held)
    if anew or _has_masked(before, state):
        forget_history(root, name)
    keep_history(root, name, staged)
    place_partitions(staged, root / TABLES, reading.partitions, old.get(name, ()))
    kept.sources[name] = KeptSource(
        "", state.authority, state.digest, state.updated, one.own, one.written, list(reading.partitions),
        reading.rules,
    )  # fmt: skip


def _hold_history(
    root: Path, staged: Path, before: Seen, state: PublishedState | None
) -> tuple[list[SourceFault], bool]:
    """What is wrong with a public history after the one that was kept, and whether that has all that was seen.

    It has not where another machine gathered meanwhile. Of a district that is seen for the first time, or of the
    source that was seen last, there is nothing to compare.
    """
    now = staged_history(staged)
    if now is None:
        return [], True
    kept = kept_history(root, before.district)
    again = before.state is None or (state is not None and before.state.digest == state.digest)
    if kept is None:
        return [], again
    return check_history(kept, now), again or count_acts(kept) >= len(before.acts)


def _has_masked(before: Seen, state: PublishedState) -> bool:
    """Whether there is a redaction that what was kept before cannot have."""
    return before.state is not None and not set(state.redactions) <= set(before.state.redactions)


def _forget(root: Path, corpus: Corpus, kept: KeptState, old: Mapping[str, list[str]]) -> None:
    """Takes out the tables of districts that are no longer registered; what was seen of them stays in the history."""
    from generator.gather.partition import remove_partition

    for name in old.keys() - corpus.districts.keys():
        for path in old[name]:
            remove_partition(root / TABLES, path)
        forget_history(root, name)
        kept.sources.pop(name, None)


def _settle_schema(root: Path, corpus: Corpus, kept: KeptState, workers: int, old: Mapping[str, list[str]]) -> None:
    """Writes anew the partitions that are not in the schema of all, and describes them where anything moved."""
    schema = kept.merged()
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        for _ in pool.map(lambda job: job[0](*job[1:]), _rewrites(root, kept, schema)):
            pass
    settled = {
        own: kept.keep_schema({table: schema[table] for table in kept.schemas[own]})
        for own in {source.own for source in kept.sources.values() if source.own}
    }
    for source in kept.sources.values():
        source.written = settled.get(source.own, source.written)
    folder = root / TABLES
    folder.mkdir(exist_ok=True)
    written = json.dumps({"tables": write_schema(schema)}, sort_keys=True).encode()
    place = folder / "schema.json"
    same = place.is_file() and place.read_bytes() == written and (folder / PACKAGE).is_file()
    if not same or {name: source.partitions for name, source in kept.sources.items() if source.partitions} != old:
        _put(place, written)
        if corpus.index is not None:
            _put(folder / PACKAGE, render_package(corpus.index, schema, kept))


def _rewrites(root: Path, kept: KeptState, schema: Schema) -> Iterator[tuple[Callable[..., None], Path, object]]:
    from generator.gather.partition import rewrite_partition

    differing = {
        digest: {table for table, columns in written.items() if columns != schema.get(table)}
        for digest, written in kept.schemas.items()
    }
    for source in kept.sources.values():
        tables = differing.get(source.written, set()) if source.written else set()
        for path in source.partitions if tables else []:
            table = path.partition("/")[0]
            if table in tables:
                yield rewrite_partition, root / TABLES / path, schema[table]


def _put(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
