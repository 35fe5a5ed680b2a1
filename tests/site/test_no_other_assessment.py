"""A score that counts in no other assessment: nothing that is built says a word of one, and verify.py holds it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main
from tests.auditing import run_verifier
from tests.journeys.yunling import deduction, founding_files
from tests.release.repository import Repo

TARGET = "target_assessment: 县级目标考核\ntarget_assessment_weight: 0.3\n"
SPEAKS = re.compile("计入[^，。；<]{0,12}目标考核|目标考核|折算(分值|权重)|权重折算|target_(weight|contribution)")


def build(folder: Path, more: str) -> Path:
    """The site of a demonstration of the county, with `more` in its scheme."""
    folder.mkdir()
    repo = Repo(folder)
    repo.git("init", "-q", "--initial-branch=main", "--template=")
    for path, text in {**founding_files(), **deduction("shuili", "2016-02-16", "progress", "节点逾期 12 日")}.items():
        repo.write(path, text)
    repo.change("data/site.yml", "demo: false", "demo: true")
    repo.change("data/schemes/2016.yml", "notice_period", f"{more}notice_period")
    repo.commit("建立考核项目", "2016-03-04")
    assert main(["build", "-C", str(folder)]) == 0
    return folder / "site"


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every text of the site but the guide, which explains the format; what DOCX and XLSX hold among them."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as packed:
                yield name, "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
        elif path.suffix in {".html", ".csv", ".json", ".txt", ".xml", ".py", ".md"} and not name.startswith(
            "guide/"
        ):
            yield name, path.read_text("utf-8")


@pytest.mark.parametrize("more", ["", TARGET])
def test_another_assessment_is_spoken_of_where_there_is_one(tmp_path: Path, more: str) -> None:
    site = build(tmp_path / "县", more)
    told = {name for name, text in texts(site) if SPEAKS.search(re.sub("计入总分", "", text))} - {"manifest.json"}
    kinds = {Path(name).suffix for name in told}
    assert kinds == ({".html", ".csv", ".json", ".txt", ".docx", ".xlsx"} if more else set()), told
    code, said = run_verifier(site / "verify/verify.py", str(site))
    assert code == 0, said
