"""MkDocs called by hand would build a part of the site: it stops and names the command that builds the whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.demo.demo_project import project_files

WORDS = {
    ("build", "--strict"): "Error: 请用 kaohe build 生成网站：mkdocs build 生成不全，缺公文、开放数据和网站清单。\n",
    ("serve",): "Error: 请用 kaohe serve 预览网站。\n",
    ("gh-deploy",): "Error: 请用 kaohe build 生成网站，再把生成的文件夹发布出去。\n",
}


@pytest.fixture(params=["program", "office"])
def project(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Path:
    """A project with the settings of the program's own, or those that an office has."""
    folder = tmp_path / "project"
    if request.param == "program":
        shutil.copytree(root / "content", folder / "content")
        shutil.copytree(root / "templates/theme", folder / "templates/theme")
        shutil.copy(root / "mkdocs.yml", folder)
    else:
        for path, data in project_files().items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize("arguments", WORDS, ids=" ".join)
def test_mkdocs_stops_with_one_sentence_and_writes_nothing(project: Path, arguments: tuple[str, ...]) -> None:
    before = sorted(project.rglob("*"))
    command = [sys.executable, "-m", "mkdocs", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 1
    assert done.stdout + done.stderr == WORDS[arguments]
    assert sorted(project.rglob("*")) == before
