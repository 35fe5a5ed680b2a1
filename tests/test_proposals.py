"""What happens to a stranger's proposal: the hosted workflow, read as data and run as scripts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.history.scripted import begin, deduction

ROOT = Path(__file__).resolve().parent.parent


def workflows() -> dict[str, str]:
    """The text of each workflow."""
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(workflows()["ci.yml"])["jobs"][job]["steps"]
    return found


def test_the_token_only_reads_and_there_is_no_secret() -> None:
    assert sorted(workflows()) == ["ci.yml"]
    for text in workflows().values():
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        assert not any("permissions" in job for job in workflow["jobs"].values())
        assert not re.search(r"pull_request_target|workflow_run|secrets\.|github\.token|GITHUB_TOKEN", text)


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [use for text in workflows().values() for use in re.findall(r"uses: *(.*)", text)]
    assert used
    assert [use for use in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", use)] == []


def test_no_checkout_leaves_the_token_behind() -> None:
    checkouts = [step for job in ("scope", "data", "project") for step in steps(job) if "checkout@" in str(step)]
    assert len(checkouts) == 3
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_no_text_of_a_proposal_becomes_part_of_a_script() -> None:
    scripts = [step["run"] for job in ("scope", "data", "project") for step in steps(job) if "run" in step]
    assert len(scripts) == 6
    assert [script for script in scripts if "${{" in script] == []


def test_proposed_data_are_read_by_the_tools_of_the_base_branch() -> None:
    inside = [step["run"] for step in steps("data") if step.get("working-directory") == "proposal"]
    assert len(inside) == 2
    assert all(
        re.search(r"^ *\.\./tool/\.venv/bin/python -P -m generator ", script, re.MULTILINE) for script in inside
    )


def test_code_in_the_folder_of_a_proposal_is_never_run(tmp_path: Path) -> None:
    trap = "import os\nopen(os.environ['TRAP'], 'a').close()\n"
    for name in ("generator/__init__.py", "generator/__main__.py", "yaml.py", "argparse.py", "sitecustomize.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(trap, "utf-8")
    trapped = tmp_path / "trapped"
    environment = os.environ | {"TRAP": str(trapped)}

    def call(*options: str) -> str:
        command = [sys.executable, *options, "-m", "generator", "--version"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return done.stdout

    assert call("-P").startswith("kaohe ")
    assert not trapped.exists()
    call()
    assert trapped.exists(), "without -P the trap must spring, or this test shows nothing"


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(message, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


@pytest.mark.parametrize(
    ("paths", "data", "data_only"),
    [
        (["data/units/a.yml"], "true", "true"),
        (["data/units/a.yml", "data/deductions/2015/hotline/甲 乙.yml"], "true", "true"),
        (["data/units/a.yml", "generator/cli/__init__.py"], "true", "false"),
        (["data/units/a.yml", "README.md"], "true", "false"),
        (["Makefile"], "false", "false"),
        ([".github/workflows/ci.yml"], "false", "false"),
        (["database.yml"], "false", "false"),
        (["content/data/x.md"], "false", "false"),
        (["x\ndata/y"], "true", "false"),
        ([], "false", "false"),
    ],
)
def test_only_a_change_below_data_is_only_data(tmp_path: Path, paths: list[str], data: str, data_only: str) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base", "data/site.yml", "Makefile", "generator/cli/__init__.py")
    git(tmp_path, "checkout", "-q", "-b", "proposal")
    commit(tmp_path, "proposed", *paths)
    git(tmp_path, "checkout", "-q", "main")
    commit(tmp_path, "meanwhile", "generator/read/tree.py")
    git(tmp_path, "merge", "-q", "--no-ff", "proposal", "-m", "merge")

    output = tmp_path / ".git" / "output"
    environment = os.environ | {"GITHUB_OUTPUT": str(output)}
    script = next(step["run"] for step in steps("scope") if "run" in step)
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert output.read_text("utf-8") == f"data={data}\ndata_only={data_only}\n"


def test_data_moved_out_of_its_folder_is_not_only_data(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base", "data/site.yml")
    git(tmp_path, "mv", "data/site.yml", "site.yml")
    commit(tmp_path, "moved")

    output = tmp_path / ".git" / "output"
    script = next(step["run"] for step in steps("scope") if "run" in step)
    environment = os.environ | {"GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert output.read_text("utf-8") == "data=true\ndata_only=false\n"


def gate() -> str:
    """The script that checks proposed data."""
    return next(str(step["run"]) for step in steps("data") if step.get("name") == "check")


def test_whatever_else_a_proposal_changes_its_data_are_checked() -> None:
    workflow = yaml.safe_load(workflows()["ci.yml"])
    assert workflow["jobs"]["data"]["if"] == "needs.scope.outputs.data == 'true'"
    assert workflow["jobs"]["data"]["env"]["LOGIN"] == "${{ github.event.pull_request.user.login }}"
    assert '--base "$BASE" --login "$LOGIN"' in gate()


@pytest.mark.parametrize(
    ("who", "login", "status", "said"),
    [
        ("rexian", "rexian-12345", 1, "KH506"),  # an office in another's item
        ("kaoheban", "rexian-12345", 1, "KH506"),  # the same, under an address that it typed
        ("rexian", "nobody", 1, "KH506"),  # by the author, where the login is not registered
        ("rexian", "kaoheban", 0, "共 0 处问题"),
        ("somebody", "nobody", 0, "KH513"),
    ],
)
def test_the_gate_stops_an_office_in_anothers_item(
    tmp_path: Path, who: str, login: str, status: int, said: str
) -> None:
    """The script of the workflow is run as it stands, on the merge that a hub makes of a proposal."""
    story = begin(tmp_path / "proposal")
    register = (
        "committers:\n"
        "  - {email: rexian@kaohe.example, login: rexian-12345, office: rexian}\n"
        "  - {email: kaoheban@kaohe.example, login: kaoheban, office: kaoheban}\n"
    )
    story.commit("registered", "登记", "2015-01-06", {"data/committers.yml": register}, who="kaoheban")
    story.git("checkout", "-q", "-b", "change")
    evidence = "evidence:\n  - {title: 签到表, held_at: 区委党校}\n"
    record = deduction("shuiwu", "2015-03-20", "0.2", evidence).replace("refused", "late")
    path = "data/deductions/2015/meetings/2015-0320-shuiwu-1.yml"
    story.commit("foreign", "登记", "2015-03-20", {path: record}, who)
    story.git("checkout", "-q", "--detach", "main")
    story.merge("tried", "change", "Merge change into main", "2015-03-21", who="web")
    (tmp_path / "tool/.venv/bin").mkdir(parents=True)
    (tmp_path / "tool/.venv/bin/python").symlink_to(sys.executable)
    base = story.git("rev-parse", "HEAD^1")
    environment = os.environ | {"BASE": base, "LOGIN": login, "PYTHONPATH": path_of_tools()}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", gate()], cwd=story.root, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, said in done.stdout) == (status, True), done.stdout + done.stderr


def path_of_tools() -> str:
    """Where the program and what it needs are found by an interpreter that is called by another name."""
    return os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("-packages"))])
