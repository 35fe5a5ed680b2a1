"""Why a commit was made: its message, without what concerns people, and the proposal that it merged."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.lazy_dataclass import dataclass
from generator.read.personal import mask_personal

# How forges name a proposal in the first line of a merge or a squashed commit; the rest of such a line holds names of
# people and branches.
_MERGES = (
    re.compile(r"Merge pull request (#[0-9]+) from \S+\Z"),  # GitHub
    re.compile(r"Merge pull request '(?P<title>.*)' \((#[0-9]+)\) from \S+ into \S+\Z"),  # Gitea, Forgejo
    re.compile(r"(![0-9]+) (?P<title>.*)\Z"),  # Gitee
    re.compile(r"Merged in \S+ \(pull request (#[0-9]+)\)\Z"),  # Bitbucket
    re.compile(r"Merged PR ([0-9]+): (?P<title>.*)\Z"),  # Azure
)
_BEGINS = ("M", "!")  # how each of them does
_SQUASHED = re.compile(r"(?P<title>.*\S) \(([#!][0-9]+)\)\Z")
_GITLAB = re.compile(r"See merge request \S*?(![0-9]+)\Z")
_BRANCHES = re.compile(r"Merge (?:branch|branches|remote-tracking branch|tag|commit)\b.*\Z")
_GITEE = re.compile(r"Merge pull request ![0-9]+ from \S+\Z")
_PEOPLE = re.compile(r"(?i)(?:[a-z]+-)+(?:by|on|to)\s*:.*\Z|(?:cc|from|author)\s*:.*@.*\Z")
_ADDRESS = re.compile(r"<[^<>@\s]+@[^<>\s]+>|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a commit says of itself: a subject of one line, the rest, and the mark of a proposal (`#12`, `!12`).

    Empty where it says nothing. No address, no line that only names people and no number of a person is left.
    """

    subject: str
    body: str
    proposal: str


@lru_cache(maxsize=4096)
def read_reason(message: str) -> Reason:
    """The reason that a commit's message gives."""
    lines = message.replace("\r\n", "\n").strip("\n").split("\n")
    proposal, title = _read_first(lines[0].strip())
    kept = [title] if title else []
    for line in lines[1:]:
        mark, shown = _read_line(line)
        proposal = proposal or mark
        if shown is not None:
            kept.append(shown)
    text = [_hide_people(line) for line in _trim(kept)]
    return Reason(text[0] if text else "", "\n".join(_trim(text[1:])), proposal)


@lru_cache(maxsize=4096)
def _read_line(line: str) -> tuple[str, str | None]:
    """The proposal that a later line names, and what of it is told; the same lines close many messages."""
    found = _GITLAB.match(line.strip())
    if found:
        return found[1], None
    is_of_people = (":" in line and _PEOPLE.match(line)) or _GITEE.match(line)
    return "", None if is_of_people else line.rstrip()


@lru_cache(maxsize=4096)
def _hide_people(line: str) -> str:
    """A line without addresses and what else tells of a person."""
    return mask_personal(_ADDRESS.sub("〔地址〕", line) if "@" in line else line)


def _read_first(line: str) -> tuple[str, str]:
    """The proposal that the first line names, and what of the line is a title."""
    for pattern in (*(_MERGES if line[:1] in _BEGINS else ()), *((_SQUASHED,) if line[-1:] == ")" else ())):
        found = pattern.match(line)
        if found:
            named = found.groupdict().get("title") or ""
            mark = next(group for group in found.groups() if group is not None and group != named)
            return mark if mark[0] in "#!" else f"#{mark}", named
    return "", "" if _BRANCHES.match(line) or _PEOPLE.match(line) else line


def _trim(lines: list[str]) -> list[str]:
    """The lines without empty ones at either end."""
    if not lines or (lines[0].strip() and lines[-1].strip()):
        return lines
    full = [at for at, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else []
