"""A project to begin with: clean, valid, and it says what is missing."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.acts.record_writer import write_records
from generator.acts.skeleton import Beginning, begin_project, skeleton_files
from generator.acts.taken_over import with_items
from generator.check.taken_figures import list_figures
from generator.cli import main
from generator.demo.register import make_scheme
from generator.load.project import open_project
from generator.model.place import scheme_file
from generator.model.problem import UserError
from generator.rules.item import Confirmation
from tests.cli.terminal import talk
from tests.release.repository import Repo
from tests.shown import unmarked

BEGINNING = Beginning("青山区", "青山区绩效考核领导小组办公室", 2026, "https://kaohe.qingshan.example/")
ARGUMENTS = ("--district", "青山区", "--office", "青山区绩效考核领导小组办公室", "--year", "2026")


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repo:
    """A project as the command makes it."""
    assert main(["init", str(tmp_path / "青山"), *ARGUMENTS]) == 0
    return Repo(tmp_path / "青山")


def test_it_is_a_clean_repository_with_one_commit(project: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.git("rev-list", "--count", "HEAD") == "1"
    assert project.git("status", "--porcelain") == ""
    assert project.git("symbolic-ref", "HEAD") == "refs/heads/main"
    assert project.git("log", "-1", "--format=%s") == "启用青山区考核项目"
    assert sorted(path.name for path in project.root.iterdir()) == [
        ".git", ".gitattributes", ".gitea", ".github", ".gitignore", ".gitlab-ci.yml", ".vscode", "README.md", "ci",
        "content", "data", "kaohe.txt", "mkdocs.yml", "requirements.txt", "schemas",
    ]  # fmt: skip
    assert not list((project.root / "data").glob("deductions/**/*"))


def test_check_accepts_it_and_says_what_is_missing(project: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(project.root)]) == 0
    said = capsys.readouterr().out
    assert "data/schemes/2026.yml:10:5: KH374 提醒：还没有定：有哪些类别和考核单项" in said
    assert {"KH372", "KH373", "KH374", "KH377", "KH419"} == set(re.findall(r": (KH\d{3}) ", said))
    assert "KH299" not in said, "nothing is hidden"


def test_a_site_is_built_without_results_and_says_what_is_not_decided(project: Repo) -> None:
    assert main(["build", "-C", str(project.root)]) == 0
    site = project.root / "site"
    assert "还没有发布过结果" in (site / "index.html").read_text("utf-8")
    method = unmarked((site / "method.html").read_text("utf-8"))
    assert "2026年度的考核办法还没有定稿" in method
    assert "哪些类别的单位一起排名，同分的怎样排" in method
    assert "单项一" not in method, "what stands there until then is no rule"
    assert [path.name for path in (site / "2026").iterdir()] == ["method.html"]
    assert not (site / "notice").exists()


def test_nothing_is_scored_or_published(project: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "2026", "-C", str(project.root)]) == 2
    assert "2026年度的考核办法还有事项没有定，不计算得分：" in capsys.readouterr().err
    assert main(["publish", "2026-q1", "--date", "2026-04-10", "--yes", "-C", str(project.root)]) == 1
    assert "2026年度的考核办法还有事项没有定" in capsys.readouterr().err
    assert not (project.root / "data/publications").exists()


def test_once_all_is_decided_it_is_an_ordinary_project(project: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    scheme = project.root / "data/schemes/2026.yml"
    scheme.write_text(re.sub(r"open:\n(  .*\n)+", "", scheme.read_text("utf-8")), "utf-8")
    unit = "name: 青山区教育局\nshort_name: 区教育局\nkind: department\nassessed: {from: 2026}\n"
    project.write("data/units/jiaoyuju.yml", unit)
    assert main(["check", "-C", str(project.root)]) == 0
    capsys.readouterr()
    assert main(["score", "2026", "-C", str(project.root)]) == 0
    assert "区教育局" in capsys.readouterr().out


def test_nothing_in_it_is_another_district_s(project: Repo) -> None:
    for path in project.root.rglob("*"):
        if path.is_file() and ".git" not in path.relative_to(project.root).parts:
            text = path.read_text("utf-8")
            assert not re.search("滨湖|区级机关|千人评议|考核工作组|示例区", text), path


def test_the_address_is_asked_for_and_the_ids_of_news_follow_from_it() -> None:
    files = skeleton_files(BEGINNING, "a@b.example")
    assert "feed_authority: tag:kaohe.qingshan.example,2026:kaohe\n" in files["data/site.yml"].decode()
    assert files["data/committers.yml"].decode() == "committers:\n  - {email: a@b.example, office: kaoheban}\n"
    bare = skeleton_files(Beginning("青山区", "考核办", 2026), "a@b.example")
    assert "feed_authority" not in bare["data/site.yml"].decode()


def test_an_empty_clone_is_filled_and_keeps_its_remote(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "forge.git")], check=True)
    subprocess.run(
        ["git", "clone", "-q", str(tmp_path / "forge.git"), str(tmp_path / "here")], check=True, capture_output=True
    )
    begin_project(tmp_path / "here", BEGINNING)
    project = Repo(tmp_path / "here")
    assert project.git("remote", "get-url", "origin") == str(tmp_path / "forge.git")
    project.git("push", "-q", "origin", "main")
    assert Repo(tmp_path / "forge.git").git("rev-parse", "main") == project.head


@pytest.mark.parametrize("taken", ["a file in it", "a history", "a file", "a link"])
def test_what_is_there_is_never_touched(tmp_path: Path, taken: str) -> None:
    folder = tmp_path / "here"
    if taken == "a file":
        folder.write_text("重要")
    elif taken == "a link":
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    elif taken == "a history":
        begin_project(folder, BEGINNING)
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()
        subprocess.run(["rm", "-rf", *(str(path) for path in folder.iterdir() if path.name != ".git")], check=True)
    else:
        folder.mkdir()
        (folder / "letter.docx").write_text("重要")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError, match="没有建立项目"):
        begin_project(folder, BEGINNING)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        (Beginning("", "考核办", 2026), "没有建立项目"),
        (Beginning("青山区", "考" * 61, 2026), "没有建立项目"),
        (Beginning("青山区", "考核\u202e办", 2026), "没有建立项目"),
        (Beginning("青山区", "考核办", 2026, "kaohe.example"), "网站地址应以"),
    ],
)
def test_what_makes_no_valid_record_is_refused_before_anything_is_written(
    tmp_path: Path, beginning: Beginning, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        begin_project(tmp_path / "here", beginning)
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize(
    ("settings", "author"),
    [
        ("[user]\n\tname = 张 三\n\temail = zhang@qingshan.example\n", "张 三 <zhang@qingshan.example>"),
        ("", "青山区绩效考核领导小组办公室 <kaohe@localhost>"),
        ("[user]\n\tname = a<b\n\temail = x\n", "青山区绩效考核领导小组办公室 <kaohe@localhost>"),
    ],
)
def test_whoever_begins_is_registered_as_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, author: str
) -> None:
    (tmp_path / "config").write_text(settings, "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    begin_project(tmp_path / "here", BEGINNING)
    project = Repo(tmp_path / "here")
    assert project.git("log", "-1", "--format=%an <%ae>") == author
    assert author.partition("<")[2].rstrip(">") in (project.root / "data/committers.yml").read_text("utf-8")


def test_the_identity_of_the_clone_comes_before_that_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[user]\n\tname = 张 三\n\temail = zhang@home.example\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    subprocess.run(["git", "init", "-q", str(tmp_path / "here")], check=True)
    Repo(tmp_path / "here").git("config", "user.email", "zhang@qingshan.example")
    begin_project(tmp_path / "here", BEGINNING)
    project = Repo(tmp_path / "here")
    assert project.git("log", "-1", "--format=%an <%ae>") == "张 三 <zhang@qingshan.example>"
    assert "zhang@qingshan.example" in (project.root / "data/committers.yml").read_text("utf-8")


def test_no_repository_is_made_inside_another(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "outer")], check=True)
    for folder in ("考核", "a/b"):
        with pytest.raises(UserError, match=r"在 git 仓库“.*outer”里面，没有建立项目.*请换到那个仓库以外的文件夹"):
            begin_project(tmp_path / "outer" / folder, BEGINNING)
    assert [path.name for path in (tmp_path / "outer").iterdir()] == [".git"]


def test_the_number_of_the_notice_and_the_title_are_taken_and_no_longer_asked(tmp_path: Path) -> None:
    known = Beginning("青山区", "青山区考核办", 2026, "", "青发〔2026〕7号", "青山区2026年度考核办法")
    begin_project(tmp_path / "new", known)
    text = (tmp_path / "new/data/schemes/2026.yml").read_text("utf-8")
    assert "title: 青山区2026年度考核办法\ndocument: 青发〔2026〕7号\n" in text
    assert "at: document" not in text
    assert text.startswith("# 考核办法。"), "what is said to a reader stays"


def test_editors_get_the_schema_of_every_kind_of_file(project: Repo) -> None:
    settings = json.loads((project.root / ".vscode/settings.json").read_text("utf-8"))
    schemas = settings["yaml.schemas"]
    assert schemas["schemas/deduction.json"] == "data/deductions/*/*/*.yml"
    assert set(schemas) == {f"schemas/{path.name}" for path in (project.root / "schemas").iterdir()}


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose scheme is made from the sample."""
    folder = tmp_path_factory.mktemp("sampled") / "project"
    begin_project(folder, replace(BEGINNING, sample=make_scheme(2026)))
    return folder


