"""What the rules of acts look at, taken from the records and from the history of the main branch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256

from generator.calendar.working import MissingYear
from generator.check.act_problems import act_problems, mend_act, name_cut
from generator.check.act_rules import ActRecords, CorrectionFact, PublicationFact
from generator.model.act import VERBS, Act, act_at, parse_act
from generator.model.place import CHAIN_FILE, publication_file
from generator.model.problem import Location, Problem
from generator.model.publication import Publication
from generator.read.masking import mask_bytes
from generator.read.tree import Tree
from generator.release.ledger import Ledger
from generator.release.main_line import MainLine
from generator.release.period import notice_end, notice_terms, period_begin
from generator.release.side_line import find_side_line
from generator.rules.corpus import Corpus

_SHOWN = 3


def check_acts(corpus: Corpus, tree: Tree, line: MainLine | None) -> list[Problem]:
    """The problems of publications, corrections, withdrawals and redactions, and of the order of all of them.

    Without a history at hand (`line` is None), what only it can tell is not judged.
    """
    on_main = None if line is None else {act for act, entry in line.ledger.entries.items() if not entry.lost}
    whole = corpus if line is None else _with_ahead(corpus, line)
    found = [
        problem
        for problem in act_problems(whole, act_records(whole, line), on_main)
        if whole is corpus or problem.place.file in {CHAIN_FILE, *(act.path for act in corpus.acts)}
    ]
    found += _check_digests(corpus, tree, on_main)
    if line is not None:
        found += [*_check_chain(corpus, line), *_check_bytes(corpus, tree, line), *_check_cut(corpus, line)]
    return found


def act_records(corpus: Corpus, line: MainLine | None) -> ActRecords:
    """The facts of all acts of `corpus`; without a main branch, a record counts from its own date."""
    ledger = None if line is None else line.ledger
    lines = () if corpus.chain is None else corpus.chain.acts
    return ActRecords(
        lines=None if CHAIN_FILE in corpus.unread else lines,
        publications={name: _fact(corpus, record, line) for name, record in corpus.publications.items()},
        corrections={
            name: CorrectionFact(record.date, None if ledger is None else ledger.day_of(Act("correct", name)))
            for name, record in corpus.corrections.items()
        },
        withdrawn=frozenset(corpus.withdrawals),
        redactions=frozenset(corpus.redactions),
        unread=frozenset(_unread(corpus)),
        unlined=tuple(act for act in corpus.acts if act not in lines),
    )


def _with_ahead(corpus: Corpus, line: MainLine) -> Corpus:
    """`corpus` with the acts of main that chain.yml lists already though they come only with the merge of main."""
    lines = set(() if corpus.chain is None else corpus.chain.lines) - set(line.fork_lines)
    ahead = {
        act: entry.record
        for act, entry in line.ledger.entries.items()
        if act.line in lines and act not in corpus.acts and entry.record is not None
    }
    if not ahead:
        return corpus
    of = {verb: {act.id: record for act, record in ahead.items() if act.verb == verb} for verb in VERBS}
    return replace(
        corpus,
        publications={**of["publish"], **corpus.publications},
        corrections={**of["correct"], **corpus.corrections},
        withdrawals={**of["withdraw"], **corpus.withdrawals},
        redactions={**of["redact"], **corpus.redactions},
    )


def _unread(corpus: Corpus) -> Iterator[Act]:
    """The acts whose files are there and cannot be read."""
    for path in corpus.unread:
        if (act := act_at(path)) is not None:
            yield act


def _fact(corpus: Corpus, record: Publication, line: MainLine | None) -> PublicationFact:
    ledger = None if line is None else line.ledger
    off_main = line is not None and not line.ledger.cut and not line.has(record.commit)
    return PublicationFact(
        date=record.date,
        previous=record.previous,
        begins=period_begin(record.name),
        issued=record.issued,
        frozen=None if ledger is None else ledger.days.get(record.commit),
        off_main=off_main,
        beside=_beside(corpus, record, line) if line is not None and off_main else "",
        arrived=None if ledger is None else ledger.day_of(Act("publish", record.id)),
        ends=_end(corpus, record, ledger),
        unknown_year=_unknown_year(corpus, record),
        needs_notice=_needs_notice(corpus, record),
    )


def _needs_notice(corpus: Corpus, record: Publication) -> bool:
    """Whether a final result follows a notice: as it was issued, or because a notice of its year is out."""
    notices = [p for p in corpus.standing_publications if p.year == record.year and p.kind == "public-notice"]
    return any(notice_terms(corpus, found)[0] is not None for found in (record, *notices))


def _beside(corpus: Corpus, record: Publication, line: MainLine) -> str:
    if record.id in corpus.withdrawals:
        return ""
    return find_side_line(line.repository, line.tip, record.commit, record.origin.file)


def _check_cut(corpus: Corpus, line: MainLine) -> Iterator[Problem]:
    """KH661: what only the missing part of a history could tell."""
    if line.ledger.cut:
        lost = [record for record in corpus.standing_publications if not line.has(record.commit)]
        yield from (name_cut(corpus, record.id) for record in lost)


def _end(corpus: Corpus, record: Publication, ledger: Ledger | None) -> date | None:
    """The last day of a public notice, from its date or, where there is a history, from when it reached main."""
    if ledger is not None and record.id not in ledger.publications:
        return None
    recorded = corpus.recorded.get(record.id) if ledger is None else ledger.day_of(Act("publish", record.id))
    ends = notice_end(corpus, record, recorded)
    return None if isinstance(ends, MissingYear) else ends


def _unknown_year(corpus: Corpus, record: Publication) -> int | None:
    ends = notice_end(corpus, record, None)
    return ends.year if isinstance(ends, MissingYear) else None


def _check_chain(corpus: Corpus, line: MainLine) -> Iterator[Problem]:
    """KH617: to the lines that the main branch has, lines are only added."""
    if CHAIN_FILE in corpus.unread:
        return
    mine = () if corpus.chain is None else corpus.chain.lines
    main = line.ledger.lines
    shared = min(len(mine), len(main))
    if mine[: len(line.fork_lines)] == line.fork_lines and mine[:shared] == main[:shared]:
        return
    own = [act for text in mine if text not in main and (act := parse_act(text)) is not None]
    missing = [text for text in main if text not in mine] or list(main[:_SHOWN])
    words = f"{CHAIN_FILE} 与主分支（{line.name}）不接：主分支上另有 {'、'.join(missing[:_SHOWN])}"
    again = "、".join(dict.fromkeys(act.command for act in own))
    hint = f"请先合入主分支（git merge {line.name}），再运行一次 {again}，它会按主分支重新写出。"
    if not own:
        hint = f"各行只增不减、先后不变。请恢复：git checkout {line.name} -- {CHAIN_FILE}"
    place = Location(CHAIN_FILE) if corpus.chain is None else corpus.chain.origin.place()
    yield Problem(place, "KH617", words, hint)


def _check_digests(corpus: Corpus, tree: Tree, on_main: Collection[Act] | None) -> Iterator[Problem]:
    """KH634: the digest of the predecessor is that of its file."""
    published = {act.path for act in corpus.acts if act.verb == "publish"}
    known = {entry.path for entry in (tree.entries() if published else ()) if entry.path in published}
    for record in corpus.standing_publications:
        path = publication_file(record.previous)
        if path in known and record.previous_sha256:
            data = tree.read(path)
            found = sha256(data.replace(b"\r\n", b"\n")).hexdigest()
            # A file that left the repository with its texts masked is no longer what its digest was made of.
            is_masked = bool(corpus.masks.fields_of(path)) and mask_bytes(path, data, corpus.masks) == data
            if found != record.previous_sha256 and not (is_masked and on_main is None):
                words = f"所记的上一次发布 {record.previous} 的 SHA-256 不是 {path} 的（{found[:12]}…）"
                mend = mend_act(Act("publish", record.id), on_main)
                yield Problem(record.origin.place("previous_sha256"), "KH634", words, mend)


def _check_bytes(corpus: Corpus, tree: Tree, line: MainLine) -> Iterator[Problem]:
    """KH633: what the main branch has of an act stays, byte for byte."""
    for act in corpus.acts:
        entry = line.ledger.entries.get(act)
        if entry is not None and tree.read(act.path).replace(b"\r\n", b"\n") != entry.data.replace(b"\r\n", b"\n"):
            hint = f"已在主分支上的不能改。请恢复：git checkout {line.name} -- {act.path}"
            if act.line not in line.fork_lines:
                hint = f"这个编号主分支已经用了。请先合入主分支，再恢复：git checkout {line.name} -- {act.path}"
            yield Problem(Location(act.path), "KH633", f"与主分支（{line.name}）上的 {act.path} 不同", hint)
