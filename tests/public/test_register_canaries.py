"""A word of its own in every field of every register of the notice: what is not declared public is nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.acts.build_act import build
from generator.demo.demo_project import project_files
from generator.demo.district import Options, make_data
from generator.demo.entry_lives import declared
from generator.load.edition import Edition, open_edition
from generator.model.entry import attribute_of
from generator.model.place import Place
from generator.model.register_field import RowFieldRule
from generator.model.register_rule import RegisterRule
from tests.acts.acting import act, errors_of, kaohe, publish
from tests.history.remote import deal_remote
from tests.release.repository import Repo
from tests.release.unpack import every_content

REGISTERS = declared()
DAY = "2015-06-10"
FEW = 6  # entries of a register of which only counts are shown, so that there is a count to show
PLAIN = {"day": DAY, "number": "1", "whole": "1", "flag": "true", "period": "2015-Q2", "clause": "opinions-m1"}
HIDDEN, SHOWN = "qxcanary", "qxseen"
MADE = (r"calendar/.+\.ics", r"feeds/.+\.xml", r"verify/.+", r"open-data/.+\.xlsx", r"assets/search/.+\.js")


class Marks:
    """Words, each made for one place; those that must stay and those that may leave."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, place: str, leaves: bool) -> str:
        found = f"{SHOWN if leaves else HIDDEN}{len(self.places):04d}z"
        self.places[found] = place
        return found

    def of(self, kind: str) -> dict[str, str]:
        return {word: place for word, place in self.places.items() if word.startswith(kind)}


class Planted(NamedTuple):
    """The project, what was planted in it, and the public site built of it."""

    repo: Repo
    marks: Marks
    site: Path


def fields_of(register: RegisterRule, is_open: bool) -> list[str]:
    """Every field that an entry can have at once: of several ways to end the last, of one that is open none."""
    steps = register.steps[1:] if is_open else register.ends[:-1]
    others = {name for step in steps for name in (step.date, getattr(step, "linked", "")) if name}
    return [rule.id for rule in register.fields if rule.id not in others - {register.date}]


def write_entry(register: RegisterRule, marks: Marks, is_open: bool) -> str:
    """An entry with everything in it; one that is still open is another unit's and of another kind."""
    said = "open" if is_open else "ended"
    refers = {"unit": "zuzhibu" if is_open else "fagaiju", "item": "hotline-handling"}

    def value(rule: RowFieldRule, leaves: bool, place: str) -> str:
        if rule.type == "text":
            return rule.example if rule.pattern else f"记{marks.word(place, leaves)}"
        if rule.type == "choice":
            return [*rule.choices][-1 if is_open else 0]
        if rule.type == "evidence":
            title, held_at = (f"件{marks.word(f'{part} of {place}', leaves)}" for part in ("title", "place"))
            return f"[{{title: {title}, held_at: {held_at}}}]"
        if rule.type == "rows":
            inner = (f"{one.id}: {value(one, leaves, f'{place}/{one.id}')}" for one in getattr(rule, "rows", ()))
            return f"[{{{', '.join(inner)}}}]"
        if rule.to == "deduction":
            return f"2015-0610-{marks.word(place, leaves)}"
        found = refers[rule.to] if rule.type == "ref" else PLAIN[rule.type]
        return f"[{found}]" if rule.many else found

    lines = [
        f"{name}: {value(rule, register.shows_records and rule.share == 'public', f'{register.id}.{name} {said}')}\n"
        for name in fields_of(register, is_open)
        for rule in [register.by_id[name]]
        if not rule.to.startswith("register:")
    ]
    note = marks.word(f"internal note of {register.id} {said}", leaves=False)
    return "".join([*lines, f"internal_note: 记{note}\n"])


def entry_paths(register: RegisterRule, marks: Marks) -> list[str]:
    """Where its entries lie: the name of one that does not leave is such a word as well."""
    if register.shows_records:
        ids = ["seen", *(["seen-open"] if register.deadlines and len(register.steps) > 1 else [])]
    else:
        ids = [marks.word(f"id of an entry of {register.id}", leaves=False) for _ in range(FEW)]
    year = 2015 if register.per == "year" else 0
    return [Place("entry", year, id=name, register=register.id).path for name in ids]


def write_all(repo: Repo, registers: Iterable[RegisterRule], marks: Marks) -> None:
    """Entries of all `registers`; they are then amended wherever that which is written does not leave."""
    paths = {path: register for register in registers for path in entry_paths(register, marks)}
    for path, register in paths.items():
        repo.write(path, write_entry(register, marks, path.endswith("open.yml")))
    repo.commit("登记", "2015-06-12")
    for path, register in paths.items():
        parts = re.split(f"{HIDDEN}[0-9]{{4}}z", (repo.root / path).read_text("utf-8"))
        amended = (marks.word(f"{register.id} as amended", leaves=False) + part for part in parts[1:])
        repo.write(path, "".join([parts[0], *amended]))
    repo.commit("补充", "2015-07-02")


