"""Nothing internal leaves the repository: a word of its own stands in every internal place and is looked for."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest

from generator.load.edition import Edition, open_edition
from generator.opendata.shown_changes import shown_changes
from generator.pages.comparison_source import comparison_articles, produce_comparisons
from generator.pages.history_source import history_articles, history_supplements
from generator.proof.verify_project import verify_project
from tests.release.publishing import kaohe
from tests.release.repository import Repo, bring, new_repo
from tests.release.unpack import find_all, unpack

UNPUBLISHED = "data/deductions/2015/hotline"


class Canaries:
    """Gives out words, each made for one place, and remembers them."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, place: str) -> str:
        found = f"qxcanary{len(self.places):03d}z"
        self.places[found] = place
        return found


def plant(root: Path, canaries: Canaries) -> Repo:
    """A district that has published its first quarter, and has much that it has not."""
    word = canaries.word
    people = {}
    for role in ("AUTHOR", "COMMITTER"):
        people[f"GIT_{role}_NAME"] = f"王{word(f'NAME of the {role}')}"
        people[f"GIT_{role}_EMAIL"] = f"{word(f'EMAIL of the {role}')}@kaohe.example"
    repo = new_repo(root, people)
    repo.git("config", "user.name", f"李{word('NAME of the TAGGER')}")
    repo.git("config", "user.email", f"{word('EMAIL of the TAGGER')}@kaohe.example")
    register = f"committers:\n  - {{email: {people['GIT_AUTHOR_EMAIL']}, office: rexian}}\n"
    repo.write("data/committers.yml", register)
    repo.write("notes.txt", word("a file outside data/"))
    repo.commit(f"登记提交者\n\n{word('message of a commit that is not about records')}", "2015-01-06")
    for name in ("hotline/0212-caizheng", "hotline/0305-jiaoyu", "meetings/0320-shuiwu"):
        path = f"data/deductions/2015/{name}.yml"
        bring(repo, path)
        note = f"internal_note: 内部{word(f'internal note of {name}')}\n"
        repo.write(path, (repo.root / path).read_text("utf-8") + note)
        repo.commit(f"记录 {name}", "2015-03-25")
    assert kaohe(repo, "publish", "2015-q1", "--date", "2015-04-10", "--yes") == 0
    repo.commit("发布 q1", "2015-04-10")
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 0
    unpublished = word("id of an unpublished record")
    repo.write(f"{UNPUBLISHED}/{unpublished}.yml", unpublished_record(canaries))
    repo.commit(f"记录 {word('message about an unpublished record')}", "2015-05-05")
    repo.write(f"{UNPUBLISHED}/{word('id of a revoked unpublished record')}.yml", revoked_record(canaries))
    bring(repo, "data/appraisals")
    for appraisal in sorted((repo.root / "data/appraisals").rglob("*.yml")):
        note = f"internal_note: 内部{word(f'internal note of the appraisal of {appraisal.stem}')}\n"
        appraisal.write_text(appraisal.read_text("utf-8") + note, "utf-8")
    repo.commit("录入千人评议", "2015-12-20")
    for path, text in register_files(canaries).items():
        repo.write(path, text)
    first = "data/deductions/2015/hotline/0212-caizheng.yml"
    led = f"  - {{register: kept-inside, record: {next(iter(register_ids(repo.root, 'kept-inside')))}}}\n"
    repo.write(first, (repo.root / first).read_text("utf-8") + f"from:\n{led}")
    repo.commit("登记簿", "2015-12-21")
    for path, text in given_files(canaries).items():
        repo.write(path, text)
    repo.commit("录入其他考核的结果和不适用的单项", "2015-12-21")
    repo.git("branch", word("name of a branch"))
    repo.git("tag", word("name of another tag"))
    return repo


FIELDS = """fields:
  - {id: unit, label: 单位, type: ref, to: unit, required: true, share: public}
  - {id: day, label: 日期, type: day, required: true, share: public}
  - {id: told, label: 说明, type: text, share: public}
  - {id: kept, label: 备查, type: text, share: office}
  - {id: theirs, label: 单位可见, type: text, share: unit}
  - {id: papers, label: 材料, type: evidence}
  - {id: talks, label: 谈话, type: rows, rows: [{id: whom, label: 对象, type: text}]}
  - {id: late, label: 后来公开, type: text, share: public}
  - {id: due, label: 时限, type: day, share: public}
  - {id: done, label: 办结, type: day, share: public}
title_from: "{told}"
stages: [{id: open, label: 办理中, date: day}, {id: done, label: 已办结, date: done}]
deadlines: [{id: finish, label: 办结时限, instead: due, until: done}]
expected: [{id: monthly, label: 每月登记, every: month}]
counts: [{id: all, label: 条数, by: [unit]}]
opened: [{field: late, from: 2015-04-01, reason: 便于监督}]
links: [{to: deduction, from_there: from, same: [], not_before: false}]
"""


