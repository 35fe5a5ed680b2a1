"""Records as YAML: what is written is read back, by the strict reader and by any other YAML tool."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.act import Chain
from generator.model.amendment import Amendment
from generator.model.appraisal import Appraisal
from generator.model.bonus import Bonus
from generator.model.committer import Committers
from generator.model.deduction import SHA256, Appeal, Deduction, Evidence, Rectification
from generator.model.field import (
    COMMIT,
    Anything,
    Choice,
    Day,
    Field,
    Flag,
    Identifier,
    Number,
    Pattern,
    Rows,
    Table,
    Text,
    Whole,
    YearOrDay,
)
from generator.model.holidays import Holidays
from generator.model.imported import Imported
from generator.model.inapplicable import InapplicableItems
from generator.model.measured import Measured
from generator.model.number import UNLIMITED
from generator.model.place import FileKind, Place
from generator.model.publication import Correction, Publication, Withdrawal
from generator.model.redaction import Redaction
from generator.model.unit import Site, Unit
from generator.read.record import read_record
from generator.read.shape import slots_of
from generator.read.yaml_writer import emit_record, quote_text
from generator.rules.scheme import Scheme

KINDS: dict[FileKind, type] = {
    "site": Site, "committers": Committers, "scheme": Scheme, "unit": Unit, "deduction": Deduction,
    "appraisal": Appraisal, "publication": Publication, "correction": Correction, "holidays": Holidays,
    "chain": Chain,    "withdrawal": Withdrawal, "redaction": Redaction, "bonus": Bonus, "measure": Measured,
    "import": Imported, "applies": InapplicableItems, "amendment": Amendment,
}  # fmt: skip
_OF_KINDS: tuple[Place, ...] = (
    Place("scheme", 2015), Place("unit", id="x"), Place("deduction", 2015, "item", "x"),
    Place("appraisal", 2015, id="x"),
    Place("publication", id="2015-q1"), Place("correction", id="2015-q1-c1"), Place("withdrawal", id="2015-q1"),
    Place("holidays", 2016), Place("redaction", id="x"),
    Place("bonus", 2015, "item", "x"), Place("measure", 2015, "item", "x"), Place("import", 2015, id="x"),
    Place("applies", 2015), Place("amendment", 2015, id="x"),
)  # fmt: skip
PLACES: dict[FileKind, Place] = {place.kind: place for place in _OF_KINDS}

# What a person may type, with everything that means something to YAML.
NASTY = st.sampled_from([
    "no", "true", "null", "~", "0107", "1:30", "1_000", "0x1F", "1e3", ".5", "2015-06-18", "2015-06-18 上午", "=",
    "<<", "- 一", "? 问", "# 注", "a # b", "a: b", "冒号:", "[甲]", "{乙}", "*锚", "&锚", "!标签", "%指令",
    "@某", "`码`", "\"引号\"", "'引号'", "反斜\\杠", "---", "...", "“12345”热线", "甲,乙", "-1",
    "+1", "12345 工单", "off", "Y", "12:30:45",
])  # fmt: skip
LONGEST = 30
PLAIN = st.text("abcxyz019-:#,[]{}&*!|>'\"%@` \\=<~.?甲乙丙〔〕，。：“”", min_size=1, max_size=LONGEST)
# All of them are good ones; to draw from the expression itself takes a choice for each letter.
IDS = st.builds(str.__add__, st.sampled_from("abcxyz019"), st.text("abcxyz019-", max_size=12))
SHORT, LONG = (st.text("0123456789abcdef", min_size=size, max_size=size) for size in (40, 64))
DIGESTS = {SHA256.pattern: LONG, COMMIT.pattern: SHORT | LONG}


def usable(text: str) -> bool:
    return bool(text.strip()) and text == text.strip()


LINE = (NASTY | PLAIN).filter(usable)
LINES = st.lists(LINE | st.sampled_from(["", "  缩进"]), min_size=1, max_size=4).map("\n".join).filter(usable)
ID = IDS | st.sampled_from(["no", "2015", "1e3", "on", "0107", "12", "y"])


@cache
def texts(limit: int) -> st.SearchStrategy[str]:
    """Texts of one line; what many fields share is looked through once."""
    return LINE if limit >= LONGEST else LINE.filter(lambda text: len(text) <= limit)


def scalars(marker: Field) -> st.SearchStrategy[Any]:
    match marker:
        case Text():
            return LINES if marker.lines else texts(marker.limit)
        case Identifier():
            return ID
        case Number():
            low = int(max(marker.minimum, Decimal(0)) * 10**marker.places)
            high = int(min(marker.maximum, Decimal(90))) * 10**marker.places
            found = st.integers(low, high).map(lambda number: Decimal(number).scaleb(-marker.places))
            if not marker.endless:
                return found
            return found | st.just(UNLIMITED if marker.endless == "up" else -UNLIMITED)
        case Whole():
            return st.integers(marker.minimum, min(marker.maximum, 5000))
        case YearOrDay():
            return st.integers(marker.minimum, marker.maximum) | st.dates(date(2000, 1, 1), date(2030, 1, 1))
        case Day():
            return st.dates(date(2000, 1, 1), date(2030, 1, 1))
        case Flag():
            return st.booleans()
        case Choice():
            return st.sampled_from(sorted(marker.names))
        case Pattern():
            form = re.compile(marker.pattern.pattern)
            if form.pattern in DIGESTS:
                return DIGESTS[form.pattern]
            return st.from_regex(form, fullmatch=True).filter(lambda text: text.isascii())
        case Anything():
            keys = st.text("abexyz_", min_size=1, max_size=9)
            return st.recursive(
                NASTY | PLAIN.filter(usable),
                lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(keys, inner, max_size=3),
                max_leaves=5,
            )
    raise AssertionError(marker)


def values(hint: Any, markers: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    """Whatever a field of this type may hold."""
    origin, arguments = get_origin(hint), get_args(hint)
    inner = markers[1:] or markers
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(values(a, markers) for a in arguments if a is not type(None)))
    if origin is typing.Literal:
        return st.just(arguments[0])
    if origin is tuple:
        rows = typing.cast(Rows, markers[0])
        entries = st.lists(
            values(arguments[0], inner), min_size=max(rows.minimum, 1), max_size=max(rows.minimum, 2),
            unique_by=lambda entry: getattr(entry, "id", None) or getattr(entry, "email", None) or repr(entry),
        )  # fmt: skip
        return entries.map(tuple)
    if origin is not None:
        table = typing.cast(Table, markers[0])
        return st.dictionaries(
            scalars(Identifier(doc="编号", of=table.of)), values(arguments[1], inner), min_size=1, max_size=3
        )
    if dataclasses.is_dataclass(hint):
        return records(typing.cast(type, hint))
    return scalars(markers[0])


@cache
def records(record: type, **context: Any) -> st.SearchStrategy[Any]:
    parts = {}
    for slot in slots_of(record):
        value = values(slot.type, slot.markers)
        if not slot.required:
            field = next(field for field in dataclasses.fields(record) if field.name == slot.attribute)
            make_default = field.default_factory
            default = field.default if make_default is dataclasses.MISSING else make_default()
            value = st.one_of(st.just(default), st.just(default), value)
        parts[slot.attribute] = value
    fixed = {name: st.just(value) for name, value in context.items()}
    return st.builds(record, **parts, **fixed)


def context_of(kind: FileKind) -> dict[str, Any]:
    if kind in ("deduction", "bonus"):
        return {"year": 2015, "item": "item", "id": "x"}
    if kind == "measure":
        return {"year": 2015, "item": "item", "unit": "x"}
    if kind in ("import", "amendment"):
        return {"year": 2015, "id": "x"}
    if kind == "applies":
        return {"year": 2015}
    if kind == "appraisal":
        return {"year": 2015, "unit": "x"}
    if kind == "holidays":
        return {"year": 2016}
    if kind == "withdrawal":
        return {"publication": "2015-q1"}
    return {"id": PLACES[kind].id} if kind in ("unit", "publication", "correction", "redaction") else {}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_written_is_read_back(kind: FileKind) -> None:
    @settings(max_examples=25 if kind == "scheme" else 60)
    @given(records(KINDS[kind], **context_of(kind)))
    def check(record: Any) -> None:
        if kind == "scheme":
            record = dataclasses.replace(record, year=2015)
        written = emit_record(record)
        read, problems, _ = read_record("data/x.yml", PLACES.get(kind, Place(kind)), written.encode())
        assert problems == (), written
        assert read == record, written

    check()


def plain(value: Any) -> Any:
    """A record as another YAML tool should load it: figures as numbers, texts as texts."""
    if dataclasses.is_dataclass(value):
        declared: type = type(value)
        defaults = {field.name: field.default for field in dataclasses.fields(value)}
        named = {slot: getattr(value, slot.attribute) for slot in slots_of(declared)}
        return {
            slot.name: plain(part)
            for slot, part in named.items()
            if slot.required or part != defaults[slot.attribute]
        }
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


def loaded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: loaded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [loaded(part) for part in value]
    if isinstance(value, bool | date | str):
        return value
    return str(value)


@given(records(Deduction, year=2015, item="item", id="x"))
def test_another_yaml_tool_takes_texts_for_texts(record: Deduction) -> None:
    record = dataclasses.replace(record, points=Decimal("0.5"), appeal=None, charge=None)
    assert loaded(yaml.safe_load(emit_record(record))) == loaded(plain(record))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("工单逾期 2 个工作日办结", "工单逾期 2 个工作日办结"),
        ("“12345”热线", "“12345”热线"),
        ("no", '"no"'),
        ("2015-06-18", '"2015-06-18"'),
        ("1e3", '"1e3"'),
        ("9" * 64, '"' + "9" * 64 + '"'),
        ("见 #3", '"见 #3"'),
        ("甲: 乙", '"甲: 乙"'),
        ("甲:乙", "甲:乙"),
        ('说"好"', '说"好"'),
        ('"好"', '"\\"好\\""'),
        ("a\nb", '"a\\nb"'),
        ("零\u200b宽", '"零\\u200b宽"'),
        ("", '""'),
    ],
)  # fmt: skip
def test_a_text_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    assert quote_text(text) == written
    assert yaml.safe_load(f"x: {written}") == {"x": text}


@pytest.mark.parametrize("text", ["甲,乙", "[甲]", "甲{乙}", "甲:乙", "甲#乙", "甲?乙", "甲?"])
def test_inside_brackets_more_is_quoted(text: str) -> None:
    assert quote_text(text, flow=True) == f'"{text}"'
    assert yaml.safe_load(f"[{quote_text(text, flow=True)}]") == [text]


def test_a_record_is_laid_out_as_a_person_would_write_it() -> None:
    record = Deduction(
        id="2015-0618-fagaiju-1",
        year=2015,
        item="hotline-handling",
        unit="fagaiju",
        date=date(2015, 6, 18),
        standard="overdue",
        points=Decimal("0.5"),
        method="spot-check",
        source="hotline",
        reason="12345 工单逾期 2 个工作日办结",
        evidence=(Evidence("工单流转记录", "政务热线平台", "9f" * 32), Evidence("退单说明", "政务热线平台")),
        rectification=Rectification(date(2015, 7, 10), date(2015, 7, 5), date(2015, 7, 8)),
        appeal=Appeal(
            date(2015, 6, 25),
            "已联系诉求人\n并当日答复",
            date(2015, 7, 2),
            "reduced",
            Decimal("0.2"),
            "当日改正，减少扣分",
        ),
    )
    assert emit_record(record) == (
        "unit: fagaiju\n"
        "date: 2015-06-18\n"
        "standard: overdue\n"
        "points: 0.5\n"
        "method: spot-check\n"
        "source: hotline\n"
        "reason: 12345 工单逾期 2 个工作日办结\n"
        "evidence:\n"
        "  - title: 工单流转记录\n"
        "    held_at: 政务热线平台\n"
        f"    sha256: {'9f' * 32}\n"
        "  - title: 退单说明\n"
        "    held_at: 政务热线平台\n"
        "rectification: {due: 2015-07-10, done: 2015-07-05, accepted: 2015-07-08}\n"
        "appeal:\n"
        "  filed: 2015-06-25\n"
        "  grounds: |-\n"
        "    已联系诉求人\n"
        "    并当日答复\n"
        "  decided: 2015-07-02\n"
        "  decision: reduced\n"
        "  points: 0.2\n"
        "  reasons: 当日改正，减少扣分\n"
    )
