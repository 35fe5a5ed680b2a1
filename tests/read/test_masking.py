"""Which texts can be redacted, and what is left of a file in which they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.model.origin import Mapping, Sequence
from generator.model.place import Place
from generator.model.redaction import NO_MASKS, REDACTED, Masks, Redaction, commit_file
from generator.read.masking import hide_lines, mask_bytes, mask_text, redactable_fields
from generator.read.record import read_record
from generator.read.strict_yaml import parse_yaml
from generator.rules.record_classes import RECORDS

PATH = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
HEAD = "unit: jiaoyu\ndate: 2015-06-18\nstandard: overdue\npoints: 0.5\nmethod: spot-check\nsource: hotline\n"
REDACTION = Redaction("2015-0701-1", PATH, ("reason",), "写有住址", date(2015, 7, 1), "0" * 40)


def masked(text: str, *fields: str) -> str:
    node = parse_yaml(PATH, text.replace("\r\n", "\n"))
    assert isinstance(node, Mapping | Sequence)
    return mask_text(text, node, fields)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reason: 甲\nsource: x\n", f"reason: {REDACTED}\nsource: x\n"),
        ("reason: 甲 # 乙\n", f"reason: {REDACTED} # 乙\n"),
        ('reason: "甲\\n乙"   # 丙\n', f'reason: "{REDACTED}"   # 丙\n'),
        ("reason: '甲''乙'\n", f"reason: '{REDACTED}'\n"),
        ('reason: "甲\n  乙"\nsource: x\n', f'reason: "{REDACTED}"\nsource: x\n'),
        ("reason: |\n  甲\n\n  乙\nsource: x\n", f"reason: {REDACTED}\nsource: x\n"),
        ("reason: >-\n  甲\n  乙\n\n\nsource: x\n", f"reason: {REDACTED}\n\n\nsource: x\n"),
        ("reason: |\n  甲\n", f"reason: {REDACTED}\n"),
        ("reason: |\n  甲", f"reason: {REDACTED}"),
        ("reason: 甲\r\nsource: x\r\n", f"reason: {REDACTED}\r\nsource: x\r\n"),
        ("reason: |\r\n  甲\r\n  乙\r\nsource: x\r\n", f"reason: {REDACTED}\r\nsource: x\r\n"),
        ("{reason: 甲, source: x}\n", f"{{reason: {REDACTED}, source: x}}\n"),
        ("reason: 𠮷甲\nsource: x\n", f"reason: {REDACTED}\nsource: x\n"),
        ("source: x\n", "source: x\n"),
    ],
)
def test_a_text_is_replaced_and_nothing_else(before: str, after: str) -> None:
    assert masked(before, "reason") == after


def test_a_field_in_a_list_is_replaced_in_all_rows() -> None:
    text = "evidence:\n  - {title: 甲, held_at: 乙}\n  - title: 丙\n    held_at: 丁\n"
    assert masked(text, "evidence/title") == text.replace("甲", REDACTED).replace("丙", REDACTED)
    assert (
        masked("- {reason: 甲}\n- {reason: 乙}\n", "reason")
        == f"- {{reason: {REDACTED}}}\n- {{reason: {REDACTED}}}\n"
    )
    assert masked("statement:\n  - 甲\n  - 乙\n", "statement") == f"statement:\n  - {REDACTED}\n  - {REDACTED}\n"


def test_what_is_read_is_masked_whatever_is_wrong_with_the_file() -> None:
    good = f"{HEAD}reason: 甲\nevidence: [{{title: 乙, held_at: 丙}}]\n"
    fields = ("reason", "evidence/title", "points", "unit")
    reading = read_record(PATH, Place("deduction", 2015, "hotline", "x"), good.encode(), masked=fields)
    record = reading.record
    assert (record.reason, record.evidence[0].title, record.evidence[0].held_at) == (REDACTED, REDACTED, "丙")
    assert (record.unit, str(record.points)) == ("jiaoyu", "0.5")
    for wrong in (good.replace("0.5", "五分"), good.replace("reason: ", "reason：")):
        found = read_record(PATH, Place("deduction", 2015, "hotline", "x"), wrong.encode(), masked=fields)
        assert found.record is None
        assert found.partial.reason == REDACTED


def test_only_free_texts_can_be_redacted() -> None:
    found = {kind: set(redactable_fields(kind, record)) for kind, record in RECORDS.items()}
    assert found["deduction"] == {
        "reason", "evidence/title", "evidence/held_at", "reply/text", "rectification/note", "appeal/grounds",
        "appeal/reasons", "revoked/reasons", "internal_note",
    }  # fmt: skip
    assert found["redaction"] == {"reason"}
    assert found["exceptions"] == {"reason"}
    assert found["site"] == {"contact"}
    assert found["unit"] == {"not_assessed"}
    assert found["appraisal"] == {"checked", "internal_note"}
    assert {"title", "ties/ground"} < found["publication"]
    assert not any(found[kind] for kind in ("scheme", "holidays", "committers", "chain"))


def test_a_line_is_not_quoted_where_a_redacted_text_stands() -> None:
    data = f"{HEAD}reason: |\n  甲\n  乙\nevidence: []\n".encode()
    assert hide_lines(PATH, data, ("reason",))[6:] == ["", "", "", "", ""]
    assert hide_lines(PATH, data, ("reason",))[:6] == HEAD.split("\n")[:6]
    assert set(hide_lines(PATH, b"a: [\nreason: x\n", ("reason",))) == {""}
    assert hide_lines(PATH, data, ()) == data.decode().split("\n")
    plain = f"{HEAD}reason: {REDACTED}\n".encode()
    assert f"reason: {REDACTED}" in hide_lines(PATH, plain, ("reason",))


def test_masks_count_for_a_file_under_all_its_names_and_for_messages() -> None:
    message = replace(REDACTION, id="2015-0701-2", file=commit_file("1" * 40), fields=("message",))
    masks = Masks((REDACTION,), ((PATH, ("data/deductions/2015/hotline/old.yml",)),)).with_others(
        [message, REDACTION]
    )
    assert len(masks.redactions) == 2
    assert masks.fields_of(PATH) == masks.fields_of("data/deductions/2015/hotline/old.yml") == ("reason",)
    assert masks.fields_of("data/deductions/2015/hotline/other.yml") == ()
    assert masks.mask_message("1" * 40, "甲") == REDACTED
    assert masks.mask_message("2" * 40, "甲") == "甲"
    assert NO_MASKS.mask_message("1" * 40, "甲") == "甲"


def test_a_file_leaves_with_its_texts_masked() -> None:
    data = f"{HEAD}reason: 甲\n".encode()
    assert mask_bytes(PATH, data, Masks((REDACTION,))) == f"{HEAD}reason: {REDACTED}\n".encode()
    assert mask_bytes(PATH, data, NO_MASKS) == data
