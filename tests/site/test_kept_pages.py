"""What is kept of pages, tables and texts saves time and decides nothing: all is as it is with nothing kept."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.cli import main
from generator.kept.kept_store import FILE, NOTHING_KEPT, KeptStore
from generator.load.edition import Edition, open_edition
from generator.load.state_keeper import StateKeeper
from generator.model.system import list_files
from generator.opendata.open_data_files import produce_open_data
from generator.pages.history_source import history_articles
from generator.pages.year_source import year_articles
from generator.public.periods import Audience
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.site.page_files import page_files
from generator.site.rendered_texts import RenderedTexts, framer_of, render_texts
from generator.words.page_frame import Article, PageChoice, Shell
from tests.release.repository import Repo, new_repo
from tests.site.sample import DISTRICT

Files = dict[str, bytes]
SHELL = Shell(("", "head", "", "header", "", "article", "", "footer", ""))
YEARS = (2015, 2016, 2017)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Three years of the small district, recorded in three commits; each says what the first says, of itself."""
    repo = new_repo(tmp_path_factory.mktemp("years") / "project")
    files = {path.relative_to(DISTRICT).as_posix(): path for path in sorted(DISTRICT.rglob("*")) if path.is_file()}
    for number, year in enumerate(YEARS):
        for name, path in files.items():
            if number == 0 or "2015" in name.partition("content/")[0]:
                text = re.sub("(?<!〔)2015", str(year), path.read_text("utf-8"))
                repo.write(name if "content/" in name else name.replace("2015", str(year)), text)
        repo.commit(f"登记 {year}", f"2018-01-{number + 2:02}")
    return repo