def test_of_a_sample_every_figure_is_a_question_until_it_is_confirmed(sampled: Path) -> None:
    project = open_project(sampled)
    assert project.errors == []
    scheme = project.corpus.schemes[2026]
    asked = [problem for problem in project.problems if problem.code == "KH860"]
    values = [item.max for item in scheme.items.values()]
    assert len(asked) > len(values) + sum(len(item.standards) for item in scheme.items.values())
    assert len({problem.place for problem in asked}) == len(asked), "each at its own place"
    one = next(iter(scheme.items.values()))
    confirmed = Confirmation(date(2026, 1, 5), "青发〔2026〕7号")
    item_done = with_items(scheme, lambda item: replace(item, confirmed=confirmed) if item.id == one.id else item)
    assert {figure.owner for figure in list_figures(scheme)} - {f.owner for f in list_figures(item_done)} >= {
        one.name
    }
    write_records(sampled, {scheme_file(2026): replace(scheme, confirmed=confirmed)}, "test")
    assert not [p for p in open_project(sampled).problems if p.code in ("KH860", "KH448")]


def test_of_a_sample_nothing_of_its_district_is_left(sampled: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in (sampled / "data").rglob("*.yml"))
    assert not re.search("锡滨|示例区|示例委|basis|2015|jiwei|fuhezu", text)
    scheme = open_project(sampled).corpus.schemes[2026]
    assert {item.assessor for item in scheme.items.values()} == {"kaoheban"}
    asked = {question.at for question in scheme.open}
    assert {f"components/performance/items/{item}/assessor" for item in scheme.items} <= asked
    assert {"document", "ranking", "outcomes", "own_items"} <= asked


def test_nothing_is_asked_where_nobody_sits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new")]) == 2
    assert "缺少地区（--district）、主办单位（--office）、年度（--year）" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_person_is_asked(tmp_path: Path) -> None:
    answers = ("青山区", "青山区考核办", "2026", "青发〔2026〕7号", "", "空白")
    status, said = talk(tmp_path, "init", "new", answers=answers)
    assert status == 0, said
    assert "要收回：把 new 里的全部内容" in said
    assert "document: 青发〔2026〕7号" in (tmp_path / "new/data/schemes/2026.yml").read_text("utf-8")
