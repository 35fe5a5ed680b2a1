"""`manifest.json`: what a site was built from, and the SHA-256 of every file in it and of the manifest itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import escape_text
from generator.model.system import digest_file
from generator.proof.finding import Finding, fails, holds

MANIFEST = "manifest.json"
_SHOWN = 200
_ABBREVIATED = 12  # characters of a commit's id
_AUDIENCES = {"public": "公开版", "internal": "内部版", "proposal": "审核用的预览"}


@dataclass(frozen=True, slots=True)
class ListedAct:
    """One irrevocable act as a manifest tells of it; what does not apply to it, or was not told, is empty.

    `line` is its line of the chain, `date` its day. `results_sha256` is the digest of the results that it brought, of
    a publication also `commit`, which it froze, and `record_sha256`, the digest of its record.
    """

    line: str
    date: str
    results_sha256: str = ""
    commit: str = ""
    record_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that was read: `files` is path -> SHA-256, `commit` None for a site built from files on a disk.

    `templates` is the digest of those that were not the program's, empty where all were. `redactions` are the ids of
    those by which texts were masked, `left_out` names what the machine that built the site could not make. `acts` are
    in their order, `updated` is the last day in the data, `authority` says whose publication it is, for ever; `form`
    is the number of the manifest's form. `public` are the commit and the tag of each act, by its line, in
    the public's own history.
    """

    commit: str | None
    audience: str
    files: Mapping[str, str]
    sha256: str
    templates: str = ""
    redactions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    acts: tuple[ListedAct, ...] = ()
    district: str = ""
    authority: str = ""
    updated: str = ""
    form: int = 0
    demo: bool = False
    public: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def seal_manifest(found: Mapping[str, Any]) -> bytes:
    """The file's bytes: sorted JSON that ends with the SHA-256 of itself without that entry."""
    open_part = {name: value for name, value in found.items() if name != "sha256"}
    return _written({**open_part, "sha256": sha256(_written(open_part)).hexdigest()})


def _written(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_manifest(data: bytes) -> Manifest | str:
    """The manifest in `data`, or a sentence about what is wrong with it."""
    try:
        found = json.loads(data)
        files = {str(path): str(digest) for path, digest in found["files"].items()}
        manifest = Manifest(
            found["commit"],
            str(found["audience"]),
            files,
            str(found["sha256"]),
            str(found.get("templates") or ""),
            tuple(map(str, found.get("redactions", ()))),
            tuple(map(str, found.get("left_out", ()))),
            tuple(_read_acts(found)),
            str(found.get("district") or ""),
            str(found.get("authority") or ""),
            str(found.get("updated") or ""),
            int(found.get("kaohe_manifest", 0)),
            bool(found.get("demo")),
            _read_public(found),
        )
        sealed = seal_manifest(found)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return "manifest.json 不是完整的清单。"
    if sealed != data:
        return "manifest.json 自身被改动过：它的内容与所记的 SHA-256 不符。"
    return manifest


def _read_acts(found: Mapping[str, Any]) -> Iterator[ListedAct]:
    published = {str(entry["id"]): entry for entry in found.get("publications", ())}
    for act in found.get("acts", ()):
        line = str(act["line"])
        entry = published.get(line, {})
        frozen = (str(entry.get(name, "")) for name in ("commit", "record_sha256"))
        yield ListedAct(line, str(act["date"]), str(act.get("results_sha256", "")), *frozen)


def _read_public(found: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    acts = (act for act in found.get("acts", ()) if act.get("public_commit"))
    return {str(act["line"]): (str(act["public_commit"]), str(act.get("public_tag", ""))) for act in acts}


def verify_folder(folder: Path) -> list[Finding]:
    """Whether the files of a site are those of its manifest: each one that is missing, added or changed is named.

    What holds is said of the site by the name of its folder and by what its manifest says that it is.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError:
        return [fails("site", MANIFEST, f"“{folder}”里没有 manifest.json，不是 kaohe 生成的网站。")]
    manifest = read_manifest(data)
    if isinstance(manifest, str):
        return [fails("site", MANIFEST, manifest)]
    problems = list(compare_files(dict(_present(folder)), manifest.files))
    count = len(manifest.files)
    if not count:
        return [*problems, fails("site", MANIFEST, "清单里没有任何文件，没有可以核对的。")]
    told = f"“{folder.resolve().name}”（{_site_words(manifest)}）：{count} 个文件与清单逐一相符，没有多余的文件。"
    return problems or [holds("site", folder.resolve().name, told)]


def _site_words(manifest: Manifest) -> str:
    """What a manifest says that its site is: 样例区，公开版，数据到 2015-12-31，由提交 0123456789ab 生成."""
    made = f"由提交 {manifest.commit[:_ABBREVIATED]} 生成" if manifest.commit else "由没有提交的文件生成"
    until = f"数据到 {manifest.updated}" if manifest.updated else ""
    audience = _AUDIENCES.get(manifest.audience, manifest.audience)
    return "，".join(escape_text(words, _SHOWN) for words in (manifest.district, audience, until, made) if words)


def compare_files(present: Mapping[str, str], listed: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each path whose digests differ or that is on one side only."""
    wrong = [path for path in sorted(present.keys() | listed.keys()) if present.get(path) != listed.get(path)]
    for path in wrong[:_SHOWN]:
        if path not in present:
            yield fails("site", path, "清单中有，文件夹里没有这个文件。")
        elif path not in listed:
            yield fails("site", path, "文件夹里有，清单中没有这个文件。")
        else:
            yield fails("site", path, "文件内容与清单不符。")
    if len(wrong) > _SHOWN:
        yield fails("site", "…", f"另有 {len(wrong) - _SHOWN} 个文件不符，没有逐一列出。")


def _present(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield name, "symlink"
        elif path.is_file() and name != MANIFEST:
            yield name, digest_file(path)