@pytest.fixture(autouse=True)
def only_pages_that_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other pages are made anew by every build."""
    monkeypatch.setattr("generator.site.page_files.PAGE_SOURCES", [year_articles, history_articles])


def build(root: Path, store: KeptStore, audience: Audience = "public", own: Templates = SHIPPED_TEMPLATES) -> Files:
    edition = open_edition(root, audience, folders=own, pictures=False, store=store)
    assert isinstance(edition, Edition), edition
    kept = {path: data for path, data in produce_open_data(edition) if path.endswith(".xlsx") or "changes" in path}
    found = {**dict(page_files(edition, SHELL, framer_of(edition), ())), **kept}
    store.close()
    return found


def texts(root: Path, store: KeptStore, own: Templates = SHIPPED_TEMPLATES) -> tuple[RenderedTexts, Files]:
    edition = open_edition(root, folders=own, pictures=False, store=store)
    assert isinstance(edition, Edition), edition
    with TemporaryDirectory() as work:
        folder = Path(work) / "texts"
        found = render_texts(edition, folder)
        files = {path: (folder / path).read_bytes() for path in list_files(folder)}
    store.close()
    return found, files


def some_record(root: Path, year: int = 2017) -> Path:
    return min((root / f"data/deductions/{year}/window").glob("*.yml"))


def edit(path: Path, pattern: str, new: str) -> None:
    text, number = re.subn(pattern, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert number == 1, (path, pattern)
    path.write_text(text, "utf-8")


def move_to_another_year(repo: Repo) -> None:
    path = some_record(repo.root)
    day = re.search(r"^date: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    assert day is not None
    name = path.name.replace("2017-", "2016-").replace("-1.yml", "-9.yml")
    there = repo.root / "data/deductions/2016" / path.parent.name / name
    path.rename(there)
    edit(there, r"^date: .*$", "date: 2016-05-09")
    repo.commit("改年度", "2018-02-01")


def delete_a_year(repo: Repo) -> None:
    for path in [*(repo.root / "data").rglob("2015"), *(repo.root / "data").rglob("2015.yml")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def add_a_unit(repo: Repo) -> None:
    first = min((repo.root / "data/units").glob("*.yml"))
    text = first.read_text("utf-8")
    text = re.sub(r"^(name|short_name): (.*)$", r"\1: \2二", text, flags=re.MULTILINE)
    text = re.sub(r"^aliases: .*\n", "", text, flags=re.MULTILINE)
    (repo.root / "data/units/zz-other.yml").write_text(text, "utf-8")


def redact(repo: Repo) -> None:
    path = some_record(repo.root, 2016).relative_to(repo.root).as_posix()
    words = ("redact", path, "reason", "--reason", "含个人信息", "--date", "2018-02-03", "--yes")
    assert main([*words, "-C", str(repo.root)]) == 0


CHANGES: dict[str, Callable[[Repo], object]] = {
    "points": lambda repo: edit(some_record(repo.root), r"^reason: .*$", "reason: 第二次核实的事由"),
    "a note": lambda repo: edit(some_record(repo.root, 2015), r"\Z", "internal_note: 另记\n"),
    "a commit alone": lambda repo: repo.commit("入库", "2018-01-20"),
    "another name of a file": lambda repo: some_record(repo.root).rename(
        some_record(repo.root).with_name("2017-1231-renamed.yml")
    ),
    "another year": move_to_another_year,
    "a unit": add_a_unit,
    "the scheme": lambda repo: edit(repo.root / "data/schemes/2016.yml", "^title: .*$", "title: 另一个办法"),
    "the site": lambda repo: edit(repo.root / "data/site.yml", "^title: .*$", "title: 另一个网站"),
    "a redaction": redact,
    "a year less": delete_a_year,
}


def test_after_each_change_the_files_are_those_made_with_nothing_kept(told: Repo, tmp_path: Path) -> None:
    repo, folder = told.copy(tmp_path / "project"), tmp_path / "kept"
    before = build(repo.root, KeptStore(folder))
    for name, change in CHANGES.items():
        change(repo)
        found = build(repo.root, KeptStore(folder))
        assert found == build(repo.root, NOTHING_KEPT), name
        assert (found == before) is (name == "a note"), f"{name}: the public sees every change but of notes"
        before = found


def test_of_two_projects_in_one_repository_each_has_its_own_history(told: Repo, tmp_path: Path) -> None:
    repo, folder = told.copy(tmp_path / "project"), tmp_path / "kept"
    one, other = repo.root / "one", repo.root / "other"
    for there in (one, other):  # each has the files of now, and comes to the repository in a commit of its own
        there.mkdir()
        for name in ("data", "content"):
            shutil.copytree(repo.root / name, there / name)
        repo.commit(f"登记 {there.name}", "2018-03-01" if there == one else "2018-03-02")
    made = build(one, KeptStore(folder), "internal")
    assert build(other, KeptStore(folder), "internal") == build(other, NOTHING_KEPT, "internal") != made


def test_a_template_and_an_audience_have_pages_of_their_own(told: Repo, tmp_path: Path) -> None:
    folder, own = tmp_path / "kept", tmp_path / "templates"
    build(told.root, KeptStore(folder))
    assert build(told.root, KeptStore(folder), "internal") == build(told.root, NOTHING_KEPT, "internal")
    (own / "pages").mkdir(parents=True)
    for words in ("甲", "乙"):
        (own / "pages/record_page.html.j2").write_text(words, "utf-8")
        found = build(told.root, KeptStore(folder), own=Templates(own))
        assert found == build(told.root, NOTHING_KEPT, own=Templates(own))
        assert any(words.encode() in data for url, data in found.items() if "/records/" in url)


def test_only_the_year_of_a_change_is_made_again(told: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, folder = told.copy(tmp_path / "project"), tmp_path / "kept"
    build(repo.root, KeptStore(folder))
    made: list[int] = []

    def noting(edition: Edition, wanted: PageChoice) -> Iterator[Article]:
        made.extend(edition.years)
        return year_articles(edition, wanted)

    monkeypatch.setattr("generator.site.page_files.year_articles", noting)
    monkeypatch.setattr("generator.site.page_files.PAGE_SOURCES", [noting])
    CHANGES["points"](repo)
    build(repo.root, KeptStore(folder))
    assert made == [2017]


def test_texts_are_those_rendered_with_nothing_kept(told: Repo, tmp_path: Path) -> None:
    repo, folder, own = told.copy(tmp_path / "project"), tmp_path / "kept", Templates(tmp_path / "templates")
    (repo.root / "content/notice/2015-1/scan.png").write_bytes(b"\x89PNG\0\xff")
    found = texts(repo.root, KeptStore(folder))
    assert any(b"\0" in data for data in found[1].values()), "a picture, too"
    assert texts(repo.root, KeptStore(folder)) == found == texts(repo.root, NOTHING_KEPT)
    changes: tuple[Callable[[], object], ...] = (
        lambda: edit(next((repo.root / "content/notice").rglob("measures.md")), r"\Z", "\n> 又一条编者注。\n"),
        lambda: CHANGES["the site"](repo),
        lambda: (tmp_path / "templates/pages").mkdir(parents=True),
        lambda: (tmp_path / "templates/pages/reading_foot.html.j2").write_text("另一个页脚", "utf-8"),
    )
    for change in changes:
        change()
        assert texts(repo.root, KeptStore(folder), own) == texts(repo.root, NOTHING_KEPT, own)


def test_rows_that_are_gone_cut_or_swapped_change_no_page(told: Repo, tmp_path: Path) -> None:
    folder, plain = tmp_path / "kept", build(told.root, NOTHING_KEPT)
    assert build(told.root, KeptStore(folder)) == plain
    chosen = random.Random(3)
    with sqlite3.connect(folder / FILE) as store:
        rows = store.execute("SELECT key, seal, body FROM kept ORDER BY key").fetchall()
        for key, _, body in rows:
            _, seal, other = chosen.choice(rows)
            match chosen.randrange(4):
                case 0:
                    store.execute("DELETE FROM kept WHERE key = ?", (key,))
                case 1:
                    store.execute("UPDATE kept SET body = ? WHERE key = ?", (body[: len(body) // 2], key))
                case 2:
                    store.execute("UPDATE kept SET seal = ?, body = ? WHERE key = ?", (seal, other, key))
    store.close()
    assert build(told.root, KeptStore(folder)) == plain


@pytest.mark.parametrize("keeper", [None, StateKeeper()], ids=["the only edition", "others to come"])
def test_results_and_history_are_given_back_where_no_edition_comes_after(
    told: Repo, keeper: StateKeeper | None
) -> None:
    edition = open_edition(told.root, "internal", keeper=keeper, pictures=False)
    assert isinstance(edition, Edition), edition
    results = dict(edition.results)
    made = dict(page_files(edition, SHELL, framer_of(edition), ()))
    same = {year for (year, quarter), found in results.items() if edition.results[year, quarter] is found}
    assert same == ({YEARS[-1]} if keeper is None else {*YEARS})
    assert ("commit_history" in vars(edition)) == (keeper is not None)
    assert dict(edition.results) == results
    assert dict(page_files(edition, SHELL, framer_of(edition), ())) == made
