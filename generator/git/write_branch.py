"""Writing one commit on a branch: objects, then the branch. No working tree and no index is read or changed.

Whatever goes wrong before the last step leaves nothing but objects that nothing names, which git removes in time. The
last step sets the branch only if it is still where it was: of two who make or continue the same branch, one is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.git.fast_import import Person
from generator.git.git_tree import list_snapshot
from generator.git.repository import Repository, ask_git
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key with which a commit is signed: `format` is openpgp or ssh, `key` an id, or the path of an SSH key."""

    key: str
    format: str = "ssh"


def is_branch_name(repository: Repository, name: str) -> bool:
    """Whether git takes `name` for the name of a branch, as it is."""
    answer = ask_git(repository, "check-ref-format", "--branch", name)
    return answer.status == 0 and answer.text == name


def write_tree(repository: Repository, base: str, files: Mapping[str, bytes | None]) -> str:
    """The id of the tree of `base` with these files of the project in place, or (None) gone.

    Raises UserError if something would be a file and a folder at once: git would drop the one for the other.
    """
    kept = {*list_snapshot(repository, base)} - files.keys() | {
        path for path, data in files.items() if data is not None
    }
    folders = {parent.as_posix() for path in kept for parent in PurePosixPath(path).parents}
    if both := sorted(kept & folders):
        raise UserError(f"“{escape_text(both[0], 200)}”会同时是文件和文件夹，没有提出改动。")
    none = "0" * len(base)
    rows = []
    for path, data in sorted(files.items()):
        blob = none if data is None else _write_blob(repository, data)
        rows.append(f"{'0' if data is None else '100644'} {blob}\t{repository.prefix}{path}\0")
    with TemporaryDirectory(prefix="kaohe-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _do(repository, "read-tree", base, environment=index)
        _do(repository, "update-index", "-z", "--index-info", given="".join(rows).encode(), environment=index)
        return _do(repository, "write-tree", environment=index)


def tree_of(repository: Repository, commit: str) -> str:
    """The id of the tree of a commit."""
    return _do(repository, "rev-parse", "--verify", f"{commit}^{{tree}}")


def write_commit(
    repository: Repository,
    tree: str,
    parent: str,
    author: Person,
    when: datetime,
    message: str,
    committer: Person | None = None,
    key: SigningKey | None = None,
) -> str:
    """Stores a commit that nothing names yet; its id. `when` carries its zone.

    The author commits where no committer is given. With `key` the commit is signed by the system's own `ssh-keygen`
    or `gpg`: UserError where that does not succeed.
    """
    stamp = f"{int(when.timestamp())} {when:%z}"
    people = {
        f"GIT_{role}_{part}": value
        for role, person in (("AUTHOR", author), ("COMMITTER", committer or author))
        for part, value in (("NAME", person.name), ("EMAIL", person.email), ("DATE", stamp))
    }
    signing = () if key is None else ("-c", f"gpg.format={key.format}")
    text = message.strip() + "\n"
    return _do(
        repository, *("-c", "i18n.commitEncoding=UTF-8", "-c", "commit.gpgSign=false", *signing),
        *("commit-tree", tree, "-p", parent, *(() if key is None else (f"-S{key.key}",)), "-F", "-"),
        given=text.encode(), environment=people,
    )  # fmt: skip


def create_branch(repository: Repository, name: str, commit: str) -> bool:
    """Makes the branch `name` at `commit`; False, with nothing changed, if there is one of this name already.

    Raises UserError if git refuses for another reason.
    """
    ref, none = f"refs/heads/{name}", "0" * len(commit)
    answer = ask_git(repository, "update-ref", "-m", "kaohe propose", ref, commit, none)
    if answer.status == 0:
        return True
    if ask_git(repository, "show-ref", "--verify", "--quiet", ref).status == 0:
        return False
    raise _refused(answer.complaint)


def move_refs(repository: Repository, moves: Mapping[str, tuple[str, str]], reason: str) -> bool:
    """Sets refs, all or none: full name -> (new id, id it has now), each empty where there is none.

    False, with nothing changed, if one of them is no longer where it was. `reason` goes into their logs.
    """
    rows = []
    for ref, (new, old) in sorted(moves.items()):
        none = "0" * len(new or old)
        verb, *ids = ("update", new, old or none) if new else ("delete", old)
        rows.append(f"{verb} {ref}\0" + "".join(f"{name}\0" for name in ids))
    given = "".join(rows).encode()
    answer = ask_git(repository, "update-ref", "--create-reflog", "-m", reason, "-z", "--stdin", given=given)
    if answer.status and "cannot lock ref" not in answer.complaint:
        raise _refused(answer.complaint)
    return answer.status == 0


def _write_blob(repository: Repository, data: bytes) -> str:
    return _do(repository, "hash-object", "-w", "--no-filters", "--stdin", given=data)


def _do(
    repository: Repository, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> str:
    answer = ask_git(repository, *arguments, given=given, environment=environment)
    if answer.status:
        raise _refused(answer.complaint)
    return answer.text


def _refused(complaint: str) -> UserError:
    said = escape_text(" ".join(complaint.split()), 160)
    return UserError(f"git 没有写成，仓库里的分支没有改动。（git：{said}）")
