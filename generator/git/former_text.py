"""The last commit of a line in which a text of a file still stands."""

from __future__ import annotations

from generator.git.folder_log import read_folder_log
from generator.git.git_tree import read_file
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.origin import Scalar
from generator.model.problem import Problem
from generator.model.redaction import REDACTED
from generator.read.masking import find_texts
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text


def last_with_text(repository: Repository, tip: str, path: str, field: str) -> str:
    """The last commit of the first-parent line up to `tip` in which the file at `path` says anything at `field`.

    Empty where none ever did, or what did is redacted already.
    """
    steps = read_folder_log(repository, tip, [path])
    changes = [(step.commit, change.new) for step in steps for change in step.changes if change.path == path]
    content = {found.id: found.data for found in read_objects(repository, sorted({n for _, n in changes if n}))}
    after = tip
    for commit, new in reversed(changes):
        if new is not None and _has_text(path, content.get(new, b""), field):
            return after
        after = _before(repository, commit)
    return ""


def texts_at(repository: Repository, commit: str, path: str, field: str) -> tuple[str, ...]:
    """What the file at `path` says at `field` in `commit`, one text for each row of a list."""
    data = read_file(repository, commit, path)
    return tuple(found.value for found in _texts(path, data, field)) if data is not None else ()


def _before(repository: Repository, commit: str) -> str:
    from generator.git.branch import commit_of

    return commit_of(repository, f"{commit}^")


def _has_text(path: str, data: bytes, field: str) -> bool:
    return any(found.value != REDACTED for found in _texts(path, data, field))


def _texts(path: str, data: bytes, field: str) -> list[Scalar]:
    text = read_text(path, data)
    node = parse_yaml(path, text) if isinstance(text, str) else text
    return [] if isinstance(node, Problem) else list(find_texts(node, field))