def register_files(canaries: Canaries) -> dict[str, str]:
    """A register whose entries are shown, one of which the counts are, and one of which nothing is."""
    word = canaries.word
    found = {}
    for name, show in (("shown", "records"), ("counted", "counts\nat_least: 5"), ("kept-inside", "nothing")):
        head = f"title: 登记{name}\nkeeper: rexian\nper: year\nshow: {show}\nunit: unit\ndate: day\n"
        found[f"data/registers/{name}.yml"] = head + FIELDS + "pages: {columns: [told], unit_section: 登记}\n"
        is_seen = name == "shown"
        for day, is_published in (("2015-02-02", is_seen), ("2015-05-05", False)):
            entry = f"e{day[5:7]}" if is_published else word(f"id of an entry of {name}")
            told = f"qxseen{day[5:7]}" if is_published else word(f"public field of {name}")
            found[f"data/registers/{name}/2015/{entry}.yml"] = f"""unit: caizheng
day: {day}
told: 说明{told}
kept: 备查{word(f"office field of {name} {day}")}
theirs: 可见{word(f"unit field of {name} {day}")}
papers: [{{title: 材料{word(f"title in {name} {day}")}, held_at: 柜{word(f"place in {name} {day}")}}}]
talks: [{{whom: 对象{word(f"row in {name} {day}")}}}]
late: 后来{word(f"field of {name} {day} that was opened later, or is not published")}
revoked: {{date: {day}, reasons: 误记{"qxseen" if is_published else word(f"reasons in {name} {day}")}}}
internal_note: 内部{word(f"note of {name} {day}")}
"""
            found[f"data/registers/{name}/2015/{entry}d.yml"] = f"""unit: caizheng
day: {day}
told: 时限{told}
kept: 备查{word(f"office field of {name} {day} with a deadline")}
due: {day[:8]}20
"""
    return found


def register_ids(root: Path, register: str) -> list[str]:
    """The ids of the entries of a register."""
    return sorted(path.stem for path in (root / f"data/registers/{register}").rglob("*.yml"))


def unpublished_record(canaries: Canaries) -> str:
    word = canaries.word
    return f"""unit: shuiwu
date: 2015-05-04
standard: overdue
points: 0.5
method: spot-check
source: hotline
reason: 逾期{word("reason of an unpublished record")}
evidence:
  - {{title: 工单{word("title of evidence")}, held_at: 平台{word("place of evidence")}}}
notified: 2015-05-05
reply: {{date: 2015-05-08, text: 答复{word("reply to an unpublished record")}}}
rectification: {{due: 2015-06-01, note: 整改{word("note of a rectification")}}}
appeal: {{filed: 2015-05-06, grounds: 理由{word("grounds of an appeal")}}}
internal_note: 内部{word("internal note of an unpublished record")}
"""


def given_files(canaries: Canaries) -> dict[str, str]:
    """What was taken from elsewhere and what does not apply, of periods that are not published."""
    word = canaries.word
    return {
        "data/imports/2015/peace.yml": f"""source:
  title: 考核{word("title of an unpublished import")}
  date: 2015-12-20
scores: {{caizheng: 50, jiaoyu: 48.1, shuiwu: 47, minzheng: 46}}
internal_note: 内部{word("internal note of an import")}
""",
        "data/applies/2015.yml": f"""- item: meetings
  unit: caizheng
  reason: 没有会议{word("reason why an item does not apply")}
  decided: 2015-12-20
  document: 纪要{word("document of such a decision")}
""",
    }


