"""Random small histories of one act after another, and what each command says of an act."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.acts.check_proposal import check_against
from generator.change.record_change import RecordChange
from generator.compare.comparison import compare_files, compare_revisions
from generator.git.lineage import read_lineage
from generator.history.mainline import read_changes
from generator.history.remark import Remark, find_remarks
from generator.history.trail import TrailEvent, read_trails
from generator.proof.verify_history import verify_steps
from generator.read.tree import WorkTree
from generator.release.ledger import read_ledger
from tests.history.scripted import Story, begin, deduction, revocation

ITEMS = ("hotline", "window", "meetings")
UNITS = ("caizheng", "jiaoyu", "shuiwu")
Told = set[tuple[str, str, str]]  # kind, path, new path of a renamed record
# What no proposal may do, and the problem that says so.
FORBIDDEN = {"vanished": "KH501", "renamed": "KH502"}


@dataclass
class Teller:
    """Tells a history by chance: each act is one step of the main line, however it came there."""

    story: Story
    chance: random.Random
    count: int = 0
    acts: list[str] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)  # what vanished: path to last text

    def tell(self, acts: int) -> list[tuple[str, str]]:
        """Does so many acts; returns the commits before and after each."""
        told = []
        for number in range(acts):
            before = self.story.git("rev-parse", "HEAD")
            how = self.chance.choice(("commit", "commit", "merge", "squash"))
            if how != "commit":
                self.story.git("checkout", "-q", "-b", f"side-{number}")
            for _ in range(1 if how == "commit" else self.chance.randint(1, 3)):
                self._commit()
            if how != "commit":
                self.story.git("checkout", "-q", "main")
                self._join(how, f"side-{number}")
            told.append((before, self.story.git("rev-parse", "HEAD")))
        return told

    def _commit(self) -> None:
        self.count += 1
        for _ in range(self.chance.randint(1, 2)):
            self._act()
        self.story.commit(f"commit-{self.count}", "改动", "2015-06-01")

    def _join(self, how: str, branch: str) -> None:
        if how == "merge":
            self.story.merge(branch, branch, f"Merge branch '{branch}'", "2015-06-01")
        else:
            self.story.git("merge", "-q", "--squash", branch)
            self.story.commit(branch, f"{branch} (#1)", "2015-06-01")

    def _act(self) -> None:
        here = sorted((self.story.root / "data/deductions").rglob("*.yml"))
        act = self.chance.choice(("record", "record", "edit", "move", "move-edit", "rename", "remove", "restore"))
        self.acts.append(act)
        if act == "restore" and self.lost:
            path = self.chance.choice(sorted(self.lost))
            text = self.lost.pop(path)
            self.story.put({path: text if self.chance.random() < 0.5 else self._edited(text)})
        elif act == "record" or not here:
            self.count += 1
            unit = self.chance.choice(UNITS)
            path = f"data/deductions/2015/{self.chance.choice(ITEMS)}/2015-0601-{unit}-{self.count}.yml"
            self.story.put({path: deduction(unit, "2015-06-01", reason=f"第 {self.count} 件")})
        else:
            self._change(act, self.chance.choice(here).relative_to(self.story.root).as_posix())

    def _change(self, act: str, path: str) -> None:
        text = (self.story.root / path).read_text("utf-8")
        folder, _, name = path.rpartition("/")
        self.story.put({path: None})
        if act == "remove":
            self.lost[path] = text
            return
        if act.startswith("move"):
            folder = f"data/deductions/2015/{self.chance.choice(ITEMS)}"
        elif act == "rename":
            name = name.replace(".yml", "0.yml")
        if act in ("move-edit", "edit"):
            text = self._edited(text)
        self.story.put({f"{folder}/{name}": text})

    def _edited(self, text: str) -> str:
        """The same record with other points, revoked, or only written otherwise."""
        self.count += 1
        match self.chance.choice(("points", "points", "revoke", "comment")):
            case "points":
                return text.replace("points: 1.5", f"points: 0.{1 + self.count % 9}") + f"# {self.count}\n"
            case "revoke":
                return text if "revoked" in text else text + revocation("2015-06-02")
            case _:
                return f"# {self.count}\n{text}"


def begin_acts(root: Path, chance: random.Random) -> Teller:
    """A district with three records, before the first act."""
    story = begin(root)
    teller = Teller(story, chance)
    for item, unit in zip(ITEMS, UNITS, strict=True):
        path = f"data/deductions/2015/{item}/2015-0601-{unit}-0.yml"
        story.put({path: deduction(unit, "2015-06-01", reason=f"{item} 一件")})
    story.commit("records", "记录三条", "2015-06-01")
    return teller


def tell(changes: Iterable[RecordChange]) -> Told:
    """Kind and paths of each change. A comparison of two states cannot know that what is new was there before."""
    return {(_plainly(change.kind), change.path, change.other) for change in changes}


def _plainly(kind: str) -> str:
    return "recorded" if kind == "restored" else kind


def tell_diff(story: Story, before: str, after: str) -> Told:
    """What `diff` says."""
    return tell(compare_revisions(story.opened, before, after).changes)


def tell_impact(story: Story, before: str) -> Told:
    """What `impact` says of the files as they lie there."""
    return tell(compare_files(story.opened, before, WorkTree(story.root)).changes)


def tell_check(story: Story, before: str) -> dict[tuple[str, str], str]:
    """What `check --base` forbids: code and path, with its words."""
    problems = check_against(story.root, WorkTree(story.root), before)
    return {(p.code, p.place.file): p.message for p in problems if p.code in FORBIDDEN.values()}


def tell_log(story: Story) -> dict[str, list[TrailEvent]]:
    """The events of `log` by the commit of the main line."""
    log = read_changes(story.opened, story.git("rev-parse", "HEAD"))
    events: dict[str, list[TrailEvent]] = {}
    for trail in read_trails(story.opened, log).values():
        for event in trail.events:
            events.setdefault(event.step.id, []).append(event)
    return events


def tell_remarks(story: Story) -> list[Remark]:
    """The remarks of `log --remarks` on what became of records."""
    log = read_changes(story.opened, story.git("rev-parse", "HEAD"))
    kinds = (*FORBIDDEN, "restored")
    return [found for found in find_remarks(log, read_trails(story.opened, log), {}) if found.kind in kinds]


def tell_verify(story: Story) -> Mapping[tuple[str, str], str]:
    """The findings of `verify` on the steps: subject and sentence, with the status."""
    head = story.git("rev-parse", "HEAD")
    log, lineage = read_changes(story.opened, head), read_lineage(story.opened, head)
    found = verify_steps(story.opened, log, read_ledger(story.opened, lineage.head), lineage)
    return {(finding.subject, finding.sentence): finding.status for finding in found}
