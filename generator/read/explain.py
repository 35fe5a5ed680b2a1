"""What is wrong with a record as a whole: fields that are empty, missing, unknown, or not of their kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.model import origin
from generator.model.origin import Node, Scalar
from generator.model.problem import escape_text
from generator.read.sink import Sink
from generator.read.yaml import WIDE_COLON

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


def explain_unknown(key: Scalar, name: str, docs: Mapping[str, str], written: Collection[str], sink: Sink) -> str:
    """KH201; returns the field that was probably meant, or an empty text.

    `docs` says of the fields that there are what each is; those in `written` stand in the record already.
    """
    near = _find_reasons(name, docs, written)
    if near:
        hint = f"这里的{docs[near]}写作 {near}。"
    else:
        from difflib import get_close_matches

        near = next(iter(get_close_matches(name, docs, 1)), "")
        hint = f"是否想写 {near}？" if near else f"可用的字段：{'、'.join(sorted(docs))}。"
    sink.add(key, "KH201", f"没有名为“{escape_text(name, 40)}”的字段", hint)
    return near


def _find_reasons(name: str, docs: Mapping[str, str], written: Collection[str]) -> str:
    """The field that holds the reasons here where `name` is one that holds them elsewhere, rather one not written."""
    there = [field for field in _REASONS if field in docs] if name in _REASONS else []
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
