"""A downloaded site against its manifest, its history and a rebuild: by the command, and by the auditor's script."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.proof.manifest import seal_manifest
from tests.auditing import SCRIPT, run_verifier
from tests.release.publishing import kaohe
from tests.release.repository import Repo


@pytest.fixture(scope="module")
def built(told: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("built") / "site"
    assert kaohe(told, "build", "--out", str(site)) == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "site")
    return tmp_path / "site"


def failed(repo: Repo, capsys: pytest.CaptureFixture[str], site: Path, *more: str) -> set[tuple[str, str]]:
    capsys.readouterr()
    kaohe(repo, "verify", "--json", "--against", str(site), *more)
    found = json.loads(capsys.readouterr().out)["findings"]
    return {(f["kind"], f["subject"]) for f in found if f["status"] == "fails"}


def audit(site: Path, *more: str) -> tuple[int, list[str]]:
    """The exit code of the auditor's script, and what it found wrong."""
    code, said = run_verifier(SCRIPT, str(site), *more)
    return code, found_wrong(said)


def found_wrong(said: str) -> list[str]:
    return [line.removeprefix("不符  ") for line in said.splitlines() if line.startswith("不符")]


def reseal(site: Path, path: str, data: bytes) -> None:
    """Changes a file and makes the manifest fit, as whoever runs the web server can."""
    from hashlib import sha256

    (site / path).write_bytes(data)
    manifest = json.loads((site / "manifest.json").read_bytes())
    manifest["files"][path] = sha256(data).hexdigest()
    (site / "manifest.json").write_bytes(seal_manifest(manifest))


