"""Whether a source is what its manifest says: of the part that it publishes every file, of the rest none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gather.fault import SourceFault, broken
from generator.gather.source_files import FoundFile, SourceFiles, shown
from generator.model.lazy_dataclass import dataclass
from generator.model.place import PUBLIC_FOLDER
from generator.proof.manifest import MANIFEST, Manifest, read_manifest

FORMS = frozenset({1})  # of manifests, that this program reads
OPEN_DATA = "open-data/"
FOLDERS = {"open-data": OPEN_DATA, "history": f"{PUBLIC_FOLDER}/"}  # of a site, by the part that is gathered
_NAMED = 20  # files that are named one by one


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """A manifest and the files that belong to it; `data` are the bytes of those that tables are made from."""

    manifest: Manifest
    data: Mapping[str, bytes]
    faults: tuple[SourceFault, ...]


def check_files(files: SourceFiles, part: str) -> CheckedFiles:
    """Reads and verifies every file of a source once; raises SourceBroken where its manifest cannot be used."""
    manifest = _usable(files.manifest())
    folder = FOLDERS.get(part, "")

    def belongs(path: str) -> bool:
        return path.startswith(folder)

    listed = {path: digest for path, digest in manifest.files.items() if belongs(path)}
    data: dict[str, bytes] = {}
    wrong: list[SourceFault] = []
    missing = dict.fromkeys(listed)
    for path, found in files.walk(_is_table if part != "history" else belongs):
        missing.pop(path, None)
        if isinstance(found, SourceFault):
            wrong.append(found)
        elif (fault := _compare(path, found, listed)) is not None:
            wrong.append(fault)
        elif found.data is not None:
            data[path] = found.data
    wrong += [SourceFault("KH913", shown(path), f"清单中有 {shown(path)}，来源里没有。") for path in missing]
    if not listed:
        wrong.append(SourceFault("KH913", "", "清单里没有这一部分的文件，没有可以核对的。"))
    return CheckedFiles(manifest, data, tuple(_few(sorted(wrong))))


def _usable(data: bytes) -> Manifest:
    manifest = read_manifest(data)
    if isinstance(manifest, str):
        raise broken("KH912" if "改动" in manifest else "KH911", manifest, MANIFEST)
    if manifest.form not in FORMS:
        words = (
            f"清单的形式是 {manifest.form}，这个版本的程序只认 {'、'.join(map(str, sorted(FORMS)))}，请换用新版本。"
        )
        raise broken("KH918", words, MANIFEST)
    if manifest.audience != "public":
        raise broken("KH917", f"清单说这是 {shown(manifest.audience)} 版，不是公开版，没有汇集。", MANIFEST)
    return manifest


def _is_table(path: str) -> bool:
    return path.startswith(OPEN_DATA) and path.count("/") == 1 and path.endswith((".csv", "/datapackage.json"))


def _compare(path: str, found: FoundFile, listed: Mapping[str, str]) -> SourceFault | None:
    digest = listed.get(path)
    if digest is None:
        return SourceFault("KH915", shown(path), f"来源里有 {shown(path)}，清单的这一部分没有。")
    if digest != found.sha256:
        return SourceFault(
            "KH914", shown(path), f"{shown(path)} 与清单不符：清单记的是 {digest}，文件是 {found.sha256}。"
        )
    return None


def _few(faults: list[SourceFault]) -> Iterator[SourceFault]:
    yield from faults[:_NAMED]
    if len(faults) > _NAMED:
        rest = faults[_NAMED:]
        yield SourceFault(rest[0].code, "…", f"另有 {len(rest)} 个文件不符，没有逐一列出。")
