"""A BagIt bag (RFC 8493): a folder of files with the digests of every one, and a description.

The library `bagit` makes it; what the library leaves to the machine (version of the format, order of entries, day,
its own name) is fixed here, so that the same payload gives the same bag.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model.system import digest_by_each, digest_file, list_files
from generator.proof.finding import Finding, fails, holds

ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_KIND = "bag"
PAYLOAD = "data"  # the folder of what is archived, by RFC 8493; it is no folder of the project


def make_bag(folder: Path, info: Mapping[str, str]) -> str:
    """Turns `folder` into a bag with its present content as payload; returns the bag's fingerprint.

    `info` goes into `bag-info.txt`. The fingerprint is the SHA-256 of `tagmanifest-sha512.txt`, which covers all
    else: kept elsewhere, it proves the whole bag.
    """
    import bagit

    bagit.make_bag(str(folder), dict(info), checksums=list(ALGORITHMS))
    (folder / "bagit.txt").write_text(_DECLARATION, "utf-8", newline="\n")
    tags = _tag_files(_files(folder))
    for algorithm in ALGORITHMS:
        listed = _listing(folder, tags, algorithm, " ")
        (folder / f"tagmanifest-{algorithm}.txt").write_text(listed, "utf-8", newline="\n")
    return fingerprint(folder)


def fingerprint(folder: Path) -> str:
    """The SHA-256 of the outermost list of digests, in hexadecimal."""
    return digest_file(folder / "tagmanifest-sha512.txt")


def check_bag(folder: Path) -> list[Finding]:
    """What of a bag is not as it was packed, file by file; one finding that it holds where all is."""
    files = _files(folder)
    problems = list(_check_lists(folder, files))
    count = len(_payload_files(files))
    if not count:
        return [*problems, fails(_KIND, folder.name, f"包里的 {PAYLOAD}/ 之下没有任何文件，没有可以核对的。")]
    if not problems:
        return [holds(_KIND, folder.name, f"包内 {count} 个文件与清单（SHA-256、SHA-512）全部一致。")]
    return problems


def _check_lists(folder: Path, files: list[str]) -> Iterator[Finding]:
    """Each file by both algorithms. Where only one list of the two disagrees, the list was changed, not the file."""
    if not (folder / "bagit.txt").is_file():
        yield fails(_KIND, "bagit.txt", "缺少 bagit.txt，这不是一个完整的归档包。")
        return
    tags = list(_compare(folder, "tagmanifest", _tag_files(files), " "))
    yield from tags
    changed = {finding.subject for finding in tags}
    yield from (
        finding
        for finding in _compare(folder, "manifest", _payload_files(files), "  ")
        if finding.subject not in changed
    )


def _compare(folder: Path, kind: str, present: list[str], gap: str) -> Iterator[Finding]:
    listed = {algorithm: _read_list(folder / f"{kind}-{algorithm}.txt", gap) for algorithm in ALGORITHMS}
    broken = [algorithm for algorithm, entries in listed.items() if entries is None]
    for algorithm in broken:
        yield fails(_KIND, f"{kind}-{algorithm}.txt", "清单缺失，或有不合格式的行。")
    lists = {algorithm: entries for algorithm, entries in listed.items() if entries is not None}
    if not lists:
        return
    suspects: dict[str, list[str]] = {algorithm: [] for algorithm in lists}
    there = {*present}
    for path in sorted({*present, *(path for entries in lists.values() for path in entries)}):
        actual = digest_by_each(folder / path, lists) if path in there else {}
        wrong = [a for a, entries in lists.items() if entries.get(path) != actual.get(a)]
        if len(wrong) == len(ALGORITHMS) or (wrong and broken):
            yield fails(_KIND, path, _explain(path in there, [a for a in lists if path in lists[a]]))
        elif wrong:
            suspects[wrong[0]].append(path)
    for algorithm, paths in suspects.items():
        if paths:
            more = f"等 {len(paths)} 行" if len(paths) > 1 else "一行"
            yield fails(_KIND, f"{kind}-{algorithm}.txt", f"清单中“{paths[0]}”{more}与另一份清单和文件本身不符。")


def _explain(is_present: bool, listed: list[str]) -> str:
    if not is_present:
        return "清单中有，包内没有这个文件。"
    return "文件内容与清单不符。" if listed else "包内有，清单中没有这个文件。"


def _read_list(path: Path, gap: str) -> dict[str, str] | None:
    """Digests by path; None where the list is missing or has a line that is none of ours."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    length = {"sha256": 64, "sha512": 128}[path.stem.rpartition("-")[2]]
    found: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        digest, name = line[:length], line[length + len(gap) :]
        if line[length : length + len(gap)] != gap or not name or name in found:
            return None
        found[name] = digest
    return found if text.endswith("\n") else None


def _listing(folder: Path, paths: list[str], algorithm: str, gap: str) -> str:
    return "".join(f"{digest_file(folder / path, algorithm)}{gap}{path}\n" for path in paths)


def _tag_files(files: list[str]) -> list[str]:
    """Those beside the payload that the outermost lists cover."""
    return [path for path in files if not path.startswith((f"{PAYLOAD}/", "tagmanifest-"))]


def _payload_files(files: list[str]) -> list[str]:
    return [path for path in files if path.startswith(f"{PAYLOAD}/")]


def _files(folder: Path) -> list[str]:
    return [path for path in list_files(folder) if os.path.isfile(folder / path)]
