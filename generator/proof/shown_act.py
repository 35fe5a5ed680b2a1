"""What one act made public, asked of the gate at the commit that brought the act to the main branch.

It follows from that commit, the acts up to it and the redactions that are known, so it can be kept by these.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.git.git_tree import find_objects, list_blobs
from generator.git.kept_trees import hold_trees
from generator.git.repository import Repository
from generator.kept.kept_store import KeptStore, digest_of
from generator.model.act import Act, Chain
from generator.model.committer import Committer, Committers
from generator.model.exemption import Exemption, Exemptions
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, EXCEPTIONS_FILE
from generator.model.problem import UserError
from generator.model.redaction import Masks
from generator.proof.public_tree import released_records, withheld_panels_by_path
from generator.public.audience import published_corpus
from generator.public.redact import field_leaves
from generator.public.released import Public, Released
from generator.read.yaml_writer import emit_record
from generator.release.changed_files import SnapshotReader
from generator.release.ledger import LedgerEntry
from generator.rules.corpus import Corpus

FORM = 1  # of what the commits hold: another form is another history, with other ids
_TEXTS = "content"
_NOTICES = f"{_TEXTS}/notice"


class NoPublicHistory(UserError):
    """There is none to be made; its text is one Chinese sentence that says why."""


@dataclass(frozen=True, slots=True)
class ShownAct:
    """What an act made public, as plain values that can be kept.

    `changed` are the texts of records that differ from those of the act before, by path, `gone` the paths that are no
    longer public. `notices` are the ids of their files in the office's repository. `withheld` are, by path, the
    panels of appraisals that are no file because of them. The others are the act's day and title, the office's name
    and the id of its unit.
    """

    changed: Mapping[str, str]
    gone: Sequence[str]
    notices: Mapping[str, str]
    withheld: Mapping[str, Sequence[str]]
    day: str
    title: str
    office: str
    lead: str


class ShownReader:
    """Reads what act after act made public, each once for as long as `store` keeps it."""

    def __init__(self, repository: Repository, masks: Masks, store: KeptStore, commits: Collection[str]) -> None:
        self._commits = commits  # of which data will be asked
        self._repository = repository
        self._store = store
        self._read = SnapshotReader(repository).read
        self._key = digest_of(["public history", str(FORM), repository.prefix, repr((masks.redactions, masks.names))])
        self._records: dict[str, object] = {}  # of the act before, as far as it was asked of the gate
        self._texts: dict[str, str] = {}  # of the act before
        self._listed: dict[str, dict[str, str]] = {}  # the notices by git's id of their folder

    def read(self, act: Act, entry: LedgerEntry[Any], acts: Sequence[Act]) -> ShownAct:
        """What `act` made public after those before it in `acts`; NoPublicHistory where its data cannot be read."""
        self._key = digest_of([self._key, entry.recorded, *(one.line for one in acts)])
        found = self._store.derive([self._key], lambda: self._ask(act, entry, acts))
        shown = ShownAct(**found)
        self._texts |= shown.changed
        for path in shown.gone:
            del self._texts[path]
        return shown

    def _ask(self, act: Act, entry: LedgerEntry[Any], acts: Sequence[Act]) -> dict[str, Any]:
        corpus = _only_acts(self._corpus(act, entry), acts)
        seen = published_corpus(corpus)
        assert seen.site is not None
        records = released_records(seen)
        lead = seen.site.lead
        records[COMMITTERS_FILE] = Committers((Committer(email=address_of(lead), office=lead),))
        day, notices = _day_of(act, seen), self._notices(entry.recorded)
        there = {*records, *notices, *(one.path for one in acts if one.verb != "redact")}
        if looked_at := tuple(_looked_at(corpus, seen, there, day)):
            records[EXCEPTIONS_FILE] = Exemptions(looked_at)
        changed = {path: text for path, text in self._emit(records) if self._texts.get(path) != text}
        return {
            "changed": changed,
            "gone": sorted(self._texts.keys() - records.keys()),
            "notices": notices,
            "withheld": withheld_panels_by_path(seen),
            "day": day.isoformat(),
            "title": seen.publications[act.id].title if act.verb == "publish" else "",
            "office": seen.site.office,
            "lead": lead,
        }

    def _emit(self, records: dict[str, object]) -> list[tuple[str, str]]:
        """The texts of records that do not say the same as those of the act before."""
        before, self._records = self._records, records
        return [
            (path, emit_record(record))
            for path, record in records.items()
            if path not in self._texts or path not in before or before[path] != record
        ]

    @cached_property
    def _folders(self) -> Mapping[tuple[str, str], str]:
        """Git's ids of the folder of the notices and of that of all texts, by commit and path."""
        places = [(commit, path) for commit in self._commits for path in (_TEXTS, _NOTICES)]
        return find_objects(self._repository, places)

    def _notices(self, commit: str) -> dict[str, str]:
        """The notices, in which the clauses of the schemes stand: the ids of their files by path."""
        if commit in self._commits and (commit, _TEXTS) not in self._folders:
            return {}
        folder = self._folders.get((commit, _NOTICES), commit)
        if folder not in self._listed:
            self._listed[folder] = dict(sorted(list_blobs(self._repository, commit, _NOTICES).items()))
        return self._listed[folder]

    def _corpus(self, act: Act, entry: LedgerEntry[Any]) -> Corpus:
        """The data at the commit that brought the act."""
        hold_trees(self._repository, self._commits)
        found = self._read(entry.recorded)
        if found.errors or found.corpus.site is None or entry.record is None:
            where = f"写入“{act.line}”的提交 {entry.recorded[:12]} 的数据"
            raise NoPublicHistory(f"{where}读不完整，没有生成公开历史。")
        return found.corpus


def address_of(lead: str) -> str:
    """An address that nobody has, by which the office is known."""
    return f"{lead}@kaohe.invalid"


def _only_acts(corpus: Corpus, acts: Sequence[Act]) -> Corpus:
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


def _looked_at(corpus: Corpus, seen: Released[Public], there: Container[str], day: date) -> Iterator[Exemption]:
    """Which of the public texts look as if they told of a person and do not; the office's reasons stay inside."""
    for entry in corpus.exemptions.entries if corpus.exemptions else ():
        is_page = entry.file.startswith(_NOTICES)
        names = (entry.field.replace("/", "."), entry.field.replace("/", "[0]."))  # of a part, or of a row in a list
        leaves = any(field_leaves(entry.file, name, seen.registers) for name in names)
        if entry.file in there and (is_page or leaves):
            yield Exemption(entry.file, entry.field, _LOOKED_AT, day)


_LOOKED_AT = "公布之前核对过。"


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
