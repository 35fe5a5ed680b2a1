"""What is a sample stays in a demonstration: nothing invented is published as a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from generator.model.deduction import Deduction
from generator.model.place import SITE_FILE
from generator.model.problem import Problem
from generator.model.unit import Site, Unit
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

if TYPE_CHECKING:
    from generator.model.amendment import Amendment
    from generator.model.appraisal import Appraisal
    from generator.model.imported import Imported
    from generator.model.measured import Measured

Sampled: TypeAlias = "Unit | Deduction | Appraisal | Measured | Imported | Amendment"


def check_samples(corpus: Corpus) -> Iterator[Problem]:
    """KH447: a sample record outside a demonstration; KH448, KH449: a scheme that was taken over unconfirmed."""
    if corpus.site is None:
        return
    for record in _list_records(corpus):
        yield from _check_record(corpus.site, record)
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, corpus.site, scheme)


@where_read
def _check_record(site: Site, record: Sampled) -> Iterator[Problem]:
    """KH447 for one record."""
    if record.sample and not site.demo:
        words = f"这是示例数据，本站写明不是演示（{SITE_FILE} 的 demo: false）"
        hint = "请删去示例的记录，从自己的数据开始；只是试用的，请写 demo: true。"
        yield Problem(record.origin.key_place("sample"), "KH447", words, hint)


def _list_records(corpus: Corpus) -> Iterator[Sampled]:
    yield from corpus.units.values()
    yield from corpus.deductions
    yield from corpus.appraisals
    yield from corpus.measures
    yield from corpus.imports
    yield from corpus.amendments


def say_unconfirmed(scheme: Scheme) -> str:
    """In one sentence, what of a sample scheme nobody has confirmed yet."""
    items = sum(item.confirmed is None for item in scheme.items.values())
    about = f"，其中 {items} 个单项没有逐项确认" if items < len(scheme.items) else ""
    return f"{scheme.year} 年度考核办法沿用示例，单项、分值和计算设置还没有确认{about}"


@where_read
def _check_scheme(corpus: Corpus, site: Site, scheme: Scheme) -> Iterator[Problem]:
    """KH448, a reminder, while nothing has been published by it; KH449 from then on."""
    if not scheme.is_sample or site.demo:
        return
    place = scheme.origin.key_place("sample")
    published = [found.id for found in corpus.publications.values() if found.year == scheme.year]
    hint = "请逐项核对后写 confirmed: {date: 确认日期, document: 依据的文件}。"
    if any(name not in corpus.withdrawals for name in published):
        yield Problem(place, "KH449", f"{say_unconfirmed(scheme)}，已用它发布了结果", hint)
    else:
        words = f"{say_unconfirmed(scheme)}；确认之前不能发布"
        yield Problem(place, "KH448", words, hint, "warning")
