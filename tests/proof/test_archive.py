"""Archives: from the bag alone everything can be checked and built again."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from tests.elsewhere import archived, contents, made_elsewhere, tools_of
from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, new_repo, record_quarter


@pytest.fixture(scope="module")
def bags(told: Repo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The final results packed for insiders and for the public."""
    folder = tmp_path_factory.mktemp("bags")
    public = folder / "public"
    assert kaohe(told, "archive", "2015-final", "--yes", "--audience", "public", "--out", str(public)) == 0
    return {"internal": archived(told), "public": public}


def run_from_bag(bag: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program of the bag, with nothing else of this project within reach."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX", "KAOHE_CACHE")}
    environment = {**kept, "PYTHONPATH": str(tools_of(bag))}
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_bag_is_valid_and_says_what_it_is(bags: dict[str, Path]) -> None:
    for audience, bag in bags.items():
        assert bagit.Bag(str(bag)).validate()
        info = bagit.Bag(str(bag)).info
        assert info["题名"] == "关于2015年度考核结果的通报"
        assert info["密级"] == {"internal": "内部", "public": "公开"}[audience]
        assert info["Bagging-Date"] == "2016-01-18"
        readme = (bag / "data/README.txt").read_text("utf-8")
        named = re.findall(r"(?m)^data/([\w.]+)", readme)
        assert named
        assert [name for name in named if not (bag / "data" / name).exists()] == []


def test_from_the_bag_alone_history_holds_and_the_site_is_built_again(
    told: Repo, bags: dict[str, Path], tmp_path: Path
) -> None:
    bag = bags["internal"]
    cloned = subprocess.run(
        ["git", "clone", "-q", str(bag / "data/history.bundle"), "project"], cwd=tmp_path, check=False
    )
    assert cloned.returncode == 0
    verified = run_from_bag(bag, tmp_path, "verify", "-C", "project", "--against", str(bag))
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "没有发现不符" in verified.stdout
    # By the bag's program, of a clone of the bag's history, in another bag.
    assert contents(made_elsewhere(told) / "bag/data/site") == contents(bag / "data/site")
    assert bagit.Bag(str(bag)).validate(), "a program that runs from the bag writes nothing into it"


def test_a_bag_is_verified_and_rebuilt_without_a_project(
    bags: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["verify", "--against", str(bags["internal"]), "--rebuild", "--all"]) == 0
    found = capsys.readouterr().out
    assert "逐字节相同" in found
    assert "4 次发布都与它所记的一致" in found


