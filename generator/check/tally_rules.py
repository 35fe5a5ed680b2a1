"""Rules for tallies: of a confidential register, of counts that it declares, showing no number that is too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.model.problem import Problem
from generator.model.register_rule import RegisterRule
from generator.model.tally import WITHHELD_CELL, Tally
from generator.model.unread import where_read
from generator.rules.corpus import Corpus


def check_tallies(corpus: Corpus) -> Iterator[Problem]:
    """KH717 of each tally of a declared register."""
    for tally in corpus.tallies:
        register = corpus.registers.get(tally.register)
        if register is not None:
            yield from _check_tally(tally, register)


@where_read
def _check_tally(tally: Any, register: RegisterRule) -> Iterator[Problem]:
    if not register.is_confidential:
        words = f"“{register.title}”的记录就在这个仓库里，不另写统计数"
        yield Problem(tally.origin.place(), "KH717", words, "请删去这个文件；统计数由程序数出。")
    known: Mapping[str, str] = {count.id: count.label for count in register.counts}
    for name in tally.counts:
        if name not in known:
            words = f"“{register.title}”没有编号为“{name}”的统计数"
            yield Problem(tally.origin.key_place("counts", name), "KH717", words, f"可填：{'、'.join(known)}。")
    for name, key, number in (found for one in tally.each for found in _small_shown(register, one)):
        words = f"“{known[name]}”的 {key} 让人看出 {number} 条，少于 {register.at_least} 条的不写出来"
        hint = f"请改写为 {WITHHELD_CELL}；用 kaohe tally 写出的不会这样。"
        yield Problem(tally.origin.place("counts", name, key), "KH717", words, hint)


def _small_shown(register: RegisterRule, tally: Tally) -> Iterator[tuple[str, str, str]]:
    """The cells that show a number below the limit, or leave one in the count that they are part of."""
    shares = {count.id: count.share_of for count in register.counts if count.of == "records"}
    for name, cells in tally.counts.items():
        for key, text in cells.items():
            if name not in shares or text == WITHHELD_CELL:
                continue
            whole = tally.counts.get(shares[name], {}).get(key, WITHHELD_CELL)
            left = [Decimal(text), *([] if whole == WITHHELD_CELL else [Decimal(whole) - Decimal(text)])]
            small = next((number for number in left if 0 < number < register.at_least), None)
            if small is not None:
                yield name, key, str(small)