def test_a_changed_byte_of_the_manifest_accuses_nothing_but_the_manifest(
    told: Repo, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Above all not the history, of which a manifest that was changed is no witness."""
    path = site / "manifest.json"
    stored = path.read_bytes()
    start = stored.index(b'"publications"')
    end = stored.index(b"]", start)
    chosen = random.Random(3)
    for at in [chosen.randrange(start, end) for _ in range(3)]:
        path.write_bytes(stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])
        assert failed(told, capsys, site) == {("site", "manifest.json")}
        assert failed(told, capsys, path) == {("witness", "manifest.json")}


def test_a_site_as_it_was_built_holds(told: Repo, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(told, capsys, built, "--rebuild") == set()
    code, said = call_apart(str(built), "--repo", str(told.root))
    assert (code, found_wrong(said)) == (0, [])
    assert run_verifier(SCRIPT, str(built), "--repo", str(told.root)) == (code, said)


def test_a_site_built_without_the_library_of_pictures_is_built_again_without(
    told: Repo, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    with monkeypatch.context() as patch:
        patch.setattr("generator.pictures.drawing.find_spec", lambda name: None)
        assert kaohe(told, "build", "--out", str(site)) == 0
        assert "这台机器没有画图的程序，网页没有图，数字都在表里" in "".join(capsys.readouterr())
        kaohe(told, "verify", "--json", "--against", str(built), "--rebuild")
        found = json.loads(capsys.readouterr().out)["findings"]
    said = [one["sentence"] for one in found if "画图" in one["sentence"]]
    assert said == ["网站有图，这台机器没有画图的程序，不能照原样重新生成。请按 requirements.txt 安装后再核验。"]
    manifest = json.loads((site / "manifest.json").read_bytes())
    assert manifest["left_out"] == ["pictures"]
    assert "vl-convert-python" not in manifest["tools"]
    assert "vl-convert-python" in json.loads((built / "manifest.json").read_bytes())["tools"]
    page = (site / "2015/index.html").read_text()
    assert "生成网站的机器没有画图的程序，这里没有图。" in page
    assert "<svg viewBox" not in page
    assert failed(told, capsys, site, "--rebuild") == set(), "here the library is at hand, and is not used"


def test_of_two_sites_each_finding_says_in_which_it_is(
    told: Repo, built: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "index.html").write_bytes(b"")
    capsys.readouterr()
    kaohe(told, "verify", "--against", str(built), "--against", str(site))
    said = capsys.readouterr().out
    head = told.git("rev-parse", "HEAD")[:12]
    assert f"“site”（小河区，公开版，数据到 2016-01-18，由提交 {head} 生成）：" in said
    assert "index.html：（“site”）文件内容与清单不符。" in said


def test_a_site_of_a_shallow_clone_says_what_it_is_built_without(
    told: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    told.git("clone", "-q", "--depth", "1", f"file://{told.root}", str(tmp_path / "shallow"))
    capsys.readouterr()
    assert kaohe(Repo(tmp_path / "shallow"), "build", "--out", str(tmp_path / "site")) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "历史：没有生成早先各版本的比较、更正的前后对照和公开历史，各条记录的经过也不全：这是浅克隆，"
    )
    assert "请用 git fetch --unshallow 补全。\n" in said
    assert "。。" not in said


def test_a_project_without_history_still_has_its_site_verified(
    told: Repo, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after downloading a zip of the files."""
    shutil.copytree(told.root, tmp_path / "zip", ignore=shutil.ignore_patterns(".git"))
    bare = Repo(tmp_path / "zip")
    assert kaohe(bare, "verify", "--against", str(built)) == 0
    assert "历史没有核验：这里没有 git 历史（没有 .git 文件夹，可能是下载的压缩包）。" in capsys.readouterr().out
    assert kaohe(bare, "verify") == 2
    assert capsys.readouterr().err.startswith("kaohe：这里没有 git 历史")


def test_every_changed_byte_of_a_site_is_named_and_nothing_else(
    told: Repo, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = random.Random(21)
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    own = {"manifest.json", "verify/verify.py", "open-data/results.json"}
    some = chosen.sample([path for path in files if path not in own], 25)
    # Several at once, and some alone: what one verification says of a file does not depend on others.
    pairs = [["manifest.json"], ["verify/verify.py", "open-data/results.json"]]
    for paths in [*(some[at : at + 6] for at in range(0, 24, 6)), some[24:], *pairs]:
        stored = {path: (site / path).read_bytes() for path in paths}
        for path, data in stored.items():
            changed = bytearray(data)
            changed[chosen.randrange(len(data))] ^= 1 << chosen.randrange(7)
            (site / path).write_bytes(changed)
        found = failed(told, capsys, site)
        assert {("site", path) for path in paths} <= found
        # The manifest is also a witness; where it cannot be read, it says so twice.
        assert {subject for _, subject in found} <= {*paths} | (
            {"2015-q1", "2015-q2", "2015-notice", "2015-final"} if paths == ["manifest.json"] else set()
        )
        code, lines = audit(site)
        assert code == 1
        assert [path for path in paths if not any(path in line for line in lines)] == [], lines
        for path, data in stored.items():
            (site / path).write_bytes(data)
    assert failed(told, capsys, site) == set()


def test_a_page_changed_together_with_the_manifest_is_named_by_the_rebuild(
    told: Repo, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "2015/ranking.html"
    reseal(site, "2015/ranking.html", page.read_bytes().replace(b"97.31", b"97.32"))
    assert failed(told, capsys, site) == set()
    assert failed(told, capsys, site, "--rebuild") == {("rebuild", "2015/ranking.html"), ("rebuild", "manifest.json")}


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("results", '"97.31"', '"97.32"', "2015：4 个单位的得分和名次与重算一致——minzheng 应为 得分 97.31"),
        ("results", '"rank": "4"', '"rank": "2"', "jiaoyu 应为 名次 4"),
        ("deductions", '"points": "0.2"', '"points": "0.7"', "shuiwu 应为"),
        ("appraisal-tallies", '"count": 33', '"count": 32', "caizheng 应为"),
        ("publication-results", '"97.31"', '"97.32"', "final：发布的结果（更正 0 次）与网站公布的一致——minzheng"),
        ("correction-results", '"99.00"', '"99.01"', "2015-q1：发布的结果（更正 1 次）与网站公布的一致——jiaoyu"),
        (
            "correction-results",
            '"old_total": "98.50"',
            '"old_total": "98.40"',
            "2015-q1-c1：jiaoyu 更正前的数与当时公布的不符",
        ),
    ],
)
def test_open_data_that_do_not_add_up_are_named_by_the_script(
    site: Path, table: str, old: str, new: str, said: str
) -> None:
    path = f"open-data/{table}.json"
    text = (site / path).read_text("utf-8")
    assert old in text
    reseal(site, path, text.replace(old, new, 1).encode())
    code, lines = audit(site)
    assert code == 1
    assert any(said in line for line in lines), lines


def edit_calculation(site: Path, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What the script finds wrong once the columns of the first book were changed, by table and id."""
    path = "open-data/calculation.json"
    found = json.loads((site / path).read_bytes())
    book = found["calculations"][0]
    change({f"{table['id']}.{column['id']}": column for table in book["tables"] for column in table["columns"]})
    reseal(site, path, json.dumps(found).encode())
    code, lines = audit(site)
    assert code == (1 if lines else 0)
    return lines


def test_a_changed_rule_is_found_by_the_figures_that_it_no_longer_gives(site: Path) -> None:
    assert any(
        "应为" in line
        for line in edit_calculation(site, lambda found: found["unit.total"]["follows"].update(op="add"))
    )


def test_a_figure_that_is_no_longer_computed_is_named(site: Path) -> None:
    lines = edit_calculation(site, lambda found: found["unit.total"].pop("printed"))
    assert "2015：calculation.json 没有写明得分和名次怎样计算" in lines


def test_a_figure_that_is_said_to_be_withheld_frees_no_total_from_the_rest(site: Path) -> None:
    """Whoever hides a given figure must still have totals and ranks that follow from what is published."""
    lines = edit_calculation(site, lambda found: found["record.points"]["given"].update(withheld="date"))
    assert lines == []
    said = call(str(site))[1]
    assert "个单位从公布的“" in said
    assert "此前的没有重算" in said


def test_a_calculation_that_is_missing_is_named(site: Path) -> None:
    path = "open-data/calculation.json"
    reseal(site, path, b"[]")
    assert "2015：calculation.json 没有写明怎样计算，得分没有重算" in audit(site)[1]


MALFORMED: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown operation": lambda found: found["unit.total"]["follows"].update(op="guess"),
    "a column that is not there": lambda found: found["unit.total"]["follows"].update(op="col", column="none"),
    "a float": lambda found: found["unit.contribution"]["follows"]["args"][1].update(value=0.4),
    "an exponent": lambda found: found["unit.contribution"]["follows"]["args"][1].update(value="1e999999999"),
    "a text among figures": lambda found: found["unit.contribution"]["follows"]["args"][1].update(unit="text"),
    "a hundred million places": lambda found: found["unit.appraisal:counted"]["follows"].update(places=10**8),
    "a figure that follows from itself": lambda found: found["unit.total"]["follows"].update(
        op="col", column="total"
    ),
    "no rule": lambda found: found["unit.total"].pop("follows"),
    "a table that is not there": lambda found: found["ballot.weight"]["given"].update(table="none"),
    "a row that two rows fit": lambda found: found["ballot.weight"]["given"].update(match={}),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_calculation_makes_no_traceback(site: Path, case: str) -> None:
    assert edit_calculation(site, MALFORMED[case])


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"calculations": [{}]}', b"[" * 100_000], ids=range(5))
def test_a_broken_calculation_makes_no_traceback(site: Path, content: bytes) -> None:
    reseal(site, "open-data/calculation.json", content)
    assert audit(site)[1]


def test_a_changed_cell_of_a_csv_is_named(site: Path) -> None:
    path = "open-data/deductions.csv"
    content = (site / path).read_bytes()
    reseal(site, path, content.replace(b",0.2,", b",0.7,", 1))
    assert any("deductions.csv 与同名的 JSON 不同" in line for line in audit(site)[1])


def test_the_script_prints_every_rule_in_chinese(built: Path) -> None:
    said = call(str(built), "--all")[1]
    rules = [line for line in said.splitlines() if line.startswith("算式  ")]
    assert any("〔得分〕＝ （100 − 〔" in line for line in rules)
    assert any(
        "〔名次〕＝ 〔排名组〕相同的各行中，按〔得分〕从高到低的名次，并列的以后顺延" in line for line in rules
    )
    assert any("〔有效分值〕＝ 如果 （" in line for line in rules)
    assert "算式  " not in call(str(built))[1]
    assert "算式是否合乎考核办法，程序不能判断" in call(str(built))[1]


def test_a_site_of_another_history_is_named(told: Repo, site: Path, tmp_path: Path) -> None:
    other = told.copy(tmp_path / "other")
    other.git("reset", "-q", "--hard", "publication/2015-q2^{commit}")
    code, lines = audit(site, "--repo", str(other.root))
    assert code == 1
    assert lines == [
        f"网站所记的提交 {told.head} 在主分支上——历史被改写过",
        "2015-final：主分支上没有这次发布的记录",
        "2015-notice：主分支上没有这次发布的记录",
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"files": 3, "sha256": ""}', b"\xff"])
def test_a_broken_manifest_makes_no_traceback(site: Path, content: bytes) -> None:
    (site / "manifest.json").write_bytes(content)
    code, lines = audit(site)
    assert code == 1
    assert lines


def call(*words: str) -> tuple[int, str]:
    """The exit code of the auditor's script, and what it says, which is never English."""
    code, said = run_verifier(SCRIPT, *words)
    assert not ENGLISH.search(said)
    return code, said


ENGLISH = re.compile(r"(?i)usage|error|exception|options|no such|show this")


def call_apart(*words: str) -> tuple[int, str]:
    """The same as a process of its own, with nothing of this project within its reach."""
    command = [sys.executable, "-I", str(SCRIPT), *words]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.stderr == ""
    assert not ENGLISH.search(ran.stdout)
    return ran.returncode, ran.stdout


@pytest.mark.parametrize(("words", "code"), [(("--help",), 0), ((), 2), (("a", "b"), 2), (("--repo",), 2)])
def test_the_script_says_in_chinese_how_it_is_called(words: tuple[str, ...], code: int) -> None:
    returned, said = call_apart(*words)
    assert returned == code
    assert said.startswith("核验下载的考核网站。")
    assert "--repo 仓库或bundle" in said


def test_the_script_says_what_it_was_not_given(built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert call(str(tmp_path / "empty"))[1].splitlines()[1:] == [
        f"不符  “{tmp_path / 'empty'}”里没有 manifest.json，不是网站文件夹，也不是归档包"
    ]
    (tmp_path / "empty/manifest.json").write_bytes(
        seal_manifest({"files": {}, "commit": None, "audience": "public", "publications": []})
    )
    code, said = call(str(tmp_path / "empty"), "--repo", str(tmp_path / "nowhere"))
    assert code == 1
    assert "不符  清单里没有任何文件，没有可以核对的\n" in said
    assert "待证  没有开放数据（open-data/），或者其中没有结果，得分没有重算\n" in said
    assert "张表" not in said  # nothing was compared, so nothing is said to agree
    assert "不符  没有可以读的主分支\n" in said
    assert "待证  没有给出 --repo，历史没有核对\n" in call(str(built))[1]


def test_the_script_folds_what_is_wrong_a_hundred_times(site: Path) -> None:
    for path in sorted(site.glob("2015/**/*.html"))[:60]:
        path.write_bytes(b"")
    said = call(str(site))[1].splitlines()
    assert said[0].startswith("结论：不符。")
    assert sum(line.startswith("不符  ") for line in said) == 20
    assert "用 --all 列出" in "".join(said)
    assert sum(line.startswith("不符  ") for line in call(str(site), "--all")[1].splitlines()) > 20


def test_a_clone_that_has_not_merged_is_no_rewritten_history(told: Repo, built: Path, tmp_path: Path) -> None:
    told.git("clone", "-q", ".", str(tmp_path / "clone"))
    Repo(tmp_path / "clone").git("reset", "-q", "--hard", "HEAD~2")
    assert audit(built, "--repo", str(tmp_path / "clone")) == (0, [])


def test_the_script_is_short_enough_to_be_read() -> None:
    lines = SCRIPT.read_text("utf-8").splitlines()
    assert len(lines) <= 620
    assert max(map(len, lines)) <= 118
