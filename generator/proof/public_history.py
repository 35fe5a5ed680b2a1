"""The public's own history: what may be public as a git repository of its own, one commit and one tag for each act.

What an act made public is asked of the gate at the commit that brought the act to the main branch. A commit is made
of that alone: its files, the act before it, the office's name and the act's day. So its id is the same on every
machine, and nobody needs the history of before to make it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from generator.git.clock import BEIJING
from generator.git.git_tree import list_snapshot
from generator.git.masks import masks_of
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.git.whole_pack import ObjectStore, WholeBundle, write_whole_bundle
from generator.model.act import Act, ActVerb, Chain
from generator.model.committer import Committer, Committers
from generator.model.place import CHAIN_FILE, COMMITTERS_FILE, PUBLIC_FOLDER, PUBLIC_STATE
from generator.model.problem import UserError
from generator.proof.public_tree import (
    PROJECT,
    PROJECT_FILE,
    chain_bytes,
    released_records,
    withheld_panels_by_path,
)
from generator.proof.publication_tag import PREFIX, tag_message
from generator.public.audience import published_corpus
from generator.public.released import Public, Released
from generator.read.masking import mask_bytes
from generator.read.yaml_writer import emit_record
from generator.release.changed_files import SnapshotReader
from generator.release.ledger import Ledger, LedgerEntry
from generator.rules.corpus import Corpus

FORM = 1  # of what the commits hold: another form is another history, with other ids
BUNDLE_FILE = f"{PUBLIC_FOLDER}/history.bundle"  # on the site
TAGS: Mapping[ActVerb, str] = {
    "publish": PREFIX, "correct": "correction/", "withdraw": "withdrawal/", "redact": "redaction/",
}  # fmt: skip
_WORDS: Mapping[ActVerb, str] = {"publish": "发布", "correct": "更正", "withdraw": "撤回", "redact": "遮盖"}
_NOON = time(12, tzinfo=BEIJING)  # the day is the same in almost every zone in which it is read
_NAME = re.compile(r"[\x00-\x1f\x7f<>]")  # what git does not take in a name
_NOTICES = "content/notice/"


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One act in the public's history: the ids of its commit and its tag; `tag_name` is below `refs/tags/`."""

    act: Act
    commit: str
    tag: str
    tag_name: str


@dataclass(frozen=True, slots=True)
class PublicHistory:
    """The acts in order, and every object that they need. `redactions` are those by which texts were masked."""

    steps: tuple[PublicStep, ...]
    redactions: tuple[str, ...]
    objects: WholeBundle

    @property
    def bundle(self) -> bytes:
        """The history as one file, which `git clone` reads."""
        return write_whole_bundle(self.objects)


class NoPublicHistory(UserError):
    """There is none to be made; its text is one Chinese sentence that says why."""


def tag_of(act: Act) -> str:
    """The name of an act's tag, below `refs/tags/`."""
    return TAGS[act.verb] + act.id


def step_file(act: Act) -> str:
    """Where a later commit says which commit and tag show `act`."""
    return f"{PUBLIC_FOLDER}/{act.verb}-{act.id}.json"


def step_bytes(step: PublicStep) -> bytes:
    """What that file says."""
    return _written({"line": step.act.line, "commit": step.commit, "tag": step.tag})


def make_public_history(repository: Repository, ledger: Ledger) -> PublicHistory:
    """The public's history of all acts in `ledger`; NoPublicHistory where there is none, or where it cannot be told.

    What the clone at hand does not hold is never made up: a history that begins too late would have other ids.
    """
    if not ledger.order:
        raise NoPublicHistory("还没有发布，没有公开历史。")
    if ledger.cut:
        raise NoPublicHistory("这里是截短的浅克隆，看不到各次发布写入时的数据，没有生成公开历史。")
    return _Writer(repository, ledger).write()


