"""A small project as a git repository, told step by step."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from generator.git.repository import Repository, open_repository
from tests.history.packing import pack
from tests.history.remote import deal_remote, read_head
from tests.run_once import copied_once

TINY = Path(__file__).with_name("tiny")
_IDENTITY = {
    "GIT_AUTHOR_NAME": "王 录入",
    "GIT_AUTHOR_EMAIL": "wang@kaohe.example",
    "GIT_COMMITTER_NAME": "李 复核",
    "GIT_COMMITTER_EMAIL": "li@kaohe.example",
}


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository on the disk; every commit gets the date it is given, and `people` as author and committer."""

    root: Path
    people: Mapping[str, str] = field(default_factory=lambda: _IDENTITY)

    def git(self, *arguments: str, date: str = "2015-01-05T09:00:00+08:00", given: bytes = b"") -> str:
        """What git answers, without its last line break."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "FILTER_BRANCH_SQUELCH_WARNING": "1",  # it would wait ten seconds
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            **self.people,
        }
        command = ["git", "-C", str(self.root), "-c", "maintenance.auto=false", *arguments]
        ran = subprocess.run(command, input=given, capture_output=True, env=environment, check=False)
        assert ran.returncode == 0, (arguments, ran.stderr.decode())
        return ran.stdout.decode().removesuffix("\n")

    @property
    def opened(self) -> Repository:
        """As the modules of history see it."""
        return open_repository(self.root)

    def write(self, path: str, text: str) -> None:
        """Puts a file there."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8", newline="\n")

    def change(self, path: str, old: str, new: str) -> None:
        """Changes one passage of a file."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1, (path, old)
        self.write(path, text.replace(old, new))

    def commit(self, message: str, date: str) -> str:
        """Commits everything; returns the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, date=f"{date}T09:00:00+08:00")
        return self.head

    @property
    def head(self) -> str:
        """The id of the last commit."""
        return read_head(self.root, self.git)

    def copy(self, root: Path) -> Repo:
        """The same repository in another place."""
        shutil.copytree(self.root, root, symlinks=True)
        return Repo(root, self.people)


def new_repo(root: Path, people: Mapping[str, str] = _IDENTITY) -> Repo:
    """The small district before anything was found: units, scheme and site.

    In a folder of a repository that is there already, it is a part of that one.
    """
    if (root.parent / ".git").exists():
        root.mkdir(parents=True)
        return _found(Repo(root, people))
    return dealt_copy("new-repo", root, lambda repo: _found(_init(repo)), people)


def first_quarter(root: Path) -> Repo:
    """The small district with the findings of its first quarter, one commit for each."""
    return dealt_copy("first-quarter", root, lambda repo: record_quarter(_found(_init(repo)), 1))


def dealt_copy(name: str, root: Path, tell: Callable[[Repo], object], people: Mapping[str, str] = _IDENTITY) -> Repo:
    """The repository that `tell` makes of an empty folder, once in a run, at `root`: with a remote, or without."""
    key = sha256(repr(sorted(people.items())).encode()).hexdigest()[:8]

    def make(folder: Path) -> None:
        tell(Repo(folder, people))
        pack(Repo(folder, people).git)

    copied_once(f"{name}-{key}", root, make)
    deal_remote(root, Repo(root, people).git)
    return Repo(root, people)


def _init(repo: Repo) -> Repo:
    repo.root.mkdir(parents=True)
    repo.git("init", "-q", "--initial-branch=main", "--template=")
    return repo


def _found(repo: Repo) -> Repo:
    bring(repo, "mkdocs.yml", "data/site.yml", "data/units", "data/schemes")
    repo.commit("登记单位和考核办法", "2015-01-05")
    return repo


def found_clerk(repo: Repo) -> Repo:
    """The small district in an empty folder, whose clerk may tag."""
    _found(_init(repo))
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    return repo


def bring(repo: Repo, *paths: str) -> None:
    """Brings files or folders of the small district into the repository."""
    for path in paths:
        source, target = TINY / path, repo.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)


QUARTERS = {
    1: ("hotline/0212-caizheng", "hotline/0305-jiaoyu", "window/0310-minzheng", "meetings/0320-shuiwu"),
    2: ("hotline/0415-shuiwu", "window/0508-minzheng", "window/0522-minzheng"),
    3: ("hotline/0819-caizheng",),
    4: ("meetings/1105-jiaoyu",),
}


def record_quarter(repo: Repo, quarter: int) -> None:
    """Commits each finding of a quarter on its own day."""
    for name in QUARTERS[quarter]:
        day = name.rpartition("/")[2][:4]
        bring(repo, f"data/deductions/2015/{name}.yml")
        repo.commit(f"记录 {name}", f"2015-{day[:2]}-{day[2:]}")
