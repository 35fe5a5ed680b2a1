"""A folder with the sample district as a git repository, ready to be checked, built and verified."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.demo.district import District, Options, make_district
from generator.demo.merging import MainBranch
from generator.demo.publishing import Milestone, Shelf, carry_out, correct, list_milestones
from generator.demo.register import LEADER
from generator.demo.seeded import SeededDraws
from generator.demo.story import DemoProposal, ProposedChange, register_proposals, tell_story
from generator.demo.workdays import workdays_after
from generator.git.fast_import import BEIJING, HistoryWriter, write_history
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError

_PROJECT = {
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how many commits, deductions and publications; the last year, the id of the last commit."""

    commits: int
    deductions: int
    publications: int
    last_year: int
    head: str


def make_demo(directory: Path, options: Options) -> Made:
    """Makes the sample district with `options` in `directory`, which must not exist or be empty.

    Equal options give equal commits. Raises UserError where the folder is taken, or git is missing.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UserError(f"“{directory}”已经存在而且不是空文件夹。请换一个名字，或先把它移走。")
    directory.mkdir(parents=True, exist_ok=True)
    district = make_district(options)
    names = {unit.id: unit.short_name for unit in district.units}
    branch = MainBranch(SeededDraws(f"kaohe/{options.seed}"), names)
    with write_history(directory) as writer:
        shelf = _write(writer, branch, district)
        head = writer.id_of(branch.tip)
    return Made(branch.next_mark - 1, len(district.lives), len(shelf.publications), options.last_day.year, head)


def _write(writer: HistoryWriter, branch: MainBranch, district: District) -> Shelf:
    shelf = Shelf()
    steps = _steps(district)
    while steps:
        step = steps.pop(0)
        if isinstance(step, DemoProposal):
            changes = correct(district, shelf, step) if step.corrects else []
            for name, commit in branch.take(replace(step, changes=(*step.changes, *changes))):
                writer.add(commit, name)
            continue
        change, tag = carry_out(district, shelf, step, writer.id_of(branch.tip))
        branch.open_day(step.day)
        leader = branch.person(LEADER)
        writer.add(branch.commit(f"{change.subject}\n\n{change.body}", change.files, (branch.tip,), leader))
        if tag is not None:
            name, message = tag
            writer.tag(name, branch.tip, leader, datetime.combine(step.day, time(17, 30), BEIJING), message)
        # What follows from a ranking is known once it is published.
        for proposal in register_proposals(shelf.follows, district.units):
            insort(steps, replace(proposal, day=max(proposal.day, workdays_after(step.day, 1))), key=_order)
        shelf.follows.clear()
    return shelf


def _order(step: DemoProposal | Milestone) -> tuple[date, bool]:
    """On the same day the acts come last."""
    return step.day, not isinstance(step, DemoProposal)


def _steps(district: District) -> list[DemoProposal | Milestone]:
    """Proposals and acts in order."""
    acts = list_milestones(district)
    steps: list[DemoProposal | Milestone] = [*tell_story(district, district.options.told_until), *acts]
    steps.sort(key=_order)
    first = steps[0]
    assert isinstance(first, DemoProposal)
    steps[0] = replace(first, changes=(ProposedChange(LEADER, "建立考核项目", project_files()), *first.changes))
    return steps


def project_files() -> dict[str, bytes]:
    """What makes a folder a project beside its data, and the text of the notice; the layout is the program's."""
    folder = files("generator.demo").joinpath("material", "project")
    return {
        **{name: folder.joinpath(given).read_bytes() for name, given in _PROJECT.items()},
        **dict(_walk("content", folder.joinpath("content"))),
    }


def _walk(path: str, folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for found in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{found.name}"
        if found.is_dir():
            yield from _walk(name, found)
        else:
            yield name, found.read_bytes()
