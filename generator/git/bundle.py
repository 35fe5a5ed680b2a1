"""A git bundle: a history in one file, which `git clone` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from generator.git.repository import Repository, ask_git, open_repository
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SITE_FILE
from generator.model.problem import UserError, escape_text

# What would let the same objects be packed in another way: the settings of a repository, how its objects happen to
# lie on the disk, and how many threads look for similar ones.
_SETTINGS = (
    "pack.useBitmaps=false", "pack.allowPackReuse=false", "pack.compression=6", "pack.window=10", "pack.depth=50",
    "pack.threads=1", "pack.deltaCacheSize=256m", "core.bigFileThreshold=512m", "core.compression=6",
)  # fmt: skip
_PACK = ("pack-objects", "--quiet", "--stdout", "--revs", "--threads=1", "--no-reuse-delta", "--no-reuse-object")
_HEADERS = {40: b"# v2 git bundle\n", 64: b"# v3 git bundle\n@object-format=sha256\n"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says it holds: ids by ref name, and whether its pack is whole."""

    refs: tuple[tuple[str, str], ...]
    is_whole: bool


def write_bundle(repository: Repository, refs: Sequence[tuple[str, str]]) -> bytes:
    """A bundle of everything that `refs` (ref name and id) reach; the same bytes for the same objects."""
    wanted = "".join(f"{name}\n" for name in sorted({name for _, name in refs})).encode()
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    answer = ask_git(repository, *settings, *_PACK, given=wanted)
    if answer.status != 0 or not answer.output.startswith(b"PACK"):
        raise UserError("历史无法打包：git 没有读全所有对象。请先运行 kaohe verify 查明原因。")
    length = len(refs[0][1])
    lines = "".join(f"{name} {ref}\n" for ref, name in refs).encode()
    return _HEADERS[length] + lines + b"\n" + answer.output


def read_bundle(data: bytes) -> Bundle | None:
    """The refs of a bundle, None where `data` is none that can be read."""
    length = next((length for length, header in _HEADERS.items() if data.startswith(header)), None)
    if length is None:
        return None
    head, gap, pack = data[len(_HEADERS[length]) :].partition(b"\n\n")
    refs = []
    for line in head.decode("utf-8", "replace").split("\n"):
        name, _, ref = line.partition(" ")
        if line.startswith("-") or len(name) != length or not ref:
            return None
        refs.append((ref, name))
    found = hashlib.new("sha1" if length == 40 else "sha256", pack[: -length // 2], usedforsecurity=False)
    return Bundle(tuple(refs), bool(gap) and pack.startswith(b"PACK") and found.digest() == pack[-length // 2 :])


def clone_bundle(bundle: Path, folder: Path, prefix: str = "") -> Repository:
    """A clone of `bundle` in the new folder `folder`, its files checked out; UserError where git refuses.

    `prefix` is the folder in it in which the project lies: empty, or ending in `/`. No hook, filter or template takes
    part: a bundle carries no settings, and the user's own are not read.
    """
    answer = ask_git(
        Repository(folder.parent, folder / ".git", ""),
        *("clone", "--quiet", "--template=", "--", str(bundle), str(folder)),
        environment={"GIT_ALLOW_PROTOCOL": "file"},
    )
    if answer.status:
        said = escape_text(" ".join(answer.complaint.split()), 160)
        raise UserError(f"“{bundle.name}”不能还原成仓库。（git：{said}）")
    _check_out(Repository(folder, folder / ".git", ""))
    return open_repository(folder / prefix)


def _check_out(whole: Repository) -> None:
    """Checks the main branch out where the bundle names no HEAD: of such a one git leaves the folder empty."""
    if ask_git(whole, "rev-parse", "--verify", "--quiet", "HEAD").status:
        for name in ("main", "master"):
            if not ask_git(whole, "checkout", "--quiet", "-B", name, f"origin/{name}").status:
                return


def find_project(folder: Path) -> str:
    """The folder below `folder`, empty or ending in `/`, in which the project lies; UserError where nobody can tell.

    A project may be a folder of a larger repository, which holds whatever else its owner keeps there.
    """
    if (folder / "mkdocs.yml").is_file():
        return ""
    found = sorted(path.parent for path in folder.rglob("mkdocs.yml") if (path.parent / SITE_FILE).is_file())
    if len(found) != 1:
        raise UserError(f"“{folder.name}”里有 {len(found)} 个考核项目，不知道是哪一个。请在项目文件夹里运行。")
    return f"{found[0].relative_to(folder).as_posix()}/"
