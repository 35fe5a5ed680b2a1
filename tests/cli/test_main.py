"""The command as a whole: help, exit codes, the same words from any folder and in any locale."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from generator.cli import VERBS, main

ROOT = Path(__file__).parents[2]
MINIMAL = {"PATH": os.environ["PATH"]}


class Command(Protocol):
    """The command, in the sample district unless told otherwise."""

    def __call__(
        self, *arguments: str, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        """What it printed, and its exit code."""


@pytest.fixture
def kaohe(sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """In this process: most of what a command says does not depend on its being one."""

    def call(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
        assert not environment
        monkeypatch.chdir(cwd or sample)
        capsys.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as ended:  # after help, and of wrong usage
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, said.out.encode(), said.err.encode())

    return call


@pytest.fixture
def apart(sample: Path) -> Command:
    """In a process of its own."""

    def call(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-P", "-m", "generator", *arguments]
        found = {**MINIMAL, "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(command, cwd=cwd or sample, env=found, capture_output=True, check=False)

    return call


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_chinese(kaohe: Command, verb: str) -> None:
    done = kaohe(verb, "--help")
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert said.startswith(f"用法：kaohe {verb}")
    assert VERBS[verb] in said.replace("\n", "")
    assert "show this help" not in said
    assert "optional arguments" not in said


def test_without_a_verb_the_verbs_are_listed(kaohe: Command, apart: Command) -> None:
    done = apart()
    assert done.returncode == 2
    assert all(verb in done.stdout.decode() for verb in VERBS)
    here = kaohe()
    assert (here.returncode, here.stdout, here.stderr) == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    (
        (("scroe",), "没有“scroe”这个命令。是否想用 score（"),
        (("检查",), "没有“检查”这个命令。是否想用 check（"),
        (("xyzzy",), "没有“xyzzy”这个命令\n"),
        (("score",), "缺少参数：年度（如 2015）"),
        (("init",), "缺少参数：目录（"),
        (("score", "2015", "--quater", "1"), "不认识的参数：--quater 1。是否想写 --quarter？"),
        (("score", "2015", "--json=1"), "参数 --json：不带值，多写了 1"),
        (("build", "--audience", "内部"), "没有“内部”。是否想写 internal？"),
        (("build", "--audience", "everybody"), "没有“everybody”；可用：public、internal"),
        (("score", "2015", "--quarter", "5"), "没有“5”"),
        (("score", "2015", "--zzzz"), "不认识的参数：--zzzz\n"),
        (("score", "二〇一五"), "不是年度"),
        (("score", "1999"), "没有 1999 年度的考核办法"),
        (("score", "2015", "--unit", "发改據"), "没有名为“发改據”的被考核单位"),
        (("score", "2015", "--explain"), "--explain 须与 --unit 同用"),
        (("check", "../elsewhere.yml"), "不在这个项目里"),
        (("check", "-C", "/nowhere"), "没有“/nowhere”这个文件夹"),
        (("-C", "甲 乙", "log", "--unit", "x"), "选项写在它后面：kaohe log -C '甲 乙' --unit x\n"),
        (("--json", "score", "2015"), "命令写在最前面，选项写在它后面：kaohe score --json 2015\n"),
        (("-C",), "不认识的参数：-C\n"),
    ),
)
def test_wrong_usage_is_one_clear_message_and_exit_2(kaohe: Command, arguments: tuple[str, ...], words: str) -> None:
    done = kaohe(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_choice_is_taken_by_its_chinese_name_as_the_help_gives_it(kaohe: Command) -> None:
    by_name, by_id = (kaohe("build", "--audience", name, "--at", "nowhere") for name in ("内部版", "internal"))
    assert (by_name.returncode, by_name.stderr) == (by_id.returncode, by_id.stderr)
    assert "--audience" not in by_name.stderr.decode()


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("mkdocs.yml/x", "这里已有同名的文件或文件夹，请换一个位置（File exists）"),
        ("a" * 300, "路径或文件名太长，请换一个短的（File name too long）"),
    ],
)
def test_what_the_system_refuses_is_said_in_chinese(kaohe: Command, out: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    shutil.copytree(ROOT / "tests/cases/base/minimal/data", tmp_path / "data")
    done = kaohe("build", "-C", str(tmp_path), "--out", str(tmp_path / out))
    said = done.stderr.decode()
    assert (done.returncode, said.count("\n")) == (2, 1)
    assert words in said


def test_no_word_of_the_system_stands_alone() -> None:
    """`strerror` is English: it is said by model/system.py alone, after what it means."""
    users = [path.name for path in (ROOT / "generator").rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert users == ["system.py"]


def test_outside_a_project_it_says_so(kaohe: Command, tmp_path: Path) -> None:
    done = kaohe("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "这里不是考核项目" in done.stderr.decode()


def test_the_same_words_from_any_folder_and_in_any_locale(kaohe: Command, apart: Command, sample: Path) -> None:
    here = kaohe("score", "2015")
    there = apart(
        "score", "2015", cwd=sample / "data" / "units", LC_ALL="C", PYTHONIOENCODING="ascii", TZ="Asia/Tokyo"
    )
    german = apart("score", "2015", LANG="de_DE.UTF-8", LANGUAGE="de", HOME="/nonexistent", PYTHONHASHSEED="7")
    assert here.returncode == 0, here.stderr.decode()
    assert here.stdout == there.stdout == german.stdout
    assert here.stdout.count(b"\n") > 40


def test_scores_as_json_are_stable_and_complete(kaohe: Command) -> None:
    done = kaohe("score", "2015", "--quarter", "2", "--json")
    found = json.loads(done.stdout)
    assert done.stdout.endswith(b"}\n")
    assert set(found) == {"form", "year", "quarter", "until", "commit", "units"}
    assert found["commit"] is None
    unit = found["units"][0]
    assert {"unit", "name", "group", "rank", "total", "provisional", "target_contribution", "outcomes"} <= set(unit)
    assert all(isinstance(unit["total"], str) and unit["provisional"] is True for unit in found["units"])


def test_a_derivation_names_the_unit_by_any_of_its_names_and_ends_in_its_score(kaohe: Command) -> None:
    by_id, by_name = (kaohe("score", "2015", "--unit", name, "--explain") for name in ("fagaiju", "区发改局"))
    assert by_id.returncode == 0, by_id.stderr.decode()
    assert by_id.stdout == by_name.stdout
    score = json.loads(kaohe("score", "2015", "--unit", "fagaiju", "--json").stdout)["units"][0]
    said = by_id.stdout.decode()
    assert f"得分 = {score['total']}" in said or f"得分 = {score['total'].rstrip('0')}" in said
    assert f"第 {score['rank']} 名" in said
    assert "data/deductions/2015/" in said
    assert "演示数据" in said


def test_a_reader_that_goes_away_is_no_error(sample: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m generator score 2015 | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=sample, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
