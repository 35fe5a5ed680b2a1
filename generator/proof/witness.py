"""A witness from outside the repository: what an earlier verification, site or bundle remembers of the history.

Whoever holds the repository can rewrite all of it, tags included. What was written down elsewhere before cannot be
rewritten with it; so a history is proved only against such a witness.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.git.bundle import read_bundle
from generator.git.lineage import Lineage
from generator.model.lazy_dataclass import dataclass
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.manifest import Manifest, read_manifest

_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?\Z")
_PREFIX = "refs/tags/publication/"


@dataclass(frozen=True, slots=True)
class Remembered:
    """One publication as the witness knew it; empty where it does not say."""

    commit: str = ""
    recorded: str = ""
    record_sha256: str = ""
    results_sha256: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """What was written down: the last commit, and each publication by id; `name` is how the witness is called.

    `public` are the commit and the tag of each act, by its line, in the public's own history as it was made with
    these `redactions`; empty where the witness does not tell of it.
    """

    name: str
    head: str
    publications: Mapping[str, Remembered]
    public: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    redactions: tuple[str, ...] = ()


def read_witness(name: str, data: bytes) -> Witness | str:
    """The witness in a file: output of `kaohe verify --json`, a site's `manifest.json`, or a git bundle.

    A sentence where it is none of these, or was changed since it was made, as far as that shows in it.
    """
    bundle = read_bundle(data)
    if bundle is not None:
        if not bundle.is_whole:
            return f"“{name}”已损坏：git bundle 的校验值不符。"
        refs = dict(bundle.refs)
        tags = {
            ref.removeprefix(_PREFIX): Remembered(tag=tag) for ref, tag in refs.items() if ref.startswith(_PREFIX)
        }
        heads = [ref for ref in refs if ref.startswith("refs/heads/")]
        named = ("HEAD", "refs/heads/main", "refs/heads/master", *(heads if len(heads) == 1 else ()))
        head = next((refs[ref] for ref in named if ref in refs), "")
        return Witness(name, head, tags)
    try:
        found = json.loads(data)
        manifest = read_manifest(data) if "files" in found else ""
        if manifest and isinstance(manifest, str):
            return manifest  # what was changed is no witness: it would accuse the history
        if not ({"publications", "head", "commit"} & found.keys()):
            raise ValueError("remembers nothing")
        publications = found.get("publications", [])
        return Witness(
            name,
            _checked(found.get("head") or found.get("commit") or ""),
            {str(entry["id"]): _remember(entry) for entry in publications},
            manifest.public if isinstance(manifest, Manifest) else {},
            manifest.redactions if isinstance(manifest, Manifest) else (),
        )
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return f"“{name}”不是 kaohe verify --json 的输出、网站的 manifest.json 或 git bundle。"


def _remember(entry: Mapping[str, Any]) -> Remembered:
    return Remembered(**{field: str(entry.get(field) or "") for field in Remembered.__slots__})


def _checked(text: Any) -> str:
    if text and not (isinstance(text, str) and _ID.match(text)):
        raise ValueError(text)
    return str(text)


def compare_witness(witness: Witness, now: Mapping[str, Remembered], lineage: Lineage) -> Iterator[Finding]:
    """Whether all that the witness remembers is still so."""
    problems = [*_compare_head(witness, lineage)]
    for name, before in sorted(witness.publications.items()):
        problems += _compare_publication(witness.name, name, before, now.get(name))
    yield from problems
    told = [field for known in witness.publications.values() for field in _WORDS if getattr(known, field)]
    if not problems and not witness.head and not told:
        words = f"“{witness.name}”没有记下提交和发布，不能证明什么。"
        yield left_open("witness", witness.name, words)
    elif not problems:
        said = [f"所记的提交 {witness.head[:12]} 仍在历史之中"] if witness.head else []
        said += [f"{len(witness.publications)} 次发布都与它所记的一致"] if told else []
        yield holds("witness", witness.name, f"“{witness.name}”{'，'.join(said)}。")


def _compare_head(witness: Witness, lineage: Lineage) -> Iterator[Finding]:
    if witness.head and witness.head not in lineage:
        yield fails(
            "witness",
            witness.name,
            f"“{witness.name}”所记的提交 {witness.head} 不在当前历史之中，"
            f"现在的最后一个提交是 {lineage.head}：历史被改写过。",
        )


_WORDS = {
    "commit": "冻结的提交",
    "recorded": "写入记录的提交",
    "record_sha256": "记录的 SHA-256 ",
    "results_sha256": "结果的 SHA-256 ",
    "tag": "标签对象",
}


def _compare_publication(witness: str, name: str, before: Remembered, now: Remembered | None) -> Iterator[Finding]:
    if now is None:
        yield fails("witness", name, f"“{witness}”记有这次发布，当前历史中没有。")
        return
    for field, words in _WORDS.items():
        old, new = getattr(before, field), getattr(now, field)
        if old and old != new:
            yield fails("witness", name, f"“{witness}”记的{words}是 {old}，现在是 {new or '无'}。")
