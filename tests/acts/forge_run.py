"""What a forge does with a workflow, as far as a machine without one can: it fetches and runs the steps, really.

The expressions in a file are looked up in a table; what steps hand on (`GITHUB_ENV`) is read as the forge does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator import __version__
from tests.release.repository import Repo

_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")


@dataclass
class Forge:
    """A repository on a forge, a project whose proposal is `number`, and the machine on which its runs go."""

    root: Path
    number: int = 7
    said: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def bare(self) -> Path:
        return self.root / "forge/office/kaohe"

    def receive(self, repo: Repo, branch: str = "") -> None:
        """Takes the main branch of `repo`, and `branch` as the proposal."""
        if not self.bare.exists():
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.bare)], check=True)
            (self.bare.parent / "kaohe.git").symlink_to(self.bare)
        refs = [f"+{branch}:refs/{kind}/{self.number}/head" for kind in ("pull", "merge-requests") if branch]
        repo.git("push", "-q", "--force", str(self.bare), "main", *refs)

    def machine(self) -> dict[str, str]:
        """The environment of a machine on which the program of this version is installed from a bundle."""
        python = self.root / "opt" / __version__ / "bin/python"
        if not python.exists():
            python.parent.mkdir(parents=True)
            python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
            python.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return {
            **kept,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "KAOHE_HOME": str(self.root / "opt"),
        }

    def run_job(self, text: str, job: str, **given: str) -> int:
        """Runs the job of a workflow of GitHub or Gitea up to the first step that fails; its status."""
        file = yaml.safe_load(text)
        work, temp = self.root / "work", self.root / "temp"
        work.mkdir(exist_ok=True)
        temp.mkdir(exist_ok=True)
        handed = self.root / "env"
        handed.write_text("", "utf-8")
        environment = {
            **self.machine(),
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": f"file://{self.root}/forge",
            "GITHUB_REPOSITORY": "office/kaohe",
            "GITHUB_WORKSPACE": str(work),
            "GITHUB_ENV": str(handed),
            "GITHUB_STEP_SUMMARY": str(self.root / "summary.md"),
            "RUNNER_TEMP": str(temp),
            **given,
        }
        for scope in (file, file["jobs"][job]):
            environment |= self._values(scope.get("env", {}), given)
        for step in file["jobs"][job]["steps"]:
            if "run" not in step or self._is_left_out(step.get("if", "")):
                continue
            folder = work / step.get("working-directory", "")
            here = environment | self._values(step.get("env", {}), given)
            if status := self._run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], folder, here
            ):
                return status
            lines = handed.read_text("utf-8").splitlines()
            environment |= dict(line.split("=", 1) for line in lines)
        return 0

    def run_script(self, text: str, job: str, **given: str) -> int:
        """Runs the job of a pipeline of GitLab; its status."""
        work = self.root / "work"
        work.mkdir(exist_ok=True)
        url = f"file://{self.bare}"
        environment = {
            **self.machine(),
            "CI_PROJECT_DIR": str(work),
            "CI_PROJECT_URL": url,
            "CI_DEFAULT_BRANCH": "main",
            "CI_MERGE_REQUEST_PROJECT_URL": url,
            "CI_MERGE_REQUEST_IID": str(self.number),
            "CI_JOB_TOKEN": "token",
            "GITLAB_USER_LOGIN": "",
            "CI_PROJECT_VISIBILITY": "private",
            **given,
        }
        script = "\n".join(yaml.safe_load(text)[job]["script"])
        return self._run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], work, environment)

    def _run(self, command: list[str], folder: Path, environment: dict[str, str]) -> int:
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        self.said += ran.stdout + ran.stderr
        return ran.returncode

    def _is_left_out(self, condition: str) -> bool:
        """Whether a step waits for a variable that is set here otherwise."""
        site = self.values.get("vars.KAOHE_SITE", "")
        return {"vars.KAOHE_SITE == ''": bool(site), "vars.KAOHE_SITE != ''": not site}.get(condition, False)

    def _values(self, named: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
        found = {}
        for name, value in named.items():
            if name == "KAOHE_HOME" or name in given:
                continue
            found[name] = _EXPRESSION.sub(lambda part: self._look_up(part[1]), str(value))
        return found

    def _look_up(self, expression: str) -> str:
        if expression.startswith("github.event_name == 'merge_group'"):
            return f"refs/pull/{self.number}/head"
        known = {
            "github.event.pull_request.number": str(self.number),
            "github.event.repository.private": "true",
            "github.token": "token",
            **self.values,
        }
        return known.get(expression, "")