class _Writer:
    """Writes one act after the other."""

    def __init__(self, repository: Repository, ledger: Ledger) -> None:
        self.repository = repository
        self.ledger = ledger
        self.masks = masks_of(repository)
        self.read = SnapshotReader(repository).read
        self.store = ObjectStore()
        self.steps: list[PublicStep] = []
        self.shown: list[Act] = []  # the acts whose files the tree holds, in the order in which it came to hold them
        self.past: dict[str, bytes] = {}  # what tells of the acts before
        self.clock = 0

    def write(self) -> PublicHistory:
        """The whole history."""
        acts = sorted(self.ledger.order, key=self.ledger.order.__getitem__)
        for at, act in enumerate(acts):
            self._add(act, acts[: at + 1])
        last = self.steps[-1].commit
        tags = [(f"refs/tags/{step.tag_name}", step.tag) for step in self.steps]
        refs = (("HEAD", last), ("refs/heads/main", last), *sorted(tags))
        masked = tuple(sorted({record.id for record in self.masks.redactions}))
        return PublicHistory(tuple(self.steps), masked, WholeBundle(refs, self.store.objects))

    def _add(self, act: Act, acts: list[Act]) -> None:
        entry = self.ledger.entries[act]
        corpus = _only_acts(self._corpus(act, entry), acts)
        seen = published_corpus(corpus)
        files = self._files(act, acts, seen)
        files |= _notices(self.repository, entry.recorded)
        tree = self.store.add_files(files)
        self._commit(act, seen, tree, files.get(act.path, b""))

    def _corpus(self, act: Act, entry: LedgerEntry[Any]) -> Corpus:
        """The data at the commit that brought the act."""
        found = self.read(entry.recorded)
        if found.errors or found.corpus.site is None or entry.record is None:
            where = f"写入“{act.line}”的提交 {entry.recorded[:12]} 的数据"
            raise NoPublicHistory(f"{where}读不完整，没有生成公开历史。")
        return found.corpus

    def _files(self, act: Act, acts: list[Act], seen: Released[Public]) -> dict[str, bytes]:
        """The files of the commit that shows `act`, by path."""
        records = released_records(seen)
        assert seen.site is not None
        office = Committer(email=_address(seen.site.lead), office=seen.site.lead)
        records[COMMITTERS_FILE] = Committers((office,))
        files = {path: emit_record(record).encode() for path, record in records.items()}
        self._show(acts, files)
        for shown in self.shown:
            files[shown.path] = mask_bytes(shown.path, self.ledger.entries[shown].data, self.masks)
        files[CHAIN_FILE] = chain_bytes(self.shown)
        files[PROJECT_FILE] = PROJECT
        files |= self.past
        files[PUBLIC_STATE] = _written(
            {
                "kaohe_public_history": FORM,
                "act": act.line,
                "redactions": sorted({record.id for record in self.masks.redactions}),
                "withheld": withheld_panels_by_path(seen),
            }
        )
        return files

    def _show(self, acts: list[Act], files: Mapping[str, bytes]) -> None:
        """A redaction's record names a file, so it is shown when that is; what was shown once stays."""
        known = set(self.shown)
        paths = {*files, *(act.path for act in acts if act.verb != "redact")}
        for act in acts:
            if act in known:
                continue
            if act.verb != "redact" or self._names(act) & paths:
                self.shown.append(act)

    def _names(self, act: Act) -> set[str]:
        """The names under which the file that a redaction names was kept."""
        record = self.ledger.redactions[act.id].record
        return set() if record is None else {record.file, *dict(self.masks.names).get(record.file, ())}

    def _commit(self, act: Act, seen: Released[Public], tree: str, data: bytes) -> None:
        assert seen.site is not None
        day = _day_of(act, seen)
        written = int(datetime.combine(day, _NOON).timestamp())
        self.clock = max(self.clock, written)
        office = f"{_NAME.sub('', seen.site.office).strip()} <{_address(seen.site.lead)}>"
        parent = f"parent {self.steps[-1].commit}\n" if self.steps else ""
        head = f"tree {tree}\n{parent}author {office} {written} +0800\ncommitter {office} {self.clock} +0800\n"
        title, words = _message(act, seen, data)
        commit = self.store.add("commit", f"{head}\n{title}\n\n{words}".encode())
        name = tag_of(act)
        said = f"object {commit}\ntype commit\ntag {name}\ntagger {office} {self.clock} +0800\n"
        tag = self.store.add("tag", f"{said}\n{_tag_words(act, seen, data) or f'{title}{chr(10)}'}".encode())
        self.steps.append(PublicStep(act, commit, tag, name))
        self.past[step_file(act)] = step_bytes(self.steps[-1])


def _only_acts(corpus: Corpus, acts: list[Act]) -> Corpus:
    """The corpus as if no later act were there: several may have come with one commit."""
    known = set(acts)
    return replace(
        corpus,
        publications={name: one for name, one in corpus.publications.items() if Act("publish", name) in known},
        corrections={name: one for name, one in corpus.corrections.items() if Act("correct", name) in known},
        withdrawals={name: one for name, one in corpus.withdrawals.items() if Act("withdraw", name) in known},
        redactions={name: one for name, one in corpus.redactions.items() if Act("redact", name) in known},
        chain=Chain(tuple(act.line for act in acts)),
    )


def _notices(repository: Repository, commit: str) -> dict[str, bytes]:
    """The notices, in which the clauses of the schemes stand."""
    listed = list_snapshot(repository, commit)
    wanted = {path: stored.blob for path, stored in listed.items() if path.startswith(_NOTICES) and stored.is_file}
    content = {found.id: found.data for found in read_objects(repository, sorted(set(wanted.values())))}
    if not set(wanted.values()) <= content.keys():
        raise NoPublicHistory(f"仓库里缺少提交 {commit[:12]} 的通知原文，没有生成公开历史。")
    return {path: content[blob] for path, blob in wanted.items()}


def _day_of(act: Act, seen: Released[Public]) -> date:
    match act.verb:
        case "publish":
            return seen.publications[act.id].date
        case "correct":
            return seen.corrections[act.id].date
        case "withdraw":
            return seen.withdrawals[act.id].date
        case "redact":
            return seen.redactions[act.id].decided


def _message(act: Act, seen: Released[Public], data: bytes) -> tuple[str, str]:
    """The first line of a commit's message, and the rest: what the act is, and the digest of its record."""
    words = _WORDS[act.verb]
    told = f"Act: {act.line}\n" + (f"SHA-256: {sha256(data).hexdigest()}\n" if data else "")
    if act.verb == "publish":
        return f"{words} {act.id}：{seen.publications[act.id].title}", told
    if act.verb == "redact":
        anew = "这一件遮盖以后，公开历史从头重新生成：各次提交里有关的文字都已遮盖，提交和标签的编号都与以前不同。"
        return f"{words} {act.id}", f"{anew}\n\n{told}"
    return f"{words} {act.id}", told


def _tag_words(act: Act, seen: Released[Public], data: bytes) -> str:
    """What the tag of a publication says; empty for another act."""
    if act.verb != "publish":
        return ""
    return tag_message(seen.publications[act.id], sha256(data).hexdigest())


def _address(lead: str) -> str:
    """An address that nobody has, from which the office is known."""
    return f"{lead}@kaohe.invalid"


def _written(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
