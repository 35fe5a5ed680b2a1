"""What a person should look at in the history of a project, and in the tags of its publications."""

from __future__ import annotations

from generator.git.tags import read_tags
from generator.history.remark import Remark
from generator.history.report import HistoryReport
from generator.proof.publication_tag import PREFIX


def all_remarks(account: HistoryReport) -> list[Remark]:
    """The remarks on the history `account`, then those on the tags of publications."""
    tags = {name.removeprefix(PREFIX): tag for name, tag in read_tags(account.repository, PREFIX).items()}
    return [*account.remarks(), *account.remarks_on_tags(tags)]
