"""Whether a district's public history is the one that was seen before, and only longer; or made anew by a redaction.

After a redaction every id is another. Then the acts, their order and their days must be the same, and so must the
trees, but for 〔已遮盖〕 at the file and field that a new redaction names. Anything else is a rewriting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from generator.gather.fault import SourceFault
from generator.gather.source_files import shown
from generator.git.objects import tree_entries
from generator.git.whole_pack import WholeBundle
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Node, Scalar, Sequence
from generator.model.place import PUBLIC_FOLDER, PUBLIC_STATE, find_place, folder_of
from generator.model.problem import Problem
from generator.model.redaction import REDACTED, Redaction
from generator.read.masking import find_texts
from generator.read.record import read_record
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.release.public_state import read_state

_NAMED = 10
_REDACTIONS = f"{folder_of('redaction')}/"


@dataclass(frozen=True, slots=True)
class SeenStep:
    """One commit: the act that it shows, who wrote it when, and the id of each file by path."""

    commit: str
    act: str
    people: tuple[str, ...]
    files: Mapping[str, str]


def check_history(before: WholeBundle, now: WholeBundle) -> list[SourceFault]:
    """What of `before` is neither there any more nor masked by a redaction that is new in `now`."""
    old, new = _steps(before), _steps(now)
    if [step.commit for step in new[: len(old)]] == [step.commit for step in old]:
        return []
    found = [*_compare_acts(old, new)]
    if not found:
        masks = _new_masks(now, old, new)
        for was, is_now in zip(old, new, strict=False):
            found += _compare_trees(before, now, was, is_now, masks)
    words = f"公开历史里另有 {len(found) - _NAMED} 处与以前见到的不同，没有逐一列出。"
    more = [SourceFault("KH928", "…", words)] if len(found) > _NAMED else []
    return [*found[:_NAMED], *more]


def _steps(bundle: WholeBundle) -> list[SeenStep]:
    """The commits of the main branch, the first one first."""
    found = []
    at = dict(bundle.refs).get("refs/heads/main", "")
    while at in bundle.objects:
        head = bundle.objects[at].data.partition(b"\n\n")[0].decode("utf-8", "replace").split("\n")
        fields = [line.partition(" ") for line in head]
        tree = next(value for name, _, value in fields if name == "tree")
        people = tuple(value for name, _, value in fields if name in ("author", "committer"))
        files = dict(_files(bundle, tree, ""))
        state = read_state(bundle.objects[files[PUBLIC_STATE]].data) if PUBLIC_STATE in files else {}
        found.append(SeenStep(at, str(state.get("act", "")), people, files))
        at = next((value for name, _, value in fields if name == "parent"), "")
    return found[::-1]


def _files(bundle: WholeBundle, tree: str, prefix: str) -> Iterator[tuple[str, str]]:
    for mode, name, child in tree_entries(bundle.objects[tree].data):
        if mode.endswith("40000"):
            yield from _files(bundle, child, f"{prefix}{name}/")
        else:
            yield prefix + name, child


def _compare_acts(old: list[SeenStep], new: list[SeenStep]) -> Iterator[SourceFault]:
    """The same acts by the same people on the same days, in the same order."""
    if len(new) < len(old):
        words = f"公开历史以前有 {len(old)} 个提交（到 {old[-1].commit}），现在只有 {len(new)} 个。"
        yield SourceFault("KH928", old[-1].act, words)
    for was, is_now in zip(old, new, strict=False):
        if (was.act, was.people) != (is_now.act, is_now.people):
            words = (
                f"公开历史里 {shown(was.act)} 的提交以前是 {was.commit}，现在在它的位置的是 {is_now.commit}"
                f"（{shown(is_now.act)}），不是同一件，或者署名、日期不同。"
            )
            yield SourceFault("KH928", shown(was.act), words)


def _new_masks(now: WholeBundle, old: list[SeenStep], new: list[SeenStep]) -> dict[str, tuple[str, ...]]:
    """The fields by file of the redactions that came after what was seen."""
    known = {path for step in old for path in step.files if path.startswith(_REDACTIONS)}
    fields: dict[str, tuple[str, ...]] = {}
    for path, blob in new[-1].files.items():
        place = find_place(path) if path.startswith(_REDACTIONS) and path not in known else None
        record = read_record(path, place, now.objects[blob].data).record if place is not None else None
        if isinstance(record, Redaction):
            fields[record.file] = (*fields.get(record.file, ()), *record.fields)
    return fields


def _compare_trees(
    before: WholeBundle, now: WholeBundle, was: SeenStep, is_now: SeenStep, masks: Mapping[str, tuple[str, ...]]
) -> Iterator[SourceFault]:
    for path in sorted(was.files.keys() | is_now.files.keys()):
        old, new = was.files.get(path), is_now.files.get(path)
        if old == new or (path.startswith(f"{PUBLIC_FOLDER}/") and path != PUBLIC_STATE):
            continue
        if old is None or new is None:
            there, gone = ("以前没有，现在有了", new) if old is None else ("以前有，现在没有了", old)
            yield SourceFault("KH928", path, f"公开历史里 {shown(was.act)} 的 {shown(path)}（{gone}）{there}。")
            continue
        sides = [bundle.objects[blob].data for bundle, blob in ((before, old), (now, new))]
        if path == PUBLIC_STATE:
            same = [{**read_state(data), "redactions": None} for data in sides]
            if same[0] == same[1]:
                continue
            told = (old, new)
        else:
            plain = [_masked(path, data, masks.get(path, ())) for data in sides]
            if plain[0] is not None and plain[0] == plain[1] and path in masks:
                continue
            told = (_digest(plain[0], old), _digest(plain[1], new)) if path in masks else (old, new)
        words = (
            f"公开历史里 {shown(was.act)} 的 {shown(path)} 以前是 {told[0]}，现在是 {told[1]}，"
            "不只是新近遮盖的文字不同。"
        )
        yield SourceFault("KH928", path, words)


def _digest(plain: object, blob: str) -> str:
    """The digest of what a file says without the masked texts, so that none can be guessed from it."""
    return sha256(repr(plain).encode()).hexdigest() if plain is not None else blob


def _masked(path: str, data: bytes, fields: tuple[str, ...]) -> object:
    """What a file says, with 〔已遮盖〕 at `fields`; None where it cannot be read."""
    text = read_text(path, data)
    node = parse_yaml(path, text) if isinstance(text, str) else None
    if node is None or isinstance(node, Problem):
        return None
    for field in fields:
        for found in find_texts(node, field):
            found.value = REDACTED
    return _plain(node)


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(entry) for entry in node.entries]
    return {name: _plain(entry) for name, entry in node.entries.items()}
