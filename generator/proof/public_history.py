"""The public's own history: what may be public as a git repository of its own, one commit and one tag for each act.

What an act made public is asked of the gate at the commit that brought the act to the main branch. A commit is made
of that alone: its files, the act before it, the office's name and the act's day. So its id is the same on every
machine, and nobody needs the history of before to make it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from generator.git.clock import BEIJING
from generator.git.masks import masks_of
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.git.whole_pack import ObjectStore, WholeBundle, write_whole_bundle
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.model.act import Act, ActVerb
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE, PUBLIC_FOLDER, PUBLIC_STATE
from generator.proof.public_tree import PROJECT, PROJECT_FILE, chain_bytes
from generator.proof.publication_tag import PREFIX, tag_message
from generator.proof.shown_act import FORM, NoPublicHistory, ShownAct, ShownReader, address_of
from generator.read.masking import mask_bytes
from generator.release.ledger import Ledger

__all__ = ["FORM", "NoPublicHistory", "PublicHistory", "PublicStep", "make_public_history"]
BUNDLE_FILE = f"{PUBLIC_FOLDER}/history.bundle"  # on the site
TAGS: Mapping[ActVerb, str] = {
    "publish": PREFIX, "correct": "correction/", "withdraw": "withdrawal/", "redact": "redaction/",
}  # fmt: skip
_WORDS: Mapping[ActVerb, str] = {"publish": "发布", "correct": "更正", "withdraw": "撤回", "redact": "遮盖"}
_NOON = time(12, tzinfo=BEIJING)  # the day is the same in almost every zone in which it is read
_NAME = re.compile(r"[\x00-\x1f\x7f<>]")  # what git does not take in a name


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


def tag_of(act: Act) -> str:
    """The name of an act's tag, below `refs/tags/`."""
    return TAGS[act.verb] + act.id


def step_file(act: Act) -> str:
    """Where a later commit says which commit and tag show `act`."""
    return f"{PUBLIC_FOLDER}/{act.verb}-{act.id}.json"


def step_bytes(step: PublicStep) -> bytes:
    """What that file says."""
    return _written({"line": step.act.line, "commit": step.commit, "tag": step.tag})


def make_public_history(repository: Repository, ledger: Ledger, store: KeptStore = NOTHING_KEPT) -> PublicHistory:
    """The public's history of all acts in `ledger`; NoPublicHistory where there is none, or where it cannot be told.

    What the clone at hand does not hold is never made up: a history that begins too late would have other ids.
    """
    if not ledger.order:
        raise NoPublicHistory("还没有发布，没有公开历史。")
    if ledger.cut:
        raise NoPublicHistory("这里是截短的浅克隆，看不到各次发布写入时的数据，没有生成公开历史。")
    return _PublicWriter(repository, ledger, store).write()


def history_key(repository: Repository, ledger: Ledger) -> list[str]:
    """All from which the history follows: its form, the acts with the commits that brought them, the masks."""
    masks = masks_of(repository)
    acts = sorted(ledger.order, key=ledger.order.__getitem__)
    brought = [f"{act.line} {ledger.entries[act].recorded}" for act in acts]
    return [str(FORM), repository.prefix, repr((masks.redactions, masks.names)), *sorted(ledger.cut), *brought]


