"""What a unit may do about a deduction: reply, appeal; until when, and where."""

from __future__ import annotations

from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.model.deadline import DAY_KINDS, AppealDeadlines
from generator.model.deduction import Deduction
from generator.public.released import AnyReleased
from generator.rules.effect_words import reword
from generator.rules.scheme import Scheme
from generator.words.labels import body_name, leading_body
from generator.words.scheme_noun import scheme_noun

_UNTOLD = "自收到扣分告知书之日（没有告知书的，自登记生效之日）起"


def where_to_appeal(corpus: AnyReleased, scheme: Scheme) -> str:
    """Who takes appeals: the body that the scheme names, else that of the site, else the leading office."""
    if scheme.appeals is not None and scheme.appeals.to:
        return body_name(corpus, scheme.appeals.to)
    return leading_body(corpus)


def rule_of_answers(corpus: AnyReleased, scheme: Scheme) -> str:
    """The rule in one sentence: how long a unit may reply and appeal, to whom, and when it is decided."""
    where = where_to_appeal(corpus, scheme)
    rule = scheme.appeals
    if rule is None:
        return _said(scheme, f"对扣分有不同意见的，被扣分单位可以书面答复，也可以向{where}申诉。")
    each = "每笔扣分的期限见它自己的网页。"
    within = _within(rule, rule.file_within)
    deciding = f"{where}在收到申诉后{_within(rule, rule.decide_within)}作出复核决定"
    said = f"{_UNTOLD}{within}，被扣分单位可以书面答复，也可以向{where}申诉；{deciding}。{each}"
    return _said(scheme, said)


def _said(scheme: Scheme, words: str) -> str:
    """What is said of deductions, in the words for what the scheme's points are."""
    return reword(words, scheme_noun(scheme))


def answers_open(corpus: AnyReleased, scheme: Scheme, record: Deduction, day: date | None = None) -> str:
    """What the unit may still do about `record`, as far as the record tells; empty where nothing is left to do.

    `day` is that of the data: what ended before it is told as over. Later days are for the reader to see: no clock is
    asked.
    """
    if record.revoked is not None or (record.appeal is not None and record.appeal.decision):
        return ""
    where = where_to_appeal(corpus, scheme)
    if record.appeal is not None:
        return _await_decision(corpus, scheme, record.appeal.filed, where)
    end = _end(corpus, scheme, record)
    if day is not None and end is not None and end < day:
        what = "申诉" if record.reply is not None else "书面答复和申诉"
        return f"{what}的期限到 {end} 为止，已经过去。"
    acts = f"向{where}申诉" if record.reply is not None else f"书面答复，也可以向{where}申诉"
    contact = f"联系方式：{corpus.site.contact}。" if corpus.site is not None and corpus.site.contact else ""
    return f"{_said(scheme, _until(corpus, scheme, record))}可以{acts}。{contact}"


def last_day(corpus: AnyReleased, rule: AppealDeadlines, start: date, days: int) -> date | None:
    """The last of so many days after `start`; None where the holidays are not known."""
    end = end_of_period(start, days, rule.kind, corpus.holidays)
    return None if isinstance(end, MissingYear) else end


def _end(corpus: AnyReleased, scheme: Scheme, record: Deduction) -> date | None:
    """The last day on which a unit may answer; None where it is not known, or there is none."""
    rule, start = scheme.appeals, record.notified or corpus.entered.get(record.path)
    return None if rule is None or start is None else last_day(corpus, rule, start, rule.file_within)


def _until(corpus: AnyReleased, scheme: Scheme, record: Deduction) -> str:
    """Until when a unit may answer: by a day where it is known from which day on, else by the rule."""
    rule = scheme.appeals
    if rule is None:
        return "被扣分单位"
    notified, entered = record.notified, corpus.entered.get(record.path)
    if notified is None:
        return _until_untold(corpus, rule, entered)
    end = last_day(corpus, rule, notified, rule.file_within)
    if end is None:
        return f"自 {notified} 收到扣分告知书起{_within(rule, rule.file_within)}，被扣分单位"
    return f"被扣分单位 {notified} 收到扣分告知书，{end} 以前（含当日）"


def _until_untold(corpus: AnyReleased, rule: AppealDeadlines, entered: date | None) -> str:
    """Where no day of telling is recorded: from the day on which the record came to the main branch, if known."""
    end = last_day(corpus, rule, entered, rule.file_within) if entered is not None else None
    if end is not None:
        return f"没有登记告知的日期，期限从登记生效之日（{entered}）起算：被扣分单位 {end} 以前（含当日）"
    began = f"自登记生效之日（{entered}）起" if entered is not None else _UNTOLD
    return f"{began}{_within(rule, rule.file_within)}，被扣分单位"


def _await_decision(corpus: AnyReleased, scheme: Scheme, filed: date, where: str) -> str:
    rule = scheme.appeals
    if rule is None:
        return f"申诉已于 {filed} 提出，由{where}复核。"
    end = last_day(corpus, rule, filed, rule.decide_within)
    until = f" {end} 以前（含当日）" if end is not None else f"自 {filed} 起{_within(rule, rule.decide_within)}"
    return f"申诉已于 {filed} 提出，{where}应在{until}作出复核决定。"


def _within(rule: AppealDeadlines, days: int) -> str:
    return f" {days} 个{DAY_KINDS[rule.kind]}内"


def term_words(rule: AppealDeadlines | None, name: str) -> str:
    """How long something may take: 15个工作日, empty where the scheme does not say; `name` is a field of the rule."""
    return f"{getattr(rule, name)}个{DAY_KINDS[rule.kind]}" if rule is not None else ""
