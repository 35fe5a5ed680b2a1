"""What is said of every fault of a source, as `kaohe gather` prints it; the guide shows one of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.gather.chain_check import check_chain
from generator.gather.fault import SourceFault
from generator.gather.gather_all import Held, _find_clashes
from generator.gather.kept_state import KeptState
from generator.gather.lots import read_lot
from generator.gather.pool import killed
from generator.gather.published_state import PublishedState, state_of
from generator.gather.read_source import SourceReading, SourceTask
from generator.gather.seen import Seen, take_sound
from generator.proof.manifest import read_manifest
from tests.gather.published import Published, whole_year
from tests.gather.test_chain import REWRITINGS
from tests.gather.test_sources import FAULTS


def state(made: Published) -> PublishedState:
    """What the manifest of a published district tells."""
    found = read_manifest(made.manifest(dict(made.files())))
    assert not isinstance(found, str)
    return state_of(found)


def said_faults(folder: Path) -> set[str]:
    """One line for each fault."""
    return {f"不符　d2: {fault.code} {fault.sentence}" for fault in every_fault(folder)}


def every_fault(folder: Path) -> Iterator[SourceFault]:
    """Every fault that a source can have, each made really."""
    for at, (spoil, _) in enumerate(FAULTS.values()):
        place = whole_year(2).write(folder / f"case{at}/d2")
        spoil(place)
        reading = read(place, folder)
        yield from reading.faults
        if reading.state is not None:
            yield from check_chain(Seen("d2"), reading.state)
    before = take_sound(Seen("d2"), state(whole_year(2)))
    for rewrite, _ in REWRITINGS.values():
        yield from check_chain(before, state(rewrite(whole_year(2))))
    later = take_sound(before, state(whole_year(2).published("2016-q1", "2016-04-15")))
    yield from check_chain(later, state(whole_year(2)))
    yield from check_chain(Seen("d2"), state(whole_year(2)), "0" * 64)
    yield from clash()
    task = SourceTask("d2", "folder", "", "open-data", "")
    yield from killed(task).faults
    yield from history_and_bag(folder)
    yield broken_program(folder)


def read(place: Path, folder: Path, form: str = "folder", part: str = "open-data") -> SourceReading:
    """What reading one source gives."""
    task = SourceTask("d2", form, str(place), part, str(folder / "staged"))
    return read_lot([task], {})[0]


def clash() -> Iterator[SourceFault]:
    """Two districts with one publication."""
    held = {name: Held(SourceReading(name, state(whole_year(2))), "", "") for name in ("d2", "d3")}
    yield from _find_clashes(held, KeptState())["d2"]


def history_and_bag(folder: Path) -> Iterator[SourceFault]:
    """A history and a bag that do not hold together."""
    from generator.proof.bag import make_bag

    bag = folder / "bag"
    whole_year(2).write(bag / "site")
    make_bag(bag, {})
    (bag / "data/site/open-data/units.csv").write_text("x")
    yield from read(bag, folder, "bag", "archive").faults
    yield SourceFault(
        "KH926",
        "2015-q1",
        "2015-q1：标签 publication/2015-q1 指向提交 0123456789ab：不在当前历史之中，历史被改写过。",
    )
    from tests.proof.test_public_redacted import RECORDED_REWRITING

    yield SourceFault("KH928", "data/units/jiaoyu.yml", RECORDED_REWRITING)


def broken_program(folder: Path) -> SourceFault:
    """What is said where the program itself fails."""
    import pytest

    def fails(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    place = whole_year(2).write(folder / "program/d2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.gather.read_source.rule_facts", fails)
        return read(place, folder).faults[0]