def revoked_record(canaries: Canaries) -> str:
    word = canaries.word
    return f"""unit: caizheng
date: 2015-05-11
standard: overdue
points: 0.5
method: spot-check
source: hotline
reason: 逾期{word("reason of a revoked unpublished record")}
revoked: {{date: 2015-05-12, reasons: 误记{word("reasons of a revocation")}}}
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, Canaries]:
    canaries = Canaries()
    return plant(tmp_path_factory.mktemp("canaries") / "project", canaries), canaries


def named(found: list[tuple[str, str]], canaries: Canaries) -> list[str]:
    return [f"{canaries.places[word]} in {name}" for name, word in found]


def test_no_canary_is_in_the_public_site(planted: tuple[Repo, Canaries], tmp_path: Path) -> None:
    repo, canaries = planted
    assert kaohe(repo, "build", "--out", str(tmp_path / "site")) == 0
    assert len(canaries.places) > 20
    assert named(find_all(tmp_path / "site", list(canaries.places)), canaries) == []
    calendars = [tmp_path / "site/calendar.html", *(tmp_path / "site/calendar").glob("*.ics")]
    assert len(calendars) > 1
    assert any("qxseen02" in found.read_text("utf-8") for found in calendars[1:]), "what is published is there"
    assert "qxseen02" in calendars[0].read_text("utf-8")


def test_no_canary_is_in_the_public_archive(planted: tuple[Repo, Canaries], tmp_path: Path) -> None:
    repo, canaries = planted
    assert kaohe(repo, "archive", "2015-q1", "--audience", "public", "--yes", "--out", str(tmp_path / "bag")) == 0
    assert named(find_all(tmp_path / "bag", list(canaries.places)), canaries) == []


def test_no_canary_is_in_a_site_built_at_a_later_commit_of_the_same_data(
    planted: tuple[Repo, Canaries], tmp_path: Path
) -> None:
    repo, canaries = planted
    assert kaohe(repo, "build", "--at", "main", "--out", str(tmp_path / "site")) == 0
    assert named(find_all(tmp_path / "site", list(canaries.places)), canaries) == []


def test_no_canary_is_in_a_finding_of_a_verification(planted: tuple[Repo, Canaries]) -> None:
    """Findings reach products as they are. The id of a record is in a path, which they do name."""
    repo, canaries = planted
    findings = verify_project(repo.opened).findings
    assert {"results", "current", "tag"} <= {found.kind for found in findings}
    told = [canaries.places[word] for word in canaries.places if word in repr(findings)]
    assert [place for place in told if not place.startswith("id of")] == []


def test_a_demonstration_tells_its_history_but_no_person_no_note_and_of_messages_the_first_line(
    planted: tuple[Repo, Canaries], tmp_path: Path
) -> None:
    """Trails, the log and comparisons are on it: what stays inside stays out of them as well."""
    repo, planted_before = planted
    canaries = Canaries()
    canaries.places |= planted_before.places
    demo = repo.copy(tmp_path / "project")
    demo.change("data/site.yml", "demo: false", "demo: true")
    demo.commit(f"改为演示\n\n正文{canaries.word('the rest of a message')}", "2015-12-21")
    path = "data/deductions/2015/hotline/0212-caizheng.yml"
    demo.change(path, "internal_note: 内部", f"internal_note: 又{canaries.word('an amended internal note')}")
    mail = f"{canaries.word('an address in a message')}@kaohe.example"
    demo.commit(f"补记内部备注（{mail}）\n\nReviewed-by: 王 <{mail}>", "2015-12-22")
    edition = open_edition(demo.root, "public", commit=demo.head)
    assert isinstance(edition, Edition), edition
    articles = (*comparison_articles(edition), *history_articles(edition))
    told = [repr((articles, history_supplements(edition), shown_changes(edition)))]
    text = "".join([*told, *(data.decode() for _, data in produce_comparisons(edition))])
    places = {place for word, place in canaries.places.items() if word in text}
    assert "message about an unpublished record" in places  # the history is there
    hidden = "(office|unit) field of|(title|place|row) in|note of shown|of shown 2015-02|(of|in) (counted|kept)"
    stays = re.compile(f"internal| of the |rest of|address|outside|another|{hidden}")
    assert "id of an entry of shown" in places
    assert sorted(place for place in places if stays.search(place)) == []


def test_the_internal_site_does_show_notes_but_no_person(planted: tuple[Repo, Canaries], tmp_path: Path) -> None:
    """The search finds what is there: else the other tests would prove nothing."""
    repo, canaries = planted
    assert kaohe(repo, "build", "--audience", "internal", "--out", str(tmp_path / "site")) == 0
    places = {canaries.places[word] for _, word in find_all(tmp_path / "site", list(canaries.places))}
    assert "internal note of an unpublished record" in places
    assert "reason of an unpublished record" in places
    assert "office field of shown 2015-02-02" in places
    assert "row in kept-inside 2015-05-05" in places
    assert not {place for place in places if " of the " in place and place.split(" ")[0].isupper()}


def test_the_search_looks_into_what_is_packed() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "qxcanary000z" * 50)
    data = gzip.compress(inner.getvalue())
    assert [name for name, content in unpack("a", data) if b"qxcanary000z" in content] == ["a!gz!word/document.xml"]
