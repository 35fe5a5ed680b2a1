"""A difference in words: fields by what they are called, ids by the names of what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.unit import Body
from generator.read.canonical import FieldChange, Plain, plain_record
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.words.history_text import corpus_labels
from generator.words.labels import Labels
from generator.words.wording import HIDDEN, field_words
from tests.released import of_office
from tests.sample import read_sample

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"
SCHEMES = Path(__file__).parents[1] / "schemes"
DEDUCTION = "data/deductions/2015/hotline/2015-0618-caizheng-1.yml"
APPRAISAL = "data/appraisals/2015/caizheng.yml"
SCHEME = "data/schemes/2015.yml"
PANEL, TOLD = ("panels", "delegates"), "各评议主体的计票 · 代表委员"
ITEM = ("components", "[performance]", "categories", "[service]", "items", "[hotline]")
PART = "组成部分 · 作风效能评估考核"
AMENDMENT = "data/amendments/2015/twice.yml"
CHANGE: Plain = {"at": "outcomes/praised/at", "to": ["year"]}
CHANGED = "考核办法里的位置 结果运用 · 通报表扬 · 在哪种结果里产生，从施行之日起的写法 年度"
NAMED = "组成部分 · 作风效能评估考核 · 类别 · 政务服务 · 考核单项 · 热线办理"


@pytest.fixture(scope="module")
def labels() -> Labels:
    corpus = read_corpus(WorkTree(BASE))[0]
    assert corpus.site is not None
    site = replace(corpus.site, bodies=(Body("fuhezu", "考核复核组"),))
    return corpus_labels(of_office(replace(corpus, site=site)))


@pytest.mark.parametrize(
    ("path", "steps", "old", "new", "sentence"),
    [
        (DEDUCTION, ("unit",), "caizheng", "gone", "被考核单位：区财政局 → gone"),
        (
            DEDUCTION,
            ("appeal", "decided_by"),
            None,
            "fuhezu",
            "填写：申诉与复核 · 作出决定的单位或机构 考核复核组",
        ),
        (
            DEDUCTION,
            ("appeal", "decided_by"),
            None,
            "caizheng",
            "填写：申诉与复核 · 作出决定的单位或机构 区财政局",
        ),
        (DEDUCTION, ("standard",), "overdue", "late", "依据的扣分标准：逾期办结，每件扣0.5分 → late"),
        (
            APPRAISAL,
            (*PANEL, "tallies", "law", "satisfied"),
            "140",
            "141",
            f"{TOLD} · 各方面的计票 · 依法行政 · 满意：140 → 141",
        ),
        (
            APPRAISAL,
            PANEL,
            None,
            {"tallies": {"law": {"satisfied": "7"}}},
            f"填写：{TOLD}（各方面的计票 依法行政 满意 7）",
        ),
        (DEDUCTION, ("reason",), "迟到", None, "删去：扣分事由 迟到"),
        (SCHEME, (*ITEM, "max"), "40", "30", f"{NAMED} · 最高分值：40 → 30"),
        (
            SCHEME,
            (*ITEM, "standards", "[overdue]", "points"),
            "0.5",
            "1",
            f"{NAMED} · 计分标准 · 逾期办结，每件扣0.5分 · 每次分值：0.5 → 1",
        ),
        (
            SCHEME,
            ("components", "[appraisal]", "panels", "[*]"),
            ["delegates", "residents"],
            ["residents", "delegates"],
            "组成部分 · 千人评议 · 评议主体 · 次序：代表委员；居民代表 → 居民代表；代表委员",
        ),
        (SCHEME, ("outcomes", "[praised]", "top"), "10", "12", "结果运用 · 通报表扬 · 前几名：10 → 12"),
        (
            "data/schemes/2014.yml",
            ("outcomes", "[praised]", "top"),
            "10",
            "12",
            "结果运用 · praised · 前几名：10 → 12",
        ),
        (
            SCHEME,
            ("vetoes", "[gone]"),
            None,
            {"id": "gone", "name": "不参会的", "effect": "no-score", "standards": ["meetings/late"]},
            "填写：一票否决 · gone（编号 gone，名称 不参会的，对得分和名次的后果 不计分，不排名，"
            "有其中一条标准的有效记录就否决 会风会纪“迟到早退，每人次扣0.2分”）",
        ),
        (SCHEME, ("total", "cap"), "100", "none", "总分的上下限和方向 · 总分的上限：100 → 不设上限"),
        (SCHEME, ("components", "[performance]", "kind"), "deductions", "penalty", f"{PART} · 种类：扣分 → 记分"),
        (
            SCHEME,
            (*ITEM, "standards", "[more]"),
            None,
            {"kind": "rank", "id": "more", "then": {"add": "-2"}},
            f"填写：{NAMED} · 计分标准 · more"
            "（种类 按名次计分，标准编号 more，分值表以后的名次 每往后一名加多少 -2）",
        ),
        (AMENDMENT, ("changes", "[0]"), None, CHANGE, f"填写：改动 · 第 1 项（{CHANGED}）"),
        (
            AMENDMENT,
            ("changes", "[0]", "at"),
            "full_marks",
            "title",
            "改动 · 第 1 项 · 考核办法里的位置：满分 → 标题",
        ),
    ],
)
def test_ids_are_told_by_name(
    labels: Labels, path: str, steps: tuple[str, ...], old: Plain | None, new: Plain | None, sentence: str
) -> None:
    assert field_words(path, FieldChange(steps, old, new), labels).sentence == sentence


def test_an_internal_value_is_told_only_where_it_may_be(labels: Labels) -> None:
    change = FieldChange(("internal_note",), None, "只供内部", internal=True)
    assert field_words(DEDUCTION, change, labels).sentence == f"内部备注：{HIDDEN}"
    assert field_words(DEDUCTION, change, labels, internal=True).sentence == "填写：内部备注 只供内部"


@pytest.mark.parametrize("name", sorted(found.name for found in SCHEMES.iterdir() if (found / "data").is_dir()))
def test_every_field_of_a_real_scheme_is_told_without_its_key(name: str) -> None:
    corpus = read_corpus(WorkTree(SCHEMES / name))[0]
    labels = corpus_labels(of_office(corpus))
    raw = [
        sentence
        for scheme in corpus.schemes.values()
        for steps, value in _leaves(plain_record(scheme))
        if not _is_an_id_alone(steps)
        and re.search(
            "[a-z_]{2}",
            sentence := field_words(
                f"data/schemes/{scheme.year}.yml", FieldChange(steps, None, value), labels
            ).sentence,
        )
    ]
    assert not raw


@pytest.mark.parametrize(
    ("steps", "old", "new", "sentence"),
    [
        (("fields", "[source]", "required"), "true", None, "删去：字段 · 来源 · 是否必填 是"),
        (("date",), "received", "assigned", "哪个字段是记录的日期：收到 → 交办"),
        (("fields", "[*]"), ["source", "channel"], ["channel", "source"], "字段 · 次序：来源；渠道 → 渠道；来源"),
    ],
)
def test_what_a_register_declares_is_told_by_its_label(
    steps: tuple[str, ...], old: Plain | None, new: Plain | None, sentence: str
) -> None:
    labels = corpus_labels(of_office(read_sample()))
    assert field_words("data/registers/leads.yml", FieldChange(steps, old, new), labels).sentence == sentence
    if steps == ("date",):  # of a register without such a field the id is all that there is
        told = field_words("data/registers/tasks.yml", FieldChange(steps, "no-field", new), labels).sentence
        assert "no-field" in told


def _is_an_id_alone(steps: tuple[str, ...]) -> bool:
    """Ids, levels, what excludes another and kinds of places, which have no other name; anchors of the text."""
    return (
        steps[-1] in ("id", "exclusive")
        or "levels" in steps
        or steps[-2:] == ("parts", "of")
        or "basis" in " ".join(steps)
    )


def _leaves(value: Plain, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Plain]]:
    if isinstance(value, str):
        yield steps, value
        return
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for name, entry in rows:
        known = entry.get("id", name) if isinstance(entry, dict) else name
        yield from _leaves(entry, (*steps, str(known) if isinstance(value, dict) else f"[{known}]"))