class _PublicWriter:
    """Writes one act after the other."""

    def __init__(self, repository: Repository, ledger: Ledger, store: KeptStore) -> None:
        self.repository = repository
        self.ledger = ledger
        self.masks = masks_of(repository)
        self.masked = self.masks.ids
        brought = [ledger.entries[act].recorded for act in ledger.order]
        self.reader = ShownReader(repository, self.masks, store, brought)
        self.objects = ObjectStore()
        self.steps: list[PublicStep] = []
        self.shown: list[Act] = []  # the acts whose files the tree holds, in the order in which it came to hold them
        self.records: dict[str, str] = {}  # the ids of the records' files by path
        self.rest: dict[str, str] = {}  # of acts, and of what tells of the acts before
        self.known_notices: dict[str, str] = {}  # by their ids in the office's repository
        self.clock = 0

    def write(self) -> PublicHistory:
        """The whole history."""
        acts = sorted(self.ledger.order, key=self.ledger.order.__getitem__)
        self.rest[PROJECT_FILE] = self.objects.add_file(PROJECT)
        for at, act in enumerate(acts):
            shown = self.reader.read(act, self.ledger.entries[act], acts[: at + 1])
            self._commit(act, shown, self._tree(act, acts[: at + 1], shown))
        last = self.steps[-1].commit
        tags = [(f"refs/tags/{step.tag_name}", step.tag) for step in self.steps]
        refs = (("HEAD", last), ("refs/heads/main", last), *sorted(tags))
        return PublicHistory(tuple(self.steps), self.masked, WholeBundle(refs, self.objects.objects))

    def _tree(self, act: Act, acts: Sequence[Act], shown: ShownAct) -> str:
        """The tree of the commit that shows `act`."""
        if self.steps:
            self.rest[step_file(self.steps[-1].act)] = self.objects.add_file(step_bytes(self.steps[-1]))
        for path in shown.gone:
            del self.records[path]
        for path, text in shown.changed.items():
            self.records[path] = self.objects.add_file(text.encode())
        notices = self._notices(shown.notices)
        for new in self._newly_shown(acts, {*self.records, *notices}):
            data = mask_bytes(new.path, self.ledger.entries[new].data, self.masks)
            self.rest[new.path] = self.objects.add_file(data)
            self.shown.append(new)
        self.rest[CHAIN_FILE] = self.objects.add_file(chain_bytes(self.shown))
        state = {
            "kaohe_public_history": FORM,
            "act": act.line,
            "redactions": self.masked,
            "withheld": shown.withheld,
        }
        self.rest[PUBLIC_STATE] = self.objects.add_file(_written(state))
        return self.objects.add_tree({**self.records, **notices, **self.rest})

    def _notices(self, blobs: Mapping[str, str]) -> dict[str, str]:
        """The files of the notices, read from the office's repository."""
        wanted = sorted(set(blobs.values()) - self.known_notices.keys())
        for found in read_objects(self.repository, wanted):
            self.known_notices[found.id] = self.objects.add_file(found.data)
        if not set(blobs.values()) <= self.known_notices.keys():
            raise NoPublicHistory("仓库里缺少通知原文，没有生成公开历史。")
        return {path: self.known_notices[blob] for path, blob in blobs.items()}

    def _newly_shown(self, acts: Sequence[Act], files: Container[str]) -> list[Act]:
        """The acts whose files are shown from now on; what was shown once stays.

        A redaction's record names a file, which may not be public yet: it is shown when that is.
        """
        known = set(self.shown)
        made = {act.path for act in acts if act.verb != "redact"}
        return [
            act
            for act in acts
            if act not in known
            and (act.verb != "redact" or any(name in files or name in made for name in self._names(act)))
        ]

    def _names(self, act: Act) -> set[str]:
        """The names under which the file that a redaction names was kept."""
        record = self.ledger.redactions[act.id].record
        return set() if record is None else {record.file, *dict(self.masks.names).get(record.file, ())}

    def _commit(self, act: Act, shown: ShownAct, tree: str) -> None:
        written = int(datetime.combine(date.fromisoformat(shown.day), _NOON).timestamp())
        self.clock = max(self.clock, written)
        office = f"{_NAME.sub('', shown.office).strip()} <{address_of(shown.lead)}>"
        parent = f"parent {self.steps[-1].commit}\n" if self.steps else ""
        head = f"tree {tree}\n{parent}author {office} {written} +0800\ncommitter {office} {self.clock} +0800\n"
        title = f"{_WORDS[act.verb]} {act.id}" + (f"：{shown.title}" if shown.title else "")
        digest = self._digest(act)
        commit = self.objects.add("commit", f"{head}\n{title}\n\n{_message(act, digest)}".encode())
        name = tag_of(act)
        record = self.ledger.publications[act.id].record if act.verb == "publish" else None
        words = f"{title}\n" if record is None else tag_message(record, digest)
        said = f"object {commit}\ntype commit\ntag {name}\ntagger {office} {self.clock} +0800\n"
        self.steps.append(PublicStep(act, commit, self.objects.add("tag", f"{said}\n{words}".encode()), name))

    def _digest(self, act: Act) -> str:
        """The SHA-256 of an act's record as it is shown; empty where it is not."""
        blob = self.rest.get(act.path, "")
        return sha256(self.objects.objects[blob].data).hexdigest() if blob else ""


def _message(act: Act, digest: str) -> str:
    """What a commit's message says after its first line: the act, and the digest of its record."""
    told = f"Act: {act.line}\n" + (f"SHA-256: {digest}\n" if digest else "")
    return f"{_ANEW}\n\n{told}" if act.verb == "redact" else told


_ANEW = "这一件遮盖以后，公开历史从头重新生成：各次提交里有关的文字都已遮盖，提交和标签的编号都与以前不同。"


def _written(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
