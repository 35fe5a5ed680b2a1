"""A register that the program never heard of, declared in one file: all that follows from the declaration."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from generator.acts.build_act import build
from generator.load.project import load_data
from generator.read.tree import MemoryTree
from tests.check.cases import CASES
from tests.cli.calling import Caller
from tests.release.repository import Repo
from tests.release.unpack import find_all

HERE = Path(__file__).parent / "one_more_register"
VISIT = "data/registers/visits/2015/z001.yml"
RULES = "data/registers/visits.yml"


def read_files() -> dict[str, bytes]:
    """A small project and the register."""
    roots = (CASES / "base" / "registers", HERE)
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for root in roots for path in root.rglob("data/**/*.yml")
    }


FILES = read_files()

# What is written wrong, where it is told (line and column of the file), and by which code.
INVALID = [
    ("place: 纺织园区", "place: " + "园" * 41, (1, 8), "KH204"),
    ("number: Z001", "number: Z1", (2, 9), "KH210"),
    ("theme: firm", "theme: firms", (3, 8), "KH209"),
    ("visited-by: jiaoyu", "visited-by: jiaoyv", (4, 13), "KH702"),
    ("[shuiwu, caizheng]", "[shuiwu, caizhen]", (5, 21), "KH702"),
    ("visited: 2015-05-12", "visited: 2015-05-32", (7, 10), "KH208"),
    ("asked: qxpublic停车难\n", "", (3, 8), "KH706"),
    ("hours: 2.5\n", "hours: 2.55\n", (11, 8), "KH206"),
    ("people: 12", "people: 501", (12, 9), "KH207"),
    ("pleased: 11", "pleased: 13", (13, 10), "KH708"),
    ("public-notice: true", "public-notice: 是", (14, 16), "KH211"),
    ("{what: qxpublic划线, done: 2015-05-20}", "{done: 2015-05-20}", (16, 5), "KH202"),
    ("answered: 2015-05-18", "answered: 2015-05-08", (22, 11), "KH704"),
    ("answer: qxpublic已划\n", "", (22, 11), "KH703"),
    ("answer: qxpublic已划\n", "answer: 好\nhanded: 2015-05-19\nhandled: 2015-05-19\n", (25, 1), "KH201"),
]


@pytest.mark.parametrize(("good", "bad", "place", "code"), INVALID, ids=lambda part: str(part)[:16])
def test_what_is_wrong_is_told_at_its_place(good: str, bad: str, place: tuple[int, int], code: str) -> None:
    text = FILES[VISIT].decode()
    assert good in text
    project = load_data(MemoryTree({**FILES, VISIT: text.replace(good, bad).encode()}))
    told = [(p.place.file, p.code, (p.place.line, p.place.column)) for p in project.problems if p.severity == "error"]
    assert told == [(VISIT, code, place)]


def test_nothing_is_wrong_with_it() -> None:
    assert [problem for problem in load_data(MemoryTree(FILES)).problems if problem.severity == "error"] == []


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Its history: recorded without an answer, answered by the unit, then the declaration is changed."""
    repo = Repo(tmp_path_factory.mktemp("visits") / "project")
    repo.root.mkdir()
    repo.git("init", "-q", "--initial-branch=main", "--template=")
    for path, data in FILES.items():
        repo.write(path, data.decode())
    repo.write("mkdocs.yml", (CASES / "base" / "registers" / "mkdocs.yml").read_text("utf-8"))
    repo.write(VISIT, FILES[VISIT].decode().partition("answered:")[0] + "sample: true\n")
    repo.commit("登记走访", "2015-05-13")
    repo.write(VISIT, FILES[VISIT].decode())
    repo.commit("登记答复", "2015-05-19")
    repo.change(RULES, "label: 走访人数", "label: 到访人数")
    repo.commit("改名称", "2015-12-30")
    return repo


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture(scope="module")
def site(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site for the public."""
    out = tmp_path_factory.mktemp("out") / "site"
    assert build(repo.root, out).files
    return out


def page(site: Path, path: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (site / path).read_text("utf-8")))


def test_it_has_a_list_and_each_entry_a_page(site: Path) -> None:
    assert "走访服务" in page(site, "registers.html")
    listed = page(site, "registers/visits.html")
    assert "纺织园区（区教育局）企业" in listed
    assert "三里村（区水务站）村和社区" in listed
    assert "答复期限 2015-06-10 已过" in listed
    entry = page(site, "registers/visits/2015/z001.html")
    assert "已答复" in entry
    assert "答复 qxpublic已划" in entry
    assert "qxpublic划线 2015-05-20" in entry
    assert "登记簿" in page(site, "index.html")


def test_the_page_of_a_unit_tells_of_it(site: Path) -> None:
    for path in ("2015/units/jiaoyu.html", "units/jiaoyu.html"):
        told = page(site, path)
        assert "走访了谁" in told
        assert "qxpublic停车难" in told
        assert "三里村" not in told


def test_the_search_finds_it(site: Path) -> None:
    assert "registers/visits/2015/z001.html" in (site / "assets/search/newest.js").read_text("utf-8")


def rows(site: Path, name: str) -> list[dict[str, str]]:
    text = (site / f"open-data/sample-{name}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_its_tables_have_keys_that_lead_to_other_tables(site: Path) -> None:
    package = json.loads((site / "open-data/datapackage.json").read_text("utf-8"))
    resources = {found["name"]: found for found in package["resources"]}
    schema = resources["register-visits"]["schema"]
    keys = {tuple(key["fields"]): key["reference"]["resource"] for key in schema["foreignKeys"]}
    assert keys == {("visited_by",): "units", ("reporter",): "units"}
    inner = resources["register-visits-matters"]["schema"]["foreignKeys"]
    assert [key["reference"]["resource"] for key in inner] == ["register-visits"]
    first, second, third = rows(site, "register-visits")
    assert (first["level"], first["chief"], third["level"], third["chief"]) == ("", "", "two", "qxpublic带队")
    assert {row["pleased"] for row in (first, second)} == {"11", ""}
    assert "people" not in first, "what is closed later is closed for all"
    assert (first["record"], first["visited_by"], first["helped_by"]) == ("z001", "jiaoyu", "shuiwu;caizheng")
    assert (first["hours"], first["state"], second["state"]) == ("2.5", "answered", "visited")
    assert {row["visited_by"] for row in (first, second)} <= {row["unit"] for row in rows(site, "units")}
    (matter,) = rows(site, "register-visits-matters")
    assert (matter["record"], matter["number"], matter["what"]) == ("z001", "1", "qxpublic划线")
    counted = {(row["count"], row["key"]): row["value"] for row in rows(site, "register-counts")}
    assert counted["all", "jiaoyu"] == counted["answered", "jiaoyu"] == "1"


def test_the_workbook_has_a_sheet_of_it(site: Path) -> None:
    (path,) = (site / "open-data").glob("*kaohe-2015.xlsx")
    with zipfile.ZipFile(path) as packed:
        names = packed.read("xl/workbook.xml").decode()
        sheets = "".join(
            packed.read(name).decode() for name in packed.namelist() if "sheet" in name or "shared" in name
        )
    assert 'name="走访服务"' in names
    assert "qxpublic停车难" in sheets


def test_a_comparison_and_the_log_tell_by_meaning(repo: Repo, call: Caller) -> None:
    told = call(repo.root, "diff", "HEAD~2", "HEAD~1", "--json").data
    assert {(row["path"], row["unit"], row["field"]) for row in told["changes"]} == {
        (VISIT, "jiaoyu", "answered"), (VISIT, "jiaoyu", "answer"), (VISIT, "jiaoyu", "internal_note"),
    }  # fmt: skip
    assert told["scores"] == []
    said = call(repo.root, "log", "--record", VISIT).out
    assert "填写：答复日期 2015-05-18" in said
    assert "qxcanary" not in said
    rules = call(repo.root, "diff", "HEAD~1", "HEAD").out
    assert "更改登记簿的规定" in rules
    assert "走访人数 → 到访人数" in rules
    assert VISIT not in rules, "an entry says the same by another declaration"


def test_the_quarterly_circular_has_a_part_of_it(site: Path) -> None:
    (path,) = (site / "documents/2015").glob("q2-circular*.docx")
    with zipfile.ZipFile(path) as packed:
        text = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    plain = re.sub("[\u200b\u2060\\s]", "", text)
    assert "登记事项情况" in plain
    assert "走访服务。截至2015年6月30日，共登记2条：已答复1条（50.00%）；超过期限没有办结的1条。" in plain
    assert "三里村（区水务站）村和社区（答复期限2015-06-10）" in plain


def test_nothing_leaves_that_the_declaration_does_not_name(site: Path) -> None:
    assert find_all(site, ["qxcanary"]) == []
    assert find_all(site, ["qxpublic"])
