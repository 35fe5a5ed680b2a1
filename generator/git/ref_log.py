"""The refs below a folder of refs, and what was last said of one."""

from __future__ import annotations

from generator.git.repository import Repository, ask_git, read_git


def list_refs(repository: Repository, folder: str) -> dict[str, str]:
    """The id that each ref below `folder` holds, by full name; of a tag its own."""
    listed = read_git(repository, "for-each-ref", "--format=%(objectname) %(refname)", folder).text
    rows = (line.split(" ", 1) for line in listed.split("\n") if line)
    return {ref: name for name, ref in rows}


def last_reason(repository: Repository, ref: str) -> str:
    """Why a ref was last moved, as its log says; empty where it has none."""
    answer = ask_git(repository, "log", "--walk-reflogs", "--max-count=1", "--format=%gs", ref, "--")
    return "" if answer.status else answer.text
