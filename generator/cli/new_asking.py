"""What `kaohe new` asks on a terminal, field by field, with what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.acts.plan import today
from generator.acts.record_fields import day_of, understand_fields, year_of
from generator.acts.record_kinds import KINDS, EntryKind, FormField
from generator.acts.record_source import (
    RecordSource,
    StandardOffer,
    ballot_parts,
    find_item,
    find_records,
    offer_standards,
    propose_unit_id,
    unit_names,
)
from generator.cli.new_form import digest_of, fields_in_turn
from generator.cli.questions import ask, choose, until
from generator.model.deduction import METHODS
from generator.model.number import format_points
from generator.model.place import POINTS
from generator.model.problem import UserError
from generator.read.spelling import spell_day
from generator.words.level_words import level_name

# Fields that are asked for although a record may lack them.
_ASKED = ("evidence", "aliases", "appeal/decided", "rectification/done", "rectification/note")


def ask_fields(source: RecordSource, kind: EntryKind, given: Mapping[str, str]) -> dict[str, str]:
    """`given` with what is missing, asked for one after the other."""
    fields = dict(given)
    for field in fields_in_turn(kind):
        known = understand_fields(source, kind, fields).fields
        if known.get(field.name) or any(name.startswith(f"{field.name}/") for name in fields):
            continue
        fields |= _ask_one(source, kind, field, known)
    if kind.name == "unit":
        fields |= _ask_assessed(fields)
    if kind.name == "appraisal":
        fields |= _ask_counts(source, fields)
    return {name: text for name, text in fields.items() if text}


def is_complete(source: RecordSource, kind: EntryKind, given: Mapping[str, str]) -> bool:
    """Whether nothing has to be asked: whoever gives all that is needed by flags is asked nothing more."""
    known = understand_fields(source, kind, given).fields
    has_counts = kind.name != "appraisal" or any(name.startswith("panels/") for name in known)
    return has_counts and all(known.get(field.name) for field in fields_in_turn(kind) if field.required)


def ask_record(source: RecordSource, kind: EntryKind, written: str) -> str:
    """The path of the record that is meant: of one unit, the latest first."""
    while True:
        found = find_records(source, written)
        if len(found) == 1:
            return found[0].path
        if found:
            labels = {record.path: f"{record.date} {record.reason[:30]}（{record.id}）" for record in found[:30]}
            return choose(f"{kind.title}哪一条记录", labels)
        if written:
            print("  没有找到这条记录。")
        written = ask("记录的编号或单位的名称", needed=True)


def ask_again(field: FormField, source: RecordSource, kind: EntryKind, fields: Mapping[str, str]) -> dict[str, str]:
    """The same field once more, after a problem with it."""
    others = {name: text for name, text in fields.items() if name != field.name}
    return _ask_one(source, kind, field, others, again=True)


def _ask_one(
    source: RecordSource, kind: EntryKind, field: FormField, known: Mapping[str, str], again: bool = False
) -> dict[str, str]:
    name, of_points = field.name, kind.file in POINTS and not kind.part
    if field.of == "appraisal":
        return {name: _ask_part(source, year_of(known))}
    if not (field.required or name in _ASKED or again or (of_points and name in ("count", "level"))):
        return {}
    if name == "evidence":
        return _ask_evidence()
    if field.input == "rows":
        return _ask_rows(field)
    if name == "id":
        return {
            name: ask("编号（小写字母、数字、连字符，登记以后不再更改）", propose_unit_id(source, known), needed=True)
        }
    if of_points and name in ("standard", "count", "level", "points", "method"):
        return _ask_of_standard(source, field, known)
    if field.input == "day":
        default = today().isoformat() if field.required else ""
        return {name: until(field.label, _read_day, default) if field.required else ask(field.label)}
    if field.input == "choice":
        return {name: choose(field.label, field.choices)}
    if field.input == "id":
        return {name: _ask_id(source, field, known)}
    return {name: ask(field.label, needed=field.required)}


def _ask_part(source: RecordSource, year: int) -> str:
    scheme = source.corpus.schemes.get(year)
    parts = scheme.appraisals if scheme is not None else ()
    return choose("评议项目", {part.id: part.name for part in parts}) if len(parts) > 1 else ""


def _ask_id(source: RecordSource, field: FormField, known: Mapping[str, str]) -> str:
    units, year = source.corpus.units.values(), year_of(known)
    if field.of == "item":
        scheme = source.corpus.schemes.get(year)
        if scheme is None:
            raise UserError(f"没有 {year} 年度的考核办法，没有写入。" if year else "日期没有写明，没有写入。")
        labels = {item.id: f"{item.name}（{_most(item.max)}）" for item in scheme.items.values()}
        return choose(field.label, labels, {item.id: (item.name,) for item in scheme.items.values()})
    if field.of in ("unit", "body"):
        chosen = [unit for unit in units if not year or field.of == "body" or unit.assessed_in(year)]
        called = unit_names(chosen)
        bodies = source.corpus.site.bodies if source.corpus.site is not None and field.of == "body" else ()
        called |= {body.id: (body.name,) for body in bodies}
        return choose(
            f"{field.label}（名称、简称或拼音首字母）", {k: names[0] for k, names in called.items()}, called
        )
    return ask(field.label, needed=field.required)


def _most(points: Decimal) -> str:
    return f"{format_points(points)} 分" if points.is_finite() else "不设上限"


def _ask_of_standard(source: RecordSource, field: FormField, known: Mapping[str, str]) -> dict[str, str]:
    year, day, item = year_of(known), day_of(known), known.get("item", "")
    offers = {offer.id: offer for offer in offer_standards(source, year, item, day)}
    if field.name == "standard":
        labels = {offer.id: f"{offer.text}（{offer.points}）" for offer in offers.values()}
        return {"standard": choose(field.label, labels, {offer.id: (offer.text,) for offer in offers.values()})}
    if field.name == "method":
        found = find_item(source, year, item, day)
        return {"method": choose(field.label, {name: METHODS[name] for name in found.methods} if found else METHODS)}
    offer = offers.get(known.get("standard", ""))
    return {} if offer is None and field.name != "points" else {field.name: _ask_number(field, offer)}


def _ask_number(field: FormField, offer: StandardOffer | None) -> str:
    if field.name == "count":
        assert offer is not None
        number = ask(f"几{offer.measure}", "1", needed=True) if offer.measure else ""
        return "" if number == "1" else number
    if field.name == "level":
        assert offer is not None
        return (
            choose(field.label, {k: f"{level_name(k)}（{format_points(v)}分）" for k, v in offer.levels.items()})
            if offer.levels
            else ""
        )
    return ask(f"{field.label}（标准是{offer.points}）" if offer else field.label, needed=True)


def _ask_evidence() -> dict[str, str]:
    found: dict[str, str] = {}
    while title := ask("佐证材料的名称，没有了按回车" if found else "佐证材料的名称"):
        above = f"evidence/{len({name.split('/')[1] for name in found})}"
        found[f"{above}/title"] = title
        found[f"{above}/held_at"] = ask("存放处", needed=True)
        if file := ask("它的电子文件或 SHA-256"):
            found[f"{above}/sha256"] = digest_of(file)
    return found


def _ask_rows(field: FormField) -> dict[str, str]:
    found: dict[str, str] = {}
    number = 0
    while text := ask(f"{field.label}{_row_words(field)}，没有了按回车"):
        above = f"{field.name}/{number}"
        found[f"{above}/{field.row[0].name}" if field.row else above] = text
        for inner in field.row[1:]:
            found[f"{above}/{inner.name}"] = ask(inner.label, needed=inner.required)
        number += 1
    return found


def _row_words(field: FormField) -> str:
    return f"：{field.row[0].label}" if field.row else ""


def _ask_assessed(fields: Mapping[str, str]) -> dict[str, str]:
    if fields.get("assessed/from") or fields.get("not_assessed"):
        return {}
    year = ask("从哪一年（年度中间的，哪一天）起参加考核，不参加的写 0", str(today().year), needed=True)
    return {"assessed/from": year} if year != "0" else {"not_assessed": ask("不参加考核的原因", needed=True)}


def _ask_counts(source: RecordSource, fields: Mapping[str, str]) -> dict[str, str]:
    known = understand_fields(source, KINDS["appraisal"], fields).fields
    found: dict[str, str] = {}
    for part in ballot_parts(source, year_of(known), known.get("part", "")):
        for panel in part.polls:
            if any(name.startswith(f"panels/{panel.id}/") for name in fields):
                continue
            for name, words in (("issued", "发出"), ("returned", "收回"), ("valid", "有效")):
                found[f"panels/{panel.id}/ballots/{name}"] = ask(f"{panel.name}：{words}票数", needed=True)
            for aspect in part.aspects:
                for option in part.options:
                    key = f"panels/{panel.id}/tallies/{aspect.id}/{option.id}"
                    found[key] = ask(f"{panel.name}，{aspect.name}，{option.name}", "0", needed=True)
    return found


def _read_day(text: str) -> str:
    day = spell_day(text)
    return day.isoformat() if day is not None else ""
