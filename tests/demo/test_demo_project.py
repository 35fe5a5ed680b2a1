"""The demonstration project: what git says of its history, and that all of it holds together."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from generator.check.rules import check_corpus
from generator.demo.demo_project import Made, make_demo
from generator.demo.district import Options
from generator.history.report import read_history
from generator.model.place import CHAIN_FILE
from generator.model.problem import UserError
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.release.standing import check_frozen
from generator.rules.corpus import Corpus
from tests.sample import sample_tree

Project = tuple[Path, Made]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def read(folder: Path) -> Corpus:
    corpus, problems = read_corpus(WorkTree(folder))
    assert problems == []
    return corpus


def commit_before(folder: Path, moment: str) -> str:
    return git(folder, "rev-list", "-1", "--first-parent", f"--before={moment}", "main").strip()


def test_it_is_a_clean_repository_on_main(project: Project) -> None:
    folder, made = project
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "for-each-ref", "--format=%(refname)", "refs/heads/").split() == ["refs/heads/main"]
    assert git(folder, "rev-parse", "main").strip() == made.head
    assert int(git(folder, "rev-list", "--count", "main")) == made.commits
    git(folder, "fsck", "--strict")


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What is said of the project made once more, in other surroundings."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / ".gitconfig").write_text("[core]\n autocrlf = true\n[commit]\n gpgsign = true\n")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "TZ": "America/New_York", "LC_ALL": "C", "GIT_AUTHOR_NAME": "x", "GIT_DIR": "/nowhere",
            "HOME": str(folder), "GIT_DEFAULT_HASH": "sha256",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        return make_demo(folder / "again", Options())


def test_the_same_options_give_the_same_commits(project: Project, again: Made, tmp_path: Path) -> None:
    assert again == project[1]
    one, other = (make_demo(tmp_path / str(seed), Options(5, 1, 5, seed)) for seed in (41, 42))
    assert one.head != other.head


def test_the_surroundings_do_not_matter(project: Project, again: Made) -> None:
    assert again.head == project[1].head


def test_at_the_end_of_the_year_it_holds_the_shipped_data(project: Project, tmp_path: Path) -> None:
    folder, _ = project
    commit = commit_before(folder, "2016-01-01T00:00:00+0800")
    listed = git(folder, "ls-tree", "-r", "--name-only", commit, "data/").splitlines()
    acts = ("data/publications/", "data/withdrawals/", "data/corrections/", "data/redactions/")
    shipped = sample_tree().files
    assert [path for path in listed if not path.startswith(acts)] == list(shipped)
    masked = git(folder, "grep", "-l", "〔已遮盖〕", commit, "--", "data/deductions/").split()
    assert len(masked) == 1
    for path in list(shipped)[::40]:
        assert git(folder, "show", f"{commit}:{path}").encode() == shipped[path]


def test_no_two_documents_of_several_years_have_one_number(tmp_path: Path) -> None:
    make_demo(tmp_path / "years", Options(units=6, years=2, deductions=40))
    corpus = read(tmp_path / "years")
    assert {"2016-q1", "2016-final"} <= corpus.publications.keys()
    assert [problem for problem in check_corpus(corpus) if problem.code == "KH363"] == []


def test_its_data_are_valid_and_every_published_figure_stands(project: Project) -> None:
    corpus = read(project[0])
    assert [problem for problem in check_corpus(corpus) if problem.severity == "error"] == []
    assert check_frozen(corpus) == []
    assert sorted(corpus.publications) == [f"2015-{name}" for name in ("final", "notice", "q2", "q3", "q3-2", "q4")]
    assert sorted(corpus.withdrawals) == ["2015-q3"]
    assert sorted(corpus.corrections) == ["2015-q2-c1"]
    assert not any(record.appeal and not record.appeal.decision for record in corpus.deductions)


def test_each_publication_freezes_a_commit_before_it_and_carries_a_tag(project: Project) -> None:
    folder, _ = project
    corpus = read(folder)
    for name, publication in corpus.publications.items():
        tagged = git(folder, "rev-parse", f"publication/{name}^{{commit}}").strip()
        added = git(
            folder, "log", "--first-parent", "--diff-filter=A", "--format=%H", "main", "--", publication.origin.file
        ).strip()
        assert tagged == added
        assert git(folder, "rev-parse", f"{tagged}^").strip() == publication.commit
        assert git(folder, "log", "-1", "--format=%as", tagged).strip() == publication.date.isoformat()


def test_the_correction_comes_with_the_change_that_needs_it(project: Project) -> None:
    folder, _ = project
    (correction,) = read(folder).corrections.values()
    added = git(
        folder, "log", "-m", "--first-parent", "--diff-filter=A", "--format=%H", "main", "--", correction.origin.file
    ).strip()
    changed = git(folder, "diff", "--name-only", f"{added}^", added).splitlines()
    assert changed == sorted([*correction.records, correction.origin.file, CHAIN_FILE])
    assert any(result.old.total != result.new.total for result in correction.results.values())


def test_proposals_are_merged_squashed_and_put_directly(project: Project) -> None:
    folder, _ = project
    log = git(folder, "log", "--first-parent", "--format=%P%x09%s", "main").splitlines()
    ways: Counter[str] = Counter()
    for line in log:
        parents, subject = line.split("\t")
        if len(parents.split()) == 2:
            assert re.fullmatch(r"Merge pull request #\d+ from [a-z]+/\d{4}-\d\d-\d\d", subject)
            ways["merged"] += 1
        else:
            ways["squashed" if re.search(r" \(#\d+\)$", subject) else "direct"] += 1
    assert all(ways[way] >= 20 for way in ("merged", "squashed", "direct"))
    assert ways["merged"] > ways["squashed"] + ways["direct"]


def test_a_merge_brings_what_its_branch_changed_and_nothing_else(project: Project) -> None:
    folder, _ = project
    merges = git(folder, "log", "--first-parent", "--merges", "--format=%H", "main").split()
    for merge in merges[::25]:
        base = git(folder, "merge-base", f"{merge}^1", f"{merge}^2").strip()
        brought = git(folder, "diff", "--raw", f"{merge}^1", merge)
        proposed = git(folder, "diff", "--raw", base, f"{merge}^2")
        assert brought == proposed


def test_days_go_forward_on_the_main_branch(project: Project) -> None:
    folder, _ = project
    days = git(folder, "log", "--first-parent", "--reverse", "--format=%ct", "main").split()
    assert sorted(days, key=int) == days
    dates = git(folder, "log", "--format=%ai", "main").splitlines()
    assert {line.split()[2] for line in dates} == {"+0800"}
    assert (min(dates)[:10], max(dates)[:10]) == ("2015-04-24", "2016-04-26")


def test_people_are_offices_and_every_address_is_registered(project: Project) -> None:
    folder, _ = project
    known = {entry.email for entry in read(folder).committers.committers}
    people = set(git(folder, "log", "--format=%an%x09%ae%n%cn%x09%ce", "main").split("\n")) - {""}
    addresses = {person.split("\t")[1] for person in people}
    assert addresses <= known
    assert all(address.endswith("@demo.invalid") for address in addresses)
    assert all(name.endswith("经办人") for name in (person.split("\t")[0] for person in people))


def test_nothing_is_left_for_a_person_to_look_at(project: Project) -> None:
    account = read_history(project[0])
    assert [remark.sentence for remark in account.remarks()] == []


def test_the_masked_text_is_in_no_file_any_more(project: Project) -> None:
    folder, _ = project
    (redaction,) = read(folder).redactions.values()
    before = git(folder, "show", f"{redaction.commit}:{redaction.file}")
    after = (folder / redaction.file).read_text("utf-8")
    (title,) = {*re.findall("title: ([^,}\n]+)", before)} - {*re.findall("title: ([^,}\n]+)", after)}
    assert "12幢" in title
    assert before.count(title) == after.count("〔已遮盖〕") == 1
    assert not [path for path in folder.rglob("*.yml") if "12幢" in path.read_text("utf-8")]


def test_records_are_never_deleted_or_renamed(project: Project) -> None:
    folder, _ = project
    assert git(folder, "log", "--first-parent", "-m", "--diff-filter=DR", "--format=%H", "main", "--", "data/") == ""


def test_every_kind_of_change_happens(project: Project) -> None:
    folder, _ = project
    subjects = git(folder, "log", "--no-merges", "--format=%B", "main")  # a squash keeps the subjects in its body
    for word in (
        "记录扣分",
        "补正记录",
        "登记送达",
        "提交答复",
        "提出申诉",
        "复核决定",
        "登记整改",
        "撤销记录",
        "录入千人评议",
        "校对考核办法",
        "节假日安排",
        "更正：",
        "发布：",
        "撤回：",
        "遮盖：",
    ):
        assert word in subjects, word
    assert git(folder, "log", "--format=%s", "main", "--", "data/schemes/2015.yml").count("校对") >= 1


def test_each_field_is_written_by_who_may(project: Project) -> None:
    """The assessor records, the unit replies and appeals, the reviewers decide, the leading office does the rest."""
    folder, _ = project
    corpus = read(folder)
    items = corpus.schemes[2015].items
    by_leader = set()
    for line in git(folder, "log", "--no-merges", "--format=@%ae", "--name-only", "main").splitlines():
        if line.startswith("@"):
            office = corpus.committers.office_of(line[1:])
        elif place := re.fullmatch(r"data/deductions/2015/([a-z-]+)/\d{4}-\d{4}-([a-z]+)-\d+\.yml", line):
            item, unit = place[1], place[2]
            recorder = "jiwei" if items[item].assessor == unit else items[item].assessor
            assert office in (recorder, unit, "fuhezu", "kaoheban"), (office, line)
            if office == "kaoheban" != recorder:
                by_leader.add(line.rpartition("/")[2])
    assert by_leader == {"2015-0618-shichangju-1.yml", "2015-0811-zhujianju-1.yml"}  # corrected, masked


def test_a_folder_that_is_taken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UserError, match="不是空文件夹"):
        make_demo(tmp_path, Options(5, 1, 5))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_several_years_follow_each_other(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "years", Options(12, 2, 150))
    corpus = read(tmp_path / "years")
    assert made.publications == len(corpus.publications) == 11  # none of the quarter before the first scheme
    assert sorted(corpus.schemes) == [2015, 2016]
    assert check_frozen(corpus) == []
