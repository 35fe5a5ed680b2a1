"""What a site's manifest remembers of the public's own history, held against that history as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.git.lineage import Lineage
from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.git.tags import read_tags
from generator.model.act import parse_act
from generator.model.place import publication_file
from generator.model.problem import UserError
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.public_history import make_public_history, tag_of
from generator.proof.witness import Remembered, Witness, compare_witness
from generator.release.ledger import Ledger
from generator.release.public_state import state_at

_Ids = Mapping[str, tuple[str, str]]


def compare_witnesses(
    witnesses: Sequence[Witness],
    now: Mapping[str, Remembered],
    lineage: Lineage,
    repository: Repository,
    ledger: Ledger,
) -> Iterator[Finding]:
    """Whether all that the witnesses remember is still so, of the office's history or of the public's."""
    for witness in witnesses:
        told = _told_in_public(witness, repository) if ledger.is_public else witness
        if told.head and told.head not in lineage and ledger.is_public and _masked(repository, ledger):
            words = f"“{witness.name}”所记的提交 {told.head} 不在这里：遮盖以后公开历史重新生成过，不能这样核对。"
            yield left_open("witness", witness.name, words)
        else:
            yield from compare_witness(told, now, lineage)
        if witness.public:
            yield from _compare_ids(witness, repository, ledger)


def _told_in_public(witness: Witness, repository: Repository) -> Witness:
    """What of a manifest a public history can be asked: the commits of the office are not there."""
    if not witness.public:
        return witness
    masks = masks_of(repository)
    known = {
        name: replace(
            found,
            commit="",
            record_sha256="" if masks.fields_of(publication_file(name)) else found.record_sha256,
        )
        for name, found in witness.publications.items()
    }
    return replace(witness, head="", publications=known)


def _masked(repository: Repository, ledger: Ledger) -> tuple[str, ...]:
    """The redactions with which the public's history is made."""
    if ledger.is_public:
        return tuple(sorted(map(str, state_at(repository, ledger.tip).get("redactions", ()))))
    return masks_of(repository).ids


def _compare_ids(witness: Witness, repository: Repository, ledger: Ledger) -> Iterator[Finding]:
    if tuple(sorted(witness.redactions)) != _masked(repository, ledger):
        words = f"不能核验：“{witness.name}”之后又有遮盖，公开历史从头重新生成过，编号都不同。"
        yield left_open("public", witness.name, words)
        return
    try:
        ids = _ids_of(witness, repository, ledger)
    except UserError as none:
        yield left_open("public", witness.name, f"“{witness.name}”所记的公开历史没有核对：{none}")
        return
    wrong = [line for line, known in witness.public.items() if ids.get(line) != known]
    for line in wrong:
        was, is_now = witness.public[line], ids.get(line, ("无", "无"))
        words = (
            f"“{witness.name}”记的公开历史里，{line} 的提交是 {was[0]}、标签是 {was[1]}，"
            f"现在是 {is_now[0]}、{is_now[1]}。"
        )
        yield fails("public", line, words)
    if not wrong:
        words = f"“{witness.name}”所记的 {len(witness.public)} 件行为，在公开历史里的提交和标签都相同。"
        yield holds("public", witness.name, words)


def _ids_of(witness: Witness, repository: Repository, ledger: Ledger) -> _Ids:
    """Commit and tag of each act, by its line: those of a clone, or those that the office's history leads to."""
    if not ledger.is_public:
        return {step.act.line: (step.commit, step.tag) for step in make_public_history(repository, ledger).steps}
    tags = read_tags(repository, "")
    acts = {line: act for line in witness.public if (act := parse_act(line)) is not None}
    known = {line: tags.get(tag_of(act)) for line, act in acts.items()}
    return {line: (tag.target, tag.id) for line, tag in known.items() if tag is not None}
