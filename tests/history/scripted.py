"""Small real repositories, told step by step with fixed people and days."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from generator.git.repository import Repository, open_repository
from tests.history.packing import pack
from tests.history.remote import deal_remote, read_head
from tests.run_once import copied_once, made_once

TINY = Path(__file__).parents[1] / "release" / "tiny"
HOTLINE = "data/deductions/2015/hotline"
REGISTER = (
    "committers:\n"
    "  - {email: rexian@kaohe.example, office: rexian}\n"
    "  - {email: kaoheban@kaohe.example, office: kaoheban}\n"
)
START = ("mkdocs.yml", "data/site.yml", "data/units", "data/schemes")


@dataclass(frozen=True, slots=True)
class Story:
    """A repository; `names` gives commits words, so that what is expected need not know their ids."""

    root: Path
    names: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str, who: str = "rexian", day: str = "2015-01-05", given: bytes = b"") -> str:
        """What git answers to `who` on `day`, without its last line break."""
        moment = day if "T" in day else f"{day}T09:00:00+08:00"
        identity = {
            f"GIT_{part}_{key}": value
            for part in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", f"{who} 经办人"), ("EMAIL", f"{who}@kaohe.example"), ("DATE", moment))
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-c", "commit.gpgSign=false", "-c", "maintenance.auto=false", *arguments]
        ran = subprocess.run(
            command,
            cwd=self.root,
            input=given,
            capture_output=True,
            env={**kept, **settings, **identity},
            check=False,
        )
        assert ran.returncode == 0, (arguments, ran.stdout.decode(), ran.stderr.decode())
        return ran.stdout.decode().removesuffix("\n")

    def put(self, files: Mapping[str, str | None]) -> None:
        """Writes files, or removes those that are None."""
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
            else:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text, "utf-8", newline="\n")

    def commit(
        self, name: str, message: str, day: str, files: Mapping[str, str | None] | None = None, who: str = "rexian",
        options: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        """Commits these files with everything else that lies there; returns the id, which is called `name`."""
        self.put(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", *options, "-m", message, who=who, day=day)
        return self.call(name)

    def merge(self, name: str, branch: str, message: str, day: str, *options: str, who: str = "kaoheban") -> str:
        """Merges `branch`; returns the id of the merge, which is called `name`."""
        self.git("merge", "-q", "--no-ff", *options, "-m", message, branch, who=who, day=day)
        return self.call(name)

    def call(self, name: str) -> str:
        """Gives HEAD a name; returns its id."""
        commit = read_head(self.root, self.git)
        self.names[commit] = name
        return commit

    def id(self, name: str) -> str:
        """The id of the commit called `name`."""
        return next(commit for commit, known in self.names.items() if known == name)

    def scrub(self, text: str) -> str:
        """`text` with every id replaced by the name of its commit."""
        for commit, name in self.names.items():
            text = text.replace(commit, f"<{name}>").replace(commit[:12], f"<{name}>")
        return text

    @property
    def prefix(self) -> str:
        """The project's folder in the repository: empty, or ending in `/`; what git's own list of files wants."""
        return self.git("rev-parse", "--show-prefix")

    @property
    def opened(self) -> Repository:
        """As the modules of history see it."""
        return open_repository(self.root)


def begin(root: Path, options: tuple[str, ...] = ()) -> Story:
    """The small district before anything was found: units, scheme, site, and two registered offices.

    In a folder of a repository that is there already, it is told as a part of that one.
    """
    if (root.parent / ".git").exists():
        return _found(root)
    copied_once("begun" + "".join(options), root, lambda folder: pack(_found(folder, *options).git))
    story = Story(root)
    story.call("start")
    deal_remote(root, story.git)
    return story


def told_once(tell: Callable[[Path], Story]) -> Callable[[Path], Story]:
    """As `tell`, but a story is told once in a run and copied, unless it is a part of another repository."""

    def make(folder: Path) -> None:
        folder.mkdir()
        story = tell(folder / "repository")
        pack(story.git)
        (folder / "names.json").write_text(json.dumps(story.names))

    def take(root: Path) -> Story:
        if (root.parent / ".git").exists():
            return tell(root)
        made = made_once(f"told-{tell.__name__}", make)
        shutil.copytree(made / "repository", root, symlinks=True)
        story = Story(root, json.loads((made / "names.json").read_text()))
        deal_remote(root, story.git)
        return story

    return wraps(tell)(take)


def _found(root: Path, *options: str) -> Story:
    root.mkdir(parents=True)
    story = Story(root)
    if not (root.parent / ".git").exists():
        story.git("init", "-q", "--initial-branch=main", "--template=", *options)
    for path in START:
        source, target = TINY / path, root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
    story.commit("start", "登记单位和考核办法", "2015-01-05", {"data/committers.yml": REGISTER}, who="kaoheban")
    return story


def deduction(unit: str, day: str, points: str = "1.5", more: str = "", reason: str = "对来电人诉求推诿") -> str:
    """The file of a deduction in the item `hotline`."""
    return (
        f"unit: {unit}\ndate: {day}\nstandard: refused\npoints: {points}\n"
        f"method: spot-check\nsource: hotline\nreason: {reason}\n{more}"
    )


def tallies(*units: str) -> dict[str, str]:
    """The appraisals of `units`, all with the same counts: with them the year's scores are no longer provisional."""
    text = (TINY / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    return {f"data/appraisals/2015/{unit}.yml": text for unit in units}


def revocation(day: str) -> str:
    """What revokes a deduction."""
    return f"revoked: {{date: {day}, reasons: 核实后不属该单位责任}}\n"


def publication(commit: str) -> str:
    """The record of a publication of the first quarter that froze `commit`."""
    return (
        f"title: 第一季度通报\ndate: 2015-04-10\ncommit: {commit}\n"
        f"results_sha256: {'0' * 64}\nresults:\n  caizheng: {{total: 98.50, rank: 1}}\nform: 2\n"
    )
