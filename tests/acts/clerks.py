"""Two clerks with a clone each of one bare repository: they work on branches, merge into main, and push."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cli import main
from tests.release.repository import Repo


@dataclass(slots=True)
class Clerk:
    """A clone, and the day on which its clerk works: every commit and act bears it."""

    repo: Repo
    day: date

    @property
    def at(self) -> str:
        """The moment of the next commit."""
        return f"{self.day}T10:00:00+08:00"

    def git(self, *arguments: str) -> str:
        """What git answers."""
        return self.repo.git(*arguments, date=self.at)

    def kaohe(self, *arguments: str) -> int:
        """Runs a command in the clone as a person would."""
        return main([arguments[0], "-C", str(self.repo.root), *arguments[1:]])

    def act(self, *arguments: str) -> None:
        """An act that is carried out today."""
        assert self.kaohe(*arguments, "--date", str(self.day), "--yes") == 0, arguments

    def begin(self, branch: str) -> None:
        """A branch of one's own, on main as the office has it."""
        self.update()
        self.git("switch", "-q", "-c", branch)

    def update(self) -> None:
        """Main as the office has it."""
        self.git("switch", "-q", "main")
        self.git("pull", "-q", "--ff-only", "origin", "main")

    def commit(self, message: str) -> None:
        """Commits all that lies there."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def merges_cleanly(self, branch: str) -> bool:
        """Merges a branch into main and pushes; where git stops at a conflict, nothing is left of it."""
        self.update()
        try:
            self.git("merge", "-q", "--no-ff", "-m", f"合并 {branch}", branch)
        except AssertionError:
            self.git("merge", "--abort")
            return False
        self.git("push", "-q", "origin", "main")
        self.git("branch", "-q", "-D", branch)
        return True

    def meets_conflict(self, branch: str) -> str:
        """Merges main into a branch, where git stops: the files in conflict."""
        self.update()
        self.git("switch", "-q", branch)
        try:
            self.git("merge", "-q", "--no-edit", "main")
        except AssertionError:
            return self.git("diff", "--name-only", "--diff-filter=U")
        raise AssertionError("git met no conflict")


def clone_office(folder: Path, made: Repo, day: date) -> tuple[Clerk, Clerk]:
    """Two clerks who cloned what `made` holds from a bare repository."""
    office = folder / "office.git"
    made.git("clone", "-q", "--bare", str(made.root), str(office))
    clerks: list[Clerk] = []
    for name in ("甲", "乙"):
        root = folder / name
        made.git("clone", "-q", str(office), str(root))
        repo = Repo(root, {**made.people, "GIT_COMMITTER_NAME": name})
        repo.git("config", "user.name", name)
        repo.git("config", "user.email", f"{len(clerks)}@kaohe.example")
        clerks.append(Clerk(repo, day))
    return clerks[0], clerks[1]
