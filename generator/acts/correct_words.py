"""What is shown before a correction is written: who moves from where to where, which words, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.acts.tie_question import tell_choice
from generator.model.publication import Correction
from generator.rules.corpus import Corpus
from generator.score.result import YearResult


def tell_correction(corpus: Corpus, record: Correction, result: YearResult) -> Iterator[str]:
    """The lines that show what a correction replaces; `result` are the results of its period as they are now."""
    publication = corpus.publications[record.publication]
    places = result.scheme.rounding.places
    yield f"将更正 {publication.id}“{publication.title}”（{record.id}）"
    yield f"  更正日期：{record.date}" + (f"　文号：{record.document}" if record.document else "")
    yield f"  原因：{record.reason}"
    for unit, moved in record.results.items():
        name = corpus.units[unit].short_name if unit in corpus.units else unit
        yield f"  {name}：{moved.old.words(places)} → {moved.new.words(places)}"
    if not record.results:
        yield "  得分和名次未变" + ("，只更正文字" if record.words else "，推导过程有变化")
    for words in record.words:
        yield f"  文字：{words.file} 的 {words.field}"
    for choice in record.ties:
        yield f"  {tell_choice(result, choice)}"
    yield f"  涉及：{'、'.join(record.records)}"
    yield "  原来的数字留在原网址，标明已更正；更正进主分支以后不能删改"
