"""Numbers and names that tell a person, in whatever text; and the list of texts that were looked at and may stay."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.check.nearest import nearest_id
from generator.check.texts import list_records, list_texts, name_field, text_fields, texts_among
from generator.model.place import EXCEPTIONS_FILE, spoken_path
from generator.model.problem import Location, Problem, Severity
from generator.model.unread import where_read
from generator.read.personal import find_personal
from generator.rules.corpus import Corpus

if TYPE_CHECKING:
    from generator.model.exemption import Exemption

PAGE_FIELD = "text"  # what the whole text of a page is called where it is listed
_PUBLIC = "这里的文字会公开，合并之后历史里也一直能看到。"
_INTERNAL = "能看到项目的人都能看到，合并之后历史里也一直留着。"
_NUMBERS = "请删去号码，姓名也改成“投诉人”这样的称呼"
_REPORTERS = "举报、投诉的人不能让人认出来，请删去姓名，只写“举报人”“投诉人”"
_NAMES = "请把姓名改成“投诉人”这样的称呼，住址只写到街道、社区"


def check_privacy(corpus: Corpus) -> Iterator[Problem]:
    """KH327 a number of a person, card or vehicle; KH861 who reports, by name; KH385, a reminder, a name beside an
    address; unless looked at and listed.
    """
    entries = corpus.exemptions.entries if corpus.exemptions else ()
    listed = {(entry.file, _name(entry.field)) for entry in entries}
    for text in list_texts(corpus, _is_personal):
        if (text.origin.file, text.field) not in listed:
            where = _INTERNAL if text.is_internal else _PUBLIC
            yield from tell_personal(text.place, text.origin.file, text.field, text.value, where)


def exempted_files(corpus: Corpus) -> set[str]:
    """The files of which texts are listed."""
    entries = corpus.exemptions.entries if corpus.exemptions else ()
    return {entry.file for entry in entries if isinstance(entry.file, str)}


@lru_cache(maxsize=1 << 12)
def _is_personal(text: str) -> bool:
    """Whether a text tells of a person; the names of materials stand in many records."""
    return any(True for _ in find_personal(text))


def tell_personal(place: Location, file: str, field: str, text: str, where: str = _PUBLIC) -> Iterator[Problem]:
    """KH327, KH385, KH861 for what a `text` at `place` tells of a person, as `field` of `file` is listed."""
    found = tuple(find_personal(text))
    numbers = [personal for personal in found if personal.kind in ("number", "doubtful")]
    reporters = [personal for personal in found if personal.kind == "named"]
    names = [personal for personal in found if personal.kind == "name"]
    is_sure = any(personal.kind == "number" for personal in numbers)
    row = f"- {{file: {file}, field: {field}, reason: 为什么可以留着, decided: 核对的日期}}"
    for told, code, advice in (
        (numbers, "KH327", _NUMBERS),
        (names, "KH385", _NAMES),
        (reporters, "KH861", _REPORTERS),
    ):
        if told:
            words = f"这里像是写了{'、'.join(personal.words for personal in told)}"
            severity: Severity = "error" if code == "KH861" or (is_sure and code == "KH327") else "warning"
            hint = f"{where}{advice}；确不是个人信息的，由考核办在 {EXCEPTIONS_FILE} 里写：{row}。"
            yield Problem(place, code, words, hint, severity)


def _name(field: str) -> str:
    """The field as it is compared: evidence/0/title and evidence/title are one."""
    return name_field(tuple(step for step in field.split("/") if not step.isdecimal()))


def check_exemptions(corpus: Corpus) -> Iterator[Problem]:
    """KH386, KH387, KH389 of the texts that are listed; KH388, a reminder: one has nothing of the kind any more."""
    register = corpus.exemptions
    if register is None:
        return
    records = list(list_records(corpus))
    kinds = {record.origin.file: type(record) for record in records}
    files = {entry.file for entry in register.entries}
    texts = texts_among((record for record in records if record.origin.file in files), _is_personal)
    used = {(text.origin.file, text.field) for text in texts}
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(register.entries):
        key = (entry.file, _name(entry.field))
        place = register.origin.place(number, "field")
        if key in seen:
            yield Problem(place, "KH389", f"{entry.file} 的 {entry.field} 列了两次", "请只保留一条。")
        elif entry.file.startswith("content/"):
            pass  # a page; its text is not among the records
        elif entry.file not in kinds:
            yield from _check_file(corpus, entry, register.origin.place(number, "file"), kinds)
        else:
            yield from _check_field(entry, place, kinds[entry.file], key in used)
        seen.add(key)


@where_read
def _check_file(corpus: Corpus, entry: Exemption, place: Location, kinds: dict[str, type]) -> Iterator[Problem]:
    """KH386: the file is there."""
    if entry.file not in corpus.unread:
        near = nearest_id(entry.file, dict.fromkeys(kinds, ""))
        hint = f"是否想写 {near}？" if near else f"请核对路径；写法如 {spoken_path('deduction', '2015')}。"
        yield Problem(place, "KH386", f"没有数据文件“{entry.file}”", hint)


@where_read
def _check_field(entry: Exemption, place: Location, kind: type, is_used: bool) -> Iterator[Problem]:
    """KH387: the field is one of the file's texts; KH388, a reminder: it still looks personal."""
    fields = text_fields(kind)
    if _name(entry.field) not in fields:
        near = nearest_id(_name(entry.field), dict.fromkeys(fields, ""))
        hint = f"是否想写 {near}？" if near else f"这类文件的文字字段：{'、'.join(sorted(fields))}。"
        yield Problem(place, "KH387", f"这个文件没有名为“{entry.field}”的文字字段", hint)
    elif not is_used:
        words = f"{entry.file} 的 {entry.field} 里已经没有像个人信息的文字"
        yield Problem(place, "KH388", words, "请删去这一条。", "warning")
