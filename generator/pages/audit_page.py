"""The history as the site shows it: what a person should look at, the latest changes, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.git.clock import beijing_time
from generator.git.signature import VERDICTS
from generator.history.remark import REMARKS, Remark
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, SITE_FILE
from generator.pages.audit_log_page import LogLink, LogPage, LogYears, view_log
from generator.public.released import AnyReleased
from generator.public.released_history import AnyReleasedHistory
from generator.words.history_text import corpus_labels
from generator.words.provenance import office_name


@dataclass(frozen=True, slots=True)
class SignatureView:
    """How many commits have each verdict, and those without a good signature: commit, day, office, verdict."""

    counts: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the audit page shows. `signatures` is None where the project keeps no register of signers.

    `log` is that of the latest years; `years` are all pages of the log, this one among them. `nobody` is said where
    none of the commits is by an office that is registered.
    """

    conditions: tuple[str, ...]
    remarks: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    signatures: SignatureView | None
    log: LogPage
    years: tuple[LogLink, ...]
    commits: str
    nobody: str = ""


def view_audit(
    account: AnyReleasedHistory, years: Sequence[LogYears], corpus: AnyReleased, pages: Mapping[str, str]
) -> AuditView:
    """What to look at, and what was amended or revoked lately and why.

    `years` are the pages of the log of `account`; `pages` leads from data files to their pages.
    """
    names = corpus_labels(corpus).units
    return AuditView(
        # Of the conditions not what differs from clone to clone of one commit.
        (*_view_founding(account), *(gap.sentence for gap in account.gaps)),
        tuple(_remark_groups(account.remarks)),
        _view_signatures(account, names) if account.signatures else None,
        view_log(years[0], corpus, pages),
        tuple(page.link for page in years),
        str(account.steps),
        _tell_of_nobody(account, corpus),
    )


def _tell_of_nobody(account: AnyReleasedHistory, corpus: AnyReleased) -> str:
    if any(commit.author or commit.committer for commit in account.commits):
        return ""
    if corpus.site is not None and corpus.site.demo:
        return (
            "这里的提交没有一次来自已登记的单位：演示数据和程序放在一起，由编写程序的人随程序修改，不是各单位的登记过程。"
            "一年里各单位怎样登记、更改、发布，可以用 kaohe demo 生成带历史的示例区县来看。"
        )
    return f"这里的提交没有一次来自已登记的单位，不能写明是哪个单位改的；在 {COMMITTERS_FILE} 登记提交人后写明。"


def _view_founding(account: AnyReleasedHistory) -> Iterator[str]:
    """Where the history begins to count, where the project says so."""
    if account.trial is None:
        yield f"{SITE_FILE} 写明的启用提交 {account.founding} 不在主分支上，历史从头列出。"
    elif account.trial:
        day = f"{beijing_time(account.begun):%Y-%m-%d}"
        yield (
            f"数据的历史从提交 {account.founding[:12]}（{day}）算起，由 {SITE_FILE} 写明；"
            f"此前的 {account.trial} 次提交是试用，没有列出，可以用 git log 查看。"
        )


def _view_signatures(account: AnyReleasedHistory, names: Mapping[str, str]) -> SignatureView:
    counts = Counter(found.verdict for found in account.signatures.values())
    return SignatureView(
        tuple((words, str(counts[verdict])) for verdict, words in VERDICTS.items() if counts[verdict]),
        tuple(
            (commit.id[:12], f"{beijing_time(commit.committed):%Y-%m-%d}", office_name(commit.committer, names),
             account.signatures[commit.id].sentence)
            for commit in account.commits
            if account.signatures[commit.id].verdict != "good"
        ),
    )  # fmt: skip


def _remark_groups(remarks: Sequence[Remark]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for kind, name in REMARKS.items():
        found = tuple((remark.commit[:12], remark.sentence) for remark in remarks if remark.kind == kind)
        if found:
            yield name, found
