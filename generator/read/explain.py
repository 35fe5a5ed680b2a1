"""What is wrong with a record as a whole: fields that are empty, missing, unknown, or not of their kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.model import origin
from generator.model.origin import Node, Scalar
from generator.model.problem import escape_text
from generator.read.alike import Alike, find_alike, list_candidates
from generator.read.sink import Sink
from generator.read.strict_yaml import WIDE_COLON

# The reasons of different acts have different names; whoever writes another one means the one there is.
_REASONS = ("grounds", "reasons", "reason")


def explain_empty(node: Node, doc: str, sink: Sink) -> None:
    """KH204 for a field that must be there, so that it cannot be mended by deleting it."""
    sink.add(node, "KH204", "字段没有填写", f"请填写：{doc}。")


def explain_missing(node: Node, docs: Mapping[str, str], sink: Sink) -> None:
    """KH202, once for all the fields that a record lacks, by name with what each is."""
    named = "；".join(f"{name}（{doc}）" for name, doc in docs.items())
    hint = f"请补上：{next(iter(docs.values())) if len(docs) == 1 else named}。"
    sink.add(node, "KH202", f"缺少必填字段 {'、'.join(docs)}", hint)


def explain_unknown(
    key: Scalar, name: str, labels: Mapping[str, tuple[str, ...]], written: Collection[str], sink: Sink
) -> Alike:
    """KH201; returns the fields that were probably meant.

    `labels` says of the fields that there are what each is called, its name and its Chinese name first; those in
    `written` stand in the record already.
    """
    called = {field: names[1] for field, names in labels.items()}
    near = _find_reasons(name, labels, written)
    if near:
        hint, alike = f"这里的{called[near]}写作 {near}。", Alike((near,), True)
    else:
        free = {field: names for field, names in labels.items() if field not in written}
        alike = find_alike(name, free)
        if not alike.ids:
            alike = find_alike(name, labels)
        hint = _propose(name, alike, called) or _list_fields(called, sink)
    sink.add(key, "KH201", f"没有名为“{escape_text(name, 40)}”的字段", hint)
    return alike


def _propose(name: str, alike: Alike, called: Mapping[str, str]) -> str:
    """What was probably meant by the name of a field, in words; empty where that is not known."""
    listed = list_candidates(alike.ids, called)
    if alike.sure and not name.isascii():
        return f"字段名请写 {alike.meant}（{called[alike.meant]}）。"
    if len(alike.ids) == 1:
        return f"是否想写 {listed}？"
    if alike.ids:
        return f"可能是 {listed}。"
    return ""


def _list_fields(called: Mapping[str, str], sink: Sink) -> str:
    """All fields there are, once for a file."""
    listed = f"可用的字段：{'、'.join(f'{field}（{label}）' for field, label in called.items())}。"
    first = next((problem for problem in sink.problems if problem.hint == listed), None)
    return listed if first is None else f"可用的字段见第 {first.place.line} 行的提示。"


def _find_reasons(name: str, labels: Collection[str], written: Collection[str]) -> str:
    """The field that holds the reasons here where `name` is one that holds them elsewhere, rather one not written."""
    there = [field for field in _REASONS if field in labels] if name in _REASONS else []
    return next((field for field in there if field not in written), there[0] if there else "")


def explain_kind(node: Node, sink: Sink, expected: str) -> None:
    """KH203, KH204 or KH109 where one value, a list or a record stands in the place of another."""
    found = {Scalar: "一个值", origin.Mapping: "若干“字段: 值”", origin.Sequence: "一个列表"}[type(node)]
    value = node.value if isinstance(node, Scalar) else ""
    if not value and isinstance(node, Scalar) and node.plain:
        sink.add(node, "KH204", "字段没有填写", f"此处应填{expected}；不填就删去这个字段。")
    elif value.startswith(("｛", "［")):
        sink.add(node, "KH109", f"用了全角括号“{value[0]}”", "请改用半角的 { } 或 [ ]，逗号和冒号也用半角。")
    elif "：" in value and expected.startswith("若干"):
        sink.add(node, "KH109", *WIDE_COLON)
    else:
        sink.add(node, "KH203", f"这里应是{expected}，读到的是{found}", "请对照格式说明修改。")
