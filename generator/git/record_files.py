"""Recording files as one commit on the branch that is checked out: one `git fast-import`, then git's list of files.

The files lie on the disk already. The branch moves only if it is where it was; other files, staged or not, stay as
they are. Unlike a proposal, which lies beside what is checked out, this is the program's own record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from generator.git.branch import commit_of
from generator.git.fast_import import Person
from generator.git.git_tree import list_blobs
from generator.git.objects import hash_object
from generator.git.repository import Repository, ask_git
from generator.model.problem import UserError, escape_text


def record_files(
    repository: Repository, files: Mapping[str, bytes], author: Person, when: datetime, message: str
) -> str:
    """The id of a new commit with `files` (path below the project -> bytes) on the branch that is checked out.

    UserError where none is, or where git refuses; then the branch is where it was.
    """
    branch = ask_git(repository, "symbolic-ref", "--quiet", "HEAD").text
    if not branch:
        raise UserError("现在检出的不是分支，没有地方记录。请先检出主分支（git switch main）。")
    before = commit_of(repository, "HEAD")
    stream = [f"commit {branch}\n".encode()]
    stream += [f"{role} {_sign(author, when)}\n".encode() for role in ("author", "committer")]
    stream.append(_data(message.strip().encode() + b"\n"))
    stream += [f"from {before}\n".encode()] if before else []
    for path, data in sorted(files.items()):
        stream += [f"M 100644 inline {repository.prefix}{path}\n".encode(), _data(data)]
    stream.append(b"\ndone\n")
    answer = ask_git(
        repository, "-c", "fastimport.unpackLimit=1000000", "fast-import", "--quiet", "--done",
        given=b"".join(stream),
    )  # fmt: skip
    if answer.status:
        said = escape_text(answer.complaint.strip().rpartition("\n")[2], 200)
        raise UserError(f"没有记录下来，分支没有改动。（git：{said}）")
    _list_files(repository, files)
    return commit_of(repository, "HEAD")


def _list_files(repository: Repository, files: Mapping[str, bytes]) -> None:
    """Tells git's own list that these files are as committed, so that they do not show as taken out."""
    rows = "".join(
        f"100644 {hash_object('blob', data)}\t{repository.prefix}{path}\0" for path, data in sorted(files.items())
    )
    answer = ask_git(repository, "update-index", "-z", "--index-info", given=rows.encode())
    if answer.status:
        raise UserError("已经记录，但 git 的文件列表没有更新：请运行 git reset（不带 --hard）。")
    ask_git(repository, "update-index", "-q", "--refresh")  # or `git reset --keep` takes them for changed


def changed_on_disk(repository: Repository, folder: str, files: Mapping[str, bytes]) -> list[str]:
    """The paths below `folder` at which the last commit and the files on the disk differ."""
    head = commit_of(repository, "HEAD")
    known = list_blobs(repository, head, folder) if head else {}
    there = {path: hash_object("blob", data) for path, data in files.items()}
    return sorted(path for path in known.keys() | there.keys() if known.get(path) != there.get(path))


def _sign(person: Person, when: datetime) -> str:
    return f"{person.name} <{person.email}> {int(when.timestamp())} {when:%z}"


def _data(data: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(data), data)
