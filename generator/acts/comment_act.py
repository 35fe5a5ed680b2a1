"""Putting the comment of a run on its proposal: one comment, updated, by the run that alone may write.

Which proposal it is, is asked of the forge: what the first run says of itself is a stranger's. Of that run only the
text is taken, out of its log, and made harmless (`clean_comment`).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import Any

from generator.acts.forge_api import ForgeApi
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.words.comment_text import LONGEST, clean_comment

BEGIN, END = "KAOHE-COMMENT-BEGIN", "KAOHE-COMMENT-END"
MARK = "<!-- kaohe: review -->"
_OURS = ("github-actions[bot]", "github-actions", "gitea-actions", "forgejo-actions")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PIECE = re.compile(r"(?:^|\s)([A-Za-z0-9+/]{4,}={0,2})\s*$")
_LARGEST = 8 * LONGEST  # bytes unpacked
_MOST = 20_000  # lines of a log between the marks


@dataclass(frozen=True, slots=True)
class Commented:
    """What was done: `number` is that of the proposal, 0 where there is none any more; whether a comment was new."""

    number: int
    new: bool = False


def comment_on_proposal(forge: ForgeApi, run: int, writer: str = "") -> Commented:
    """Puts the text of the run with this number on the proposal that it was for.

    `writer` is the login that writes, where it is none of the forges' own. UserError where the run left no text, or
    the forge refuses.
    """
    found = forge.get(f"actions/runs/{run}")
    number = _find_proposal(forge, found)
    if not number:
        return Commented(0)
    body = f"{MARK}\n{clean_comment(_read_text(forge, run))}"
    before = _find_comment(forge, number, (writer,) if writer else _OURS)
    if before is None:
        forge.send("POST", f"issues/{number}/comments", {"body": body})
    else:
        forge.send("PATCH", f"issues/comments/{before}", {"body": body})
    return Commented(number, before is None)


def unpack_text(log: str) -> str:
    """The text that a run packed into its log: gzip, base64, between two marks, a time before each line or none.

    The last such text counts: what the program printed of the data stands before it, and may look like one.
    """
    lines = _COLOUR.sub("", log).splitlines()
    begins = [number for number, line in enumerate(lines) if line.rstrip().endswith(BEGIN)]
    if not begins:
        raise UserError("这次运行没有留下评论的文字。请看它的记录里停在了哪一步。")
    pieces: list[str] = []
    for line in lines[begins[-1] + 1 :]:
        if line.rstrip().endswith(END) or len(pieces) > _MOST:
            break
        if found := _PIECE.search(line):
            pieces.append(found[1])
    try:
        unpacker = zlib.decompressobj(31)
        data = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), _LARGEST)
    except (binascii.Error, ValueError, zlib.error):
        data = b""
    if not data:
        raise UserError("这次运行留下的评论读不出来，没有写评论。")
    return data.decode("utf-8", "replace")


def _find_proposal(forge: ForgeApi, run: Any) -> int:
    """The number of the open proposal whose last commit the run had; 0 where it has gone or has newer commits."""
    if not isinstance(run, dict) or run.get("event") != "pull_request":
        return 0
    head = str(run.get("head_sha", ""))
    for proposal in forge.pages("pulls?state=open"):
        if head and proposal.get("head", {}).get("sha") == head and _is_from(proposal, run):
            return int(proposal["number"])
    return 0


def _is_from(proposal: dict[str, Any], run: dict[str, Any]) -> bool:
    """Whether the run was for this proposal and not for another with the same commit, as far as the forge says."""
    named = (run.get("head_repository") or {}).get("full_name")
    return named in (None, (proposal["head"].get("repo") or {}).get("full_name"))


def _read_text(forge: ForgeApi, run: int) -> str:
    jobs = forge.get(f"actions/runs/{run}/jobs").get("jobs", [])
    for job in jobs:
        log = forge.ask("GET", f"actions/jobs/{int(job['id'])}/logs").decode("utf-8", "replace")
        if BEGIN in log:
            return unpack_text(log)
    return unpack_text("")


def _find_comment(forge: ForgeApi, number: int, writers: tuple[str, ...]) -> int | None:
    """The comment that was put there before: with the mark, and by us, not by somebody who copied it."""
    for comment in forge.pages(f"issues/{number}/comments"):
        if str(comment.get("body", "")).startswith(MARK) and comment.get("user", {}).get("login") in writers:
            return int(comment["id"])
    return None
