"""Odd arguments, missing streams, full disks, texts that give orders to a log: one sentence, the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.publishing import kaohe
from tests.release.repository import Repo, bring, first_quarter

TOOL = Path(__file__).parents[2]
ODD = ["\x1b[31mx", "\n::error::x", "\u202ex", "##[error]x"]
RECORD = "data/deductions/2015/hotline/0305-jiaoyu.yml"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A quarter of which one reason would be an order, if a line began with it."""
    repo = first_quarter(tmp_path_factory.mktemp("odd") / "project")
    text = (repo.root / RECORD).read_text("utf-8")
    reason = next(line for line in text.splitlines() if line.startswith("reason:"))
    repo.write(RECORD, text.replace(reason, 'reason: "推诿\\n::error::甲\\n##[error]乙"'))
    bring(repo, "data/appraisals")
    repo.commit("写入怪异的事由", "2015-04-01")
    return repo


def run(repo: Repo, *arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(TOOL)}
    command = [sys.executable, "-m", "generator", arguments[0], "-C", str(repo.root), *arguments[1:]]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, env=environment, check=False, timeout=600, **streams)  # type: ignore[call-overload, no-any-return]


def call_here(repo: Repo, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status of a command in this process, and what it printed to both streams."""
    capsys.readouterr()
    try:
        code = kaohe(repo, *arguments)
    except SystemExit as usage:
        code = int(usage.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def is_quiet(said: str) -> bool:
    """Whether no line gives an order and nothing unseen is in it."""
    lines = said.splitlines()
    return not any(line.lstrip().startswith("::") or "##[" in line for line in lines) and not {"\x1b", "\u202e"} & {
        *said
    }


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "call",
    [
        ("check", "{}"), ("score", "{}"), ("score", "2015", "--unit={}"), ("score", "2015", "--quarter={}"),
        ("score", "2015", "--at={}"), ("log", "--since={}"), ("log", "--unit={}"), ("timeline", "{}"),
        ("diff", "{}", "HEAD"),
        ("verify", "--against={}"), ("archive", "{}"), ("correct", "{}", "--reason=x"), ("publish", "{}", "--tag"),
        ("publish", "{}"), ("withdraw", "{}", "--reason=x"),
        ("impact", "--base={}"), ("build", "--at={}"), ("demo", "--units={}", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_arguments_are_printed_escaped(
    repo: Repo, capsys: pytest.CaptureFixture[str], call: tuple[str, ...], odd: str
) -> None:
    code, out, err = call_here(repo, capsys, *(part.format(odd) for part in call))
    assert code in (1, 2), out + err
    assert is_quiet(out + err), out + err
    assert out + err


@pytest.mark.parametrize(
    "call",
    [
        ("score", "2015", "--explain", "--unit", "jiaoyu"), ("log",), ("diff", "HEAD~1", "HEAD"),
        ("diff", "HEAD~1", "HEAD", "--json"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_texts_of_records_give_no_orders(
    repo: Repo, capsys: pytest.CaptureFixture[str], call: tuple[str, ...]
) -> None:
    capsys.readouterr()
    assert kaohe(repo, *call) == 0
    said = capsys.readouterr().out
    assert "error" in said
    assert is_quiet(said)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (("diff", "9999-12-31", "HEAD"), 0),
        (("timeline", "0"), 2),
        (("timeline", "99999999999999999999"), 2),
        (("score", "2015", "--at=--"), 2),
        (("diff", "--", "HEAD", "--"), 2),
        (("check", "x" * 5000), 2),
        (("archive", "x", "--out", "y" * 5000), 2),
        (("verify", "--against", "z" * 5000), 2),
        (("build", "--out=/"), 2),
        (("build", "--out=data/site"), 2),
        (("demo", "/proc/x"), 2),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_odd_values_end_in_a_sentence(
    repo: Repo, tmp_path: Path, call: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    call = tuple(str(repo.root / "data/site") if part == "--out=data/site" else part for part in call)
    call = tuple(f"--out={part}" if part.endswith("data/site") else part for part in call)
    monkeypatch.chdir(tmp_path)
    found, out, err = call_here(repo, capsys, *call)
    assert found == code, err
    assert "Traceback" not in err
    assert "程序自身出错" not in err
    assert out + err
    assert not (repo.root / "data/site").exists()


@pytest.mark.parametrize("witness", ["[" * 200_000, "{}", "[]", "1", "null"])
def test_a_witness_that_remembers_nothing_proves_nothing(
    repo: Repo, tmp_path: Path, witness: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.json").write_text(witness)
    code, out, _ = call_here(repo, capsys, "verify", "--against", str(tmp_path / "w.json"))
    assert code == 1
    assert "不是 kaohe verify --json 的输出" in out


def test_without_streams_and_with_a_full_disk(repo: Repo) -> None:
    everything = 'exec >&- 2>&- <&-; exec "$0" "$@"'
    environment = {**os.environ, "PYTHONPATH": str(TOOL)}
    command = [sys.executable, "-m", "generator", "score", "2015", "-C", str(repo.root)]
    assert subprocess.run(["sh", "-c", everything, *command], env=environment, check=False).returncode == 0
    with open("/dev/full", "w") as full:
        ran = run(repo, "score", "2015", stdout=full)
    assert ran.returncode == 2
    assert ran.stderr.decode().count("\n") == 1


def test_a_pipe_in_place_of_a_file_stops_nothing(repo: Repo, tmp_path: Path) -> None:
    other = repo.copy(tmp_path / "project")
    (other.root / RECORD).unlink()
    os.mkfifo(other.root / RECORD)
    ran = run(other, "publish", "2015-q1", "--yes")
    assert (ran.returncode, RECORD in ran.stderr.decode()) == (1, True)
    assert RECORD in run(other, "verify").stdout.decode()