def test_own_templates_go_along_and_are_used_again(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import main

    own, bag = tmp_path / "own", tmp_path / "bag"
    (own / "pages").mkdir(parents=True)
    words = "{% extends 'page.html.j2' %}{% block page %}本局自己的字样{% endblock %}"
    (own / "pages/missing_page.html.j2").write_text(words, "utf-8")
    assert kaohe(told, "archive", "2015-final", "--out", str(bag), "--templates", str(own), "--yes") == 0
    assert "本局自己的字样" in (bag / "data/site/404.html").read_text("utf-8")
    assert (bag / "data/templates/pages/missing_page.html.j2").read_text("utf-8") == words
    readme = (bag / "data/README.txt").read_text("utf-8")
    assert "--templates BAG/data/templates" in readme
    assert bagit.Bag(str(bag)).validate()
    monkeypatch.chdir(tmp_path)
    assert main(["verify", "--against", str(bag), "--rebuild"]) == 0
    assert "逐字节相同" in capsys.readouterr().out
    assert main(["verify", "--against", str(bag / "data/site"), "--rebuild", "-C", str(told.root)]) == 0
    assert "请用 --templates 指明" in capsys.readouterr().out


def test_the_auditors_script_agrees(bags: dict[str, Path], tmp_path: Path) -> None:
    data = bags["internal"] / "data"
    script, site = data / "site/verify/verify.py", data / "site"
    command = [sys.executable, "-I", str(script), str(site), "--repo", str(data / "history.bundle")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.startswith("结论：没有发现不符。0 项不符，0 项待证，")
    for place in (bags["internal"], data):  # whoever is handed a bag need not know where in it the site lies
        again = subprocess.run([*command[:3], str(place)], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (again.returncode, again.stdout, again.stderr) == (0, ran.stdout, "")


def test_published_records_alone_yield_what_was_published(bags: dict[str, Path], tmp_path: Path) -> None:
    records = bags["public"] / "data/records"
    checked = run_from_bag(bags["public"], tmp_path, "check", "-C", str(records))
    assert checked.returncode == 0
    assert set(re.findall(r": (KH[0-9]{3}) ", checked.stdout)) == {"KH326", "KH367", "KH507"}, (
        "no evidence, nowhere to write, short names"
    )
    scored = run_from_bag(bags["public"], tmp_path, "score", "2015", "-C", str(records), "--json")
    assert [unit["total"] for unit in json.loads(scored.stdout)["units"]] == ["97.31", "96.90", "96.38", "96.29"]
    assert not (bags["public"] / "data/history.bundle").exists()


def test_the_same_input_gives_the_same_bag(told: Repo, bags: dict[str, Path]) -> None:
    """Another clone, packed otherwise, in another place, time, zone, language and with another mask.

    The program is that of the bag, and so the same.
    """
    assert contents(made_elsewhere(told) / "bag") == contents(bags["internal"])


def test_every_changed_byte_of_a_bag_is_named(
    bags: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import main

    monkeypatch.chdir(tmp_path)
    bag = tmp_path / "bag"
    shutil.copytree(bags["internal"], bag)
    chosen = random.Random(11)
    every = contents(bag)
    outside = [path for path in every if not path.startswith("data/")]
    inside = chosen.sample(sorted(path for path in every if every[path] and path not in outside), 30)
    # What the bag says of itself alone, the payload several at once: of one file nothing depends on another.
    for paths in [*([path] for path in outside), ["data/history.bundle"], *(inside[at::3] for at in range(3))]:
        for path in paths:
            changed = bytearray(every[path])
            changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
            (bag / path).write_bytes(changed)
        capsys.readouterr()
        assert main(["verify", "--json", "--against", str(bag)]) == 1
        found = json.loads(capsys.readouterr().out)["findings"]
        failed = {f["subject"] for f in found if f["status"] == "fails"}
        inner = {path.removeprefix(part) for path in paths for part in ("", "data/site/", "data/")}
        assert set(paths) <= failed <= inner
        for path in paths:
            (bag / path).write_bytes(every[path])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("archive", "2015-q4"), 1, "主分支上没有编号为“2015-q4”的发布。已有的发布："),
        (("archive", "2015-q1", "--out", "."), 1, "“.”已经有了，没有改动它。"),
    ],
)
def test_what_cannot_be_archived_is_said(
    told: Repo, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    assert kaohe(told, *arguments) == code
    assert words in capsys.readouterr().err


def test_what_does_not_hold_is_not_archived(told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = told.copy(tmp_path / "copy")
    repo.git("tag", "-d", "publication/2015-q2")
    assert kaohe(repo, "archive", "2015-final", "--yes", "--out", str(tmp_path / "out")) == 1
    said = capsys.readouterr().err
    assert "没有标签 publication/2015-q2" in said
    assert said.endswith("核验有不符之处，没有归档。\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]


def test_a_project_in_a_larger_repository_is_archived_verified_and_rebuilt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import main

    outer = Repo(tmp_path / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    outer.write("README", "机关的资料\n")
    outer.commit("别的资料", "2014-12-01")
    repo = new_repo(outer.root / "考核 项目")
    for name, value in (("name", "李 复核"), ("email", "li@kaohe.example")):
        repo.git("config", f"user.{name}", value)
    record_quarter(repo, 1)
    publish(repo, "2015-q1", "2015-04-10")
    bag = tmp_path / "bag"
    assert kaohe(repo, "archive", "2015-q1", "--out", str(bag), "--yes") == 0
    readme = (bag / "data/README.txt").read_text("utf-8")
    assert "generator verify -C 'project/考核 项目' --against BAG" in readme
    assert "历史里也有那个仓库的其他文件" in readme
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["verify", "--against", str(bag), "--rebuild"]) == 0
    assert "逐字节相同" in capsys.readouterr().out
    assert kaohe(repo, "verify", "--against", str(bag)) == 0