def start(root: Path, is_confidential: bool = False) -> Repo:
    """A small district with the nineteen declarations, whose history is shown as well; one of a keeper has no records
    of points.
    """
    repo = Repo(root)
    root.mkdir(parents=True)
    repo.git("init", "-q", "--initial-branch=main", "--template=")
    files = {**project_files(), **make_data(Options(units=12, deductions=0 if is_confidential else 24))}
    for path, data in files.items():
        if not re.match(r"data/(registers/.+/|tallies/|appraisals/)", path):
            repo.write(path, data.decode())
    if is_confidential:
        repo.write("data/site.yml", (root / "data/site.yml").read_text("utf-8") + "confidential: true\n")
    for found in (root / "data/deductions").rglob("*.yml"):  # the entries from which they came are not here
        found.write_text(re.sub(r"from:\n(  - .*\n)+|  item: .*\n", "", found.read_text("utf-8")), "utf-8")
    repo.commit("登记单位、考核办法和登记簿", "2015-04-27")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    deal_remote(root, repo.git)
    return repo


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The district with an entry of each register, leads in a repository of their own, its quarter published."""
    folder, marks = tmp_path_factory.mktemp("registers"), Marks()
    repo, other = start(folder / "main/district"), start(folder / "other/district", is_confidential=True)
    inside = [register for register in REGISTERS.values() if register.is_confidential]
    write_all(repo, (register for register in REGISTERS.values() if register not in inside), marks)
    write_all(other, inside, marks)
    assert errors_of(repo) == errors_of(other) == []
    for register in inside:
        assert kaohe(repo, "tally", register.id, "2015-Q2", "--confidential", str(other.root)) == 0
    repo.commit("登记统计数", "2015-07-06")
    publish(repo, "2015-q2", "2015-07-10", "--document", "示例考办〔2015〕7号")
    act(repo, "publish", "2015-q2", "--tag")
    assert build(repo.root, folder / "site").files
    return Planted(repo, marks, folder / "site")


def occurrences(site: Path) -> Iterator[tuple[str, str]]:
    """Each mark in the site, raw and unpacked, in any encoding, with the file that holds it."""
    for name, data in every_content(site):
        for form in {data.lower(), data.lower().replace(b"\0", b"")}:
            for found in set(re.findall(rb"qx(?:canary|seen)[0-9]{4}z", form)):
                yield found.decode(), name


def test_every_field_of_every_register_is_planted(planted: Planted) -> None:
    told = " ".join(planted.marks.places.values())
    for register in REGISTERS.values():
        for rule in register.fields:
            if rule.type in ("text", "evidence") and not rule.pattern:
                assert f"{register.id}.{rule.id} " in told
    assert {name for name in REGISTERS if f"internal note of {name} " in told} == set(REGISTERS)


def test_nothing_that_does_not_leave_is_in_the_site_and_all_that_may_is(planted: Planted) -> None:
    found: dict[str, list[str]] = {}
    for word, name in occurrences(planted.site):
        found.setdefault(word, []).append(name)
    hidden, shown = planted.marks.of(HIDDEN), planted.marks.of(SHOWN)
    assert len(hidden) > 100
    assert len(shown) > 25
    assert [f"{hidden[word]} in {found[word]}" for word in hidden if word in found] == []
    assert [place for word, place in shown.items() if word not in found] == []
    kinds = {Path(name.partition("!")[0]).suffix for names in found.values() for name in names}
    assert {".html", ".csv", ".json", ".xlsx", ".docx", ".pdf", ".js", ".ics", ".bundle"} <= kinds, (
        "it looks into each"
    )


def test_the_public_bag_and_the_public_history_have_the_records_and_nothing_that_stays(
    planted: Planted, tmp_path: Path
) -> None:
    """Both hold the entries as files of a project: in each stands all that may be seen of them, and nothing else."""
    bag = tmp_path / "bag"
    assert kaohe(planted.repo, "archive", "2015-q2", "--audience", "public", "--yes", "--out", str(bag)) == 0
    hidden, shown = planted.marks.of(HIDDEN), planted.marks.of(SHOWN)
    for folder in (bag, planted.site / "public-history"):
        found: dict[str, list[str]] = {}
        for word, name in occurrences(folder):
            found.setdefault(word, []).append(name)
        assert [f"{hidden[word]} in {found[word]}" for word in hidden if word in found] == []
        records = {
            word for word, names in found.items() if any(re.search(r"data/registers/|!blob ", n) for n in names)
        }
        assert {place for word, place in shown.items() if word not in records} == set()


def test_what_is_made_of_the_site_is_all_there(planted: Planted) -> None:
    """So the search had each kind of product before it."""
    made = {path.relative_to(planted.site).as_posix() for path in planted.site.rglob("*") if path.is_file()}
    assert [pattern for pattern in MADE if not any(re.fullmatch(pattern, path) for path in made)] == []


def test_what_passes_the_gate_has_no_field_that_stays(planted: Planted) -> None:
    """Of figures, days and choices no word can be looked for: their fields are not there at all."""
    edition = open_edition(planted.repo.root, "public")
    assert isinstance(edition, Edition)
    released = edition.corpus
    assert {entry.REGISTER.id for entry in released.entries} == {
        name for name, register in REGISTERS.items() if register.shows_records
    }
    for entry in released.entries:
        stays = {attribute_of(rule.id) for rule in REGISTERS[entry.REGISTER.id].fields if rule.share != "public"}
        assert stays.isdisjoint(dir(entry))
        assert HIDDEN not in repr(entry)


def test_the_tables_have_no_column_of_a_field_that_stays(planted: Planted) -> None:
    for name, register in REGISTERS.items():
        for path in (planted.site / "open-data").glob(f"*register-{name}*.csv"):
            heads = set(next(csv.reader(io.StringIO(path.read_text("utf-8-sig")))))
            stays = {attribute_of(rule.id) for rule in register.fields if rule.share != "public"}
            assert register.shows_records, path.name
            assert heads.isdisjoint(stays), path.name
