"""The tag that marks a publication: its name, what it says, and whether it stands where it must."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.git.lineage import Lineage
from generator.git.signature import Signature
from generator.git.tags import Tag
from generator.model.publication import Publication
from generator.proof.finding import Finding, fails, holds, left_open
from generator.release.ledger import Ledger, LedgerEntry

PREFIX = "publication/"
_DIGEST = re.compile(r"^SHA-256: ([0-9a-f]{64})$", re.MULTILINE)
JudgeSignature = Callable[[Tag], Signature]


def tag_name(publication: str) -> str:
    """The tag of a publication, below `refs/tags/`."""
    return PREFIX + publication


def tag_message(record: Publication, record_sha256: str) -> str:
    """What the tag says: title, document number, and the SHA-256 of the record's file."""
    number = f"\n{record.document}" if record.document else ""
    return f"{record.title}{number}\n\nSHA-256: {record_sha256}\n"


def verify_tags(
    ledger: Ledger, tags: Mapping[str, Tag], lineage: Lineage, judge: JudgeSignature
) -> Iterator[Finding]:
    """Whether each publication has its tag, and each tag a publication, and both mean the same commit."""
    for entry in ledger.publications.values():
        tag = tags.get(tag_name(entry.id))
        if tag is None and entry.id in ledger.withdrawals:
            continue
        if tag is None:
            yield fails(
                "tag",
                entry.id,
                f"没有标签 {tag_name(entry.id)}，或标签已损坏。标签应在记录进入主分支之后加上，并与主分支一同推送。",
            )
        else:
            yield _verify_place(entry, tag, lineage) or _verify_words(entry, tag, judge)
    known = {tag_name(name) for name in ledger.publications}
    for name in sorted(tags.keys() - known):
        where = (
            "不在当前历史之中，历史被改写过" if tags[name].target not in lineage else "当前历史中没有这次发布的记录"
        )
        yield fails("tag", name.removeprefix(PREFIX), f"标签 {name} 指向提交 {tags[name].target}：{where}。")


def _verify_place(entry: LedgerEntry[Publication], tag: Tag, lineage: Lineage) -> Finding | None:
    if tag.inner_name and tag.inner_name != tag.name:
        return fails("tag", entry.id, f"标签 {tag.name} 原名 {tag.inner_name}，被改过名。")
    if tag.target == entry.recorded:
        return None
    where = "" if tag.target in lineage else "（不在当前历史之中）"
    return fails(
        "tag", entry.id, f"标签 {tag.name} 指向提交 {tag.target}{where}，记录是由提交 {entry.recorded} 写入的。"
    )


def _verify_words(entry: LedgerEntry[Publication], tag: Tag, judge: JudgeSignature) -> Finding:
    said = _DIGEST.search(tag.message)
    if said and said[1] != entry.sha256:
        return fails("tag", entry.id, f"标签所写的 SHA-256 是 {said[1]}，记录的是 {entry.sha256}。")
    if tag.is_annotated and not said:
        return fails("tag", entry.id, f"标签 {tag.name} 的说明里没有发布记录的 SHA-256，不是发布时所加的标签。")
    if not tag.is_annotated:
        return left_open("tag", entry.id, f"标签 {tag.name} 指向写入记录的提交，但没有说明和签名。")
    if not tag.signature:
        return left_open("tag", entry.id, f"标签 {tag.name} 指向写入记录的提交，没有签名。")
    judged = judge(tag)
    if judged.verdict == "good":
        return holds("tag", entry.id, f"标签指向写入记录的提交，签名有效（{judged.signer or judged.key}）。")
    key = f"（{judged.key}）" if judged.key else ""
    if judged.verdict in {"bad", "expired"}:
        return fails("tag", entry.id, f"标签 {tag.name} 的{judged.sentence}{key}。")
    return left_open("tag", entry.id, f"标签 {tag.name} 指向写入记录的提交；{judged.sentence}{key}，无从核对。")
