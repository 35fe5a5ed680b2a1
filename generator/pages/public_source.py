"""The public's own history for the edition that is built, found out once; or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.git.condition import Condition, gaps_of
from generator.git.repository import open_repository
from generator.load.edition import Edition, per_edition
from generator.model.problem import UserError
from generator.proof.public_history import BUNDLE_FILE, PublicHistory, make_public_history
from generator.release.ledger import read_ledger

UNCOMMITTED = "数据不是一个提交里的，没有生成公开历史。"


@per_edition
def public_history_of(edition: Edition) -> PublicHistory | str:
    """The public's history up to the commit that is built; a sentence why there is none.

    Only the public's site has it. What is built from files that nobody has committed, or from a clone that was cut
    short, has none: one with other ids would be worse than none.
    """
    if edition.audience != "public" or not edition.corpus.acts:
        return ""
    if edition.commit is None:
        return UNCOMMITTED
    try:
        repository = open_repository(edition.root)
        return make_public_history(repository, read_ledger(repository, edition.commit), edition.store)
    except UserError as none:
        return str(none)


@per_edition
def _bundle_of(edition: Edition) -> bytes:
    """The bundle; empty where there is none."""
    found = public_history_of(edition)
    return found.bundle if isinstance(found, PublicHistory) else b""


def produce_public_history(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the bundle."""
    if data := _bundle_of(edition):
        yield BUNDLE_FILE, data


def public_history_link(edition: Edition) -> dict[str, str | int] | None:
    """Where the bundle is, how many acts it shows and how large it is; None where there is none."""
    found = public_history_of(edition)
    if isinstance(found, str):
        return None
    return {"url": BUNDLE_FILE, "acts": len(found.steps), "size": f"{-(-len(_bundle_of(edition)) // 1024)} KB"}


def remark_on_history(edition: Edition) -> Iterator[str]:
    """What of the history is not at hand, and so not in the site; else why there is no public history."""
    if gaps := _gaps(edition):
        lost = "和公开历史" if edition.audience == "public" else ""
        why = "".join(found.sentence for found in gaps)
        yield f"没有生成早先各版本的比较、更正的前后对照{lost}，各条记录的经过也不全：{why}"
        return
    found = public_history_of(edition)
    if isinstance(found, str) and found:
        yield found


def _gaps(edition: Edition) -> tuple[Condition, ...]:
    try:
        return gaps_of(open_repository(edition.root))
    except UserError:
        return ()
