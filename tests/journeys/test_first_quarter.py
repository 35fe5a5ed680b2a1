"""From nothing to a published first quarter, in an ordinary clone of a bare repository: at most twelve commands."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from generator.git.clock import BEIJING
from tests.release.repository import Repo

TOOL = Path(__file__).parents[2]
YEAR = datetime.now(BEIJING).year - 1  # its first quarter has ended, whenever this is run
COMMANDS = f"""
kaohe init . --district 青山区 --office 青山区考核办 --year {YEAR} --document 青发〔{YEAR}〕7号 --url https://kaohe.example/
kaohe new unit --id jiaoyuju --name 青山区教育局 --short-name 区教育局 --kind 机关部门 --assessed-from {YEAR}
kaohe new unit --id minzhengju --name 青山区民政局 --short-name 区民政局 --kind 机关部门 --assessed-from {YEAR}
kaohe new deduction --unit jyj --date {YEAR}-02-12 --item 单项 --standard 标准 --source 热线 --reason 工单逾期
git add -A
git commit -q -m 启用本年度考核
kaohe publish {YEAR}-q1 --yes
git add data
git commit -q -m 发布第一季度结果
kaohe publish {YEAR}-q1 --tag --yes
git push -q origin main publication/{YEAR}-q1
kaohe verify
"""


def test_a_first_quarter_is_published_in_twelve_commands(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", str(tmp_path / "origin.git")], check=True)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(tmp_path / "origin.git"), str(clone)], check=True, capture_output=True)
    for name, value in (("user.name", "李 复核"), ("user.email", "li@kaohe.example")):
        subprocess.run(["git", "-C", str(clone), "config", name, value], check=True)
    commands = COMMANDS.strip().splitlines()
    assert len(commands) <= 12
    said = run(clone, commands[0])
    assert "还没有定：有哪些类别和考核单项" in said
    assert run(clone, "kaohe build").count("已生成"), "a site from the first minute"
    decide(clone)
    for command in commands[1:]:
        said = run(clone, command)
    assert f"{YEAR}-q1" in said, said
    origin = Repo(tmp_path / "origin.git")
    kept = origin.git("ls-tree", "--name-only", "main", "data/publications/").split()
    assert sorted(kept) == [f"data/publications/{YEAR}-q1.yml", "data/publications/chain.yml"]
    assert origin.git("tag") == f"publication/{YEAR}-q1"
    assert run(clone, "git status --porcelain --untracked-files=no") == ""


def decide(clone: Path) -> None:
    """What the office writes by hand: its scheme. Here the form is left as it is, and every question answered so."""
    scheme = clone / f"data/schemes/{YEAR}.yml"
    scheme.write_text(re.sub(r"open:\n(  .*\n)+", "", scheme.read_text("utf-8")), "utf-8")


def run(clone: Path, command: str) -> str:
    """What a command printed; it must have been carried out."""
    words = shlex.split(command)
    call = [sys.executable, "-m", "generator", *words[1:]] if words[0] == "kaohe" else words
    environment = {**os.environ, "PYTHONPATH": str(TOOL)}
    done = subprocess.run(
        call, cwd=clone, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, (command, done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode()
