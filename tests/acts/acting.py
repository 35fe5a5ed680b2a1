"""A small district whose office acts: commands as a person gives them, and what `kaohe check` says of each state."""

from __future__ import annotations

import re
from pathlib import Path

from generator.cli import main
from generator.load.project import open_project
from generator.model.problem import Problem
from tests.release.repository import Repo, bring, dealt_copy, found_clerk, record_quarter

CHAIN = "data/publications/chain.yml"


def kaohe(repo: Repo, *arguments: str) -> int:
    """Runs a command on the project as a person would."""
    return main([arguments[0], "-C", str(repo.root), *arguments[1:]])


def act(repo: Repo, *arguments: str) -> None:
    """An act that is carried out."""
    assert kaohe(repo, *arguments, "--yes") == 0


def errors_of(repo: Repo) -> list[Problem]:
    """The errors that `kaohe check` finds."""
    return open_project(repo.root).errors


def codes_of(repo: Repo) -> list[str]:
    """Their codes, each once."""
    return sorted({problem.code for problem in errors_of(repo)})


def lines_of(repo: Repo) -> list[str]:
    """The lines of chain.yml."""
    return re.findall(r"(?m)^- (.*)$", (repo.root / CHAIN).read_text("utf-8"))


def start(root: Path, *quarters: int) -> Repo:
    """The district with these quarters recorded, on a branch `main`; its clerk may tag."""
    told = quarters or (1,)

    def tell(repo: Repo) -> None:
        found_clerk(repo)
        for quarter in told:
            record_quarter(repo, quarter)

    return dealt_copy(f"started-{''.join(map(str, told))}", root, tell)


def start_year(root: Path) -> Repo:
    """The district with its whole year recorded, the appraisal as well."""

    def tell(repo: Repo) -> None:
        found_clerk(repo)
        for quarter in (1, 2, 3, 4):
            record_quarter(repo, quarter)
        bring(repo, "data/appraisals")
        repo.commit("录入评议", "2015-12-20")

    return dealt_copy("started-year", root, tell)


def publish(repo: Repo, name: str, date: str, *options: str) -> str:
    """Publishes and commits; the commit."""
    act(repo, "publish", name, "--date", date, *options)
    return repo.commit(f"发布 {name}", date)


REVOKED = "data/deductions/2015/meetings/0320-shuiwu.yml"


def revoke(repo: Repo, path: str = REVOKED, day: str = "2015-04-20") -> None:
    """Revokes a record of the first quarter, which moves what was published of it."""
    text = (repo.root / path).read_text("utf-8")
    repo.write(path, f"{text}revoked: {{date: {day}, reasons: 记错单位}}\n")
