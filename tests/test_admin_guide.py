"""The commands of the administrator's page, run as they stand: backup, restore, a mirror that only goes forward."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.acts.desk_proposals import Signed, begin_draft, find_proposal
from generator.git.fast_import import Person
from tests.acts.acting import act, publish, start
from tests.desk.desks import tell_district
from tests.desk.registers import confidential_of, with_registers
from tests.release.repository import Repo

PAGE = Path(__file__).resolve().parents[1] / "content/guide/admin.md"


def commands(heading: str, number: int = 0) -> list[str]:
    """The lines of a block of the page below a heading."""
    part = PAGE.read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found: list[str] = re.findall(r"```text\n(.*?)```", part, re.DOTALL)
    return found[number].splitlines()


class Machine:
    """A machine whose /srv is a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("git", "backup", "mirror", "bin"):
            (root / name).mkdir()
        (root / "bin/kaohe").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', "utf-8")
        (root / "bin/kaohe").chmod(0o755)

    def run(self, lines: list[str]) -> tuple[int, str]:
        """Runs lines until one fails; its status, and all that was said."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        kept |= {"PATH": f"{self.root / 'bin'}:{kept['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull}
        script = "set -e\n" + "\n".join(lines).replace("/srv/", f"{self.root}/")
        done = subprocess.run(["sh", "-c", script], env=kept, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def served(tmp_path: Path) -> tuple[Machine, Repo]:
    """A machine with the bare repository of a project that has published a quarter; a clone of it."""
    machine = Machine(tmp_path)
    repo = start(tmp_path / "project", 1)
    publish(repo, "2015-q1", "2015-04-10")
    act(repo, "publish", "2015-q1", "--tag")
    repo.git("init", "-q", "--bare", "-b", "main", str(tmp_path / "git/data.git"))
    repo.git("remote", "add", "office", str(tmp_path / "git/data.git"))
    repo.git("push", "-q", "office", "main", "--tags")
    return machine, repo


def test_what_was_backed_up_comes_back_and_holds(served: tuple[Machine, Repo]) -> None:
    machine, repo = served
    assert machine.run(commands("备份"))[0] == 0
    status, said = machine.run(commands("恢复"))
    assert status == 0, said
    restored = Repo(machine.root / "git/restored.git")
    assert restored.git("rev-parse", "main", "publication/2015-q1") == repo.git(
        "rev-parse", "main", "publication/2015-q1"
    )


def test_the_confidential_repository_comes_back_and_is_counted_again(served: tuple[Machine, Repo]) -> None:
    machine, _ = served
    story = with_registers(tell_district(machine.root / "district"))
    there = confidential_of(story.root, machine.root / "leads")
    there.git("bundle", "create", str(machine.root / "backup/leads.bundle"), "--all")
    story.git("clone", "-q", str(story.root), str(machine.root / "check"))
    there.git("init", "-q", "--bare", "-b", "main", str(machine.root / "git/restored-leads.git"))
    again = Repo(machine.root / "git/restored-leads.git")
    again.git("fetch", "-q", str(machine.root / "backup/leads.bundle"), "refs/*:refs/*")
    status, said = machine.run(commands("恢复", 1))
    assert status == 0, said


def test_drafts_of_the_desk_come_back(served: tuple[Machine, Repo]) -> None:
    machine, repo = served
    author = Signed(Person("热线中心", "rexian@kaohe.example"))
    path = "data/deductions/2015/hotline/2015-0402-jiaoyu-1.yml"
    made = begin_draft(repo.root, "rexian", "a", {path: b"unit: jiaoyu\n"}, "登记一笔", author)
    repo.git("bundle", "create", str(machine.root / "backup/desk.bundle"), "--all")
    status, said = machine.run(commands("恢复", 2))
    assert status == 0, said
    found = find_proposal(machine.root / "kaohe-restored", "rexian", "a")
    assert found is not None
    assert (found.tip, found.state, found.paths) == (made.tip, "draft", (path,))
    assert (machine.root / "kaohe-restored/data/site.yml").is_file()


def test_a_mirror_goes_forward_and_refuses_a_history_that_was_rewritten(served: tuple[Machine, Repo]) -> None:
    machine, repo = served
    assert machine.run(commands("镜像作旁证"))[0] == 0
    mirror = Repo(machine.root / "mirror/data.git")
    repo.write("content/about/index.md", "# 关于\n\n本站。\n")
    repo.commit("网页", "2015-04-12")
    repo.git("push", "-q", "office", "main")
    daily = commands("镜像作旁证")[-1:]
    assert machine.run(daily)[0] == 0
    kept = mirror.git("rev-parse", "main")
    assert kept == repo.head
    repo.git("commit", "-q", "--amend", "-m", "改写", "--allow-empty")
    repo.git("push", "-q", "--force", "office", "main")
    status, said = machine.run(daily)
    assert status != 0
    assert "rejected" in said
    assert mirror.git("rev-parse", "main") == kept
    repo.git("tag", "-f", "-a", "-m", "移动", "publication/2015-q1", "HEAD")
    repo.git("push", "-q", "--force", "office", "publication/2015-q1")
    assert "rejected" in machine.run(daily)[1]


def test_the_mirror_bears_witness(served: tuple[Machine, Repo]) -> None:
    machine, repo = served
    machine.run(commands("镜像作旁证"))
    repo.write("content/about/index.md", "# 关于\n\n本站。\n")
    repo.commit("网页", "2015-04-12")
    repo.git("clone", "-q", str(repo.root), str(machine.root / "check"))
    status, said = machine.run(commands("镜像作旁证", 1))
    assert status == 0, said
    rewritten = Repo(machine.root / "check")
    rewritten.git("reset", "-q", "--hard", "HEAD~2")
    rewritten.git("remote", "remove", "origin")
    status, said = machine.run(commands("镜像作旁证", 1))
    assert status == 1, said
