"""What is wrong with the irrevocable acts, as problems with their places and with what to do."""

from __future__ import annotations

from collections.abc import Collection

from generator.check.act_rules import ActRecords, Fault, find_faults
from generator.model.act import Act
from generator.model.place import CHAIN_FILE, holidays_file
from generator.model.problem import Location, Problem
from generator.model.publication import PUBLICATION_KINDS, parse_publication_id
from generator.rules.corpus import Corpus


def act_problems(corpus: Corpus, records: ActRecords, on_main: Collection[Act] | None) -> list[Problem]:
    """The problems of all acts of `corpus`, whose facts are `records`.

    `on_main` are the acts that the main branch has, None where no history is at hand: what is there already can only
    be withdrawn, what is not is drawn up anew.
    """
    return [_explain(corpus, fault, on_main) for fault in find_faults(records)]


def _explain(corpus: Corpus, fault: Fault, on_main: Collection[Act] | None) -> Problem:
    match fault.kind:
        case "no-line" | "no-file" | "too-soon":
            return _explain_line(corpus, fault, on_main)
        case "no-notice" | "new-notice" | "not-begun" | "running" | "held" | "unknown-end":
            return _explain_notice(corpus, fault, on_main)
        case "taken" | "link":
            return _explain_link(corpus, fault, on_main)
        case _:
            return _explain_day(corpus, fault, on_main)


def _explain_line(corpus: Corpus, fault: Fault, on_main: Collection[Act] | None) -> Problem:
    act = fault.act
    if fault.kind == "no-line":
        words = f"{CHAIN_FILE} 里没有这件事的一行“{act.line}”"
        return Problem(Location(act.path), "KH613", words, f"{mend_act(act, on_main)}不要手工写这一行。")
    place = _line_place(corpus, act)
    if fault.kind == "no-file":
        hint = f"发布、更正、撤回、遮盖的文件不能删除：请恢复 {act.path}；还没有进主分支的，连同这一行一起删去。"
        return Problem(place, "KH614", f"没有“{act.line}”所指的文件 {act.path}", hint)
    words = f"“{act.line}”写在 {fault.other} 的发布之前"
    return Problem(place, "KH616", words, f"各行的先后就是各件事的先后，只在末尾添加。{mend_act(act, on_main)}")


def _explain_link(corpus: Corpus, fault: Fault, on_main: Collection[Act] | None) -> Problem:
    record = corpus.publications[fault.act.id]
    if fault.kind == "link":
        before = f"它前面的发布是 {fault.other}" if fault.other else "它是第一次发布"
        words = f"记录说上一次发布是“{record.previous or '无'}”，按 {CHAIN_FILE}，{before}"
        return Problem(record.origin.place("previous"), "KH620", words, mend_act(fault.act, on_main))
    words = f"{record.period} 的{PUBLICATION_KINDS[record.kind]}已由 {fault.other} 发布"
    hint = f"同一结果只发布一次；有误的，请用 kaohe correct {fault.other} 更正，或用 kaohe withdraw 撤回其中一次。"
    return Problem(Location(record.origin.file), "KH611", words, hint)


def _explain_day(corpus: Corpus, fault: Fault, on_main: Collection[Act] | None) -> Problem:
    act, day = fault.act, fault.day
    record = corpus.corrections[act.id] if act.verb == "correct" else corpus.publications[act.id]
    place = record.origin.place("issued" if fault.kind == "issued" else "date")
    what = "更正" if act.verb == "correct" else "发布"
    mend = mend_act(act, on_main)
    match fault.kind:
        case "before-period":
            period = corpus.publications[act.id].period
            words = f"发布日期 {record.date} 早于时段 {period} 开始的日子"
            return Problem(place, "KH609", words, f"请核对发布日期和编号。{mend}")
        case "issued":
            issued = corpus.publications[act.id].issued
            words = f"成文日期 {issued} 不在时段开始（{day}）到发布日期（{record.date}）之间"
            return Problem(place, "KH624", words, f"成文日期是文件上的日期，请核对。{mend}")
        case "backwards":
            other = corpus.publications[fault.other]
            words = f"发布日期 {record.date} 早于在它之前的发布“{other.title}”的日期 {day}"
            hint = f"请核对发布日期；文件自己的日期写在 issued。写错的是 {other.id} 的，请用 kaohe withdraw 撤回它。"
            return Problem(place, "KH610", words, hint)
        case "before-frozen":
            words = f"发布日期 {record.date} 早于所冻结的提交的日期 {day}"
            return Problem(place, "KH622", words, f"结果不能在数据之前发布；文件自己的日期写在 issued。{mend}")
        case "off-main":
            frozen = corpus.publications[act.id]
            words = f"冻结的提交 {frozen.commit[:12]} 不在主分支的主线上"
            is_merged = on_main is not None and act in on_main
            return Problem(frozen.origin.place("commit"), "KH660", words, _mend_frozen(fault.other, is_merged, mend))
        case "after-commit":
            words = f"{what}日期 {record.date} 晚于把它写进主分支的提交的日期 {day}"
            return Problem(place, "KH621", words, f"{what}日期不能在将来。{mend}")
        case "correction-backwards":
            words = f"更正日期 {record.date} 早于上一次更正的日期 {day}"
            return Problem(place, "KH655", words, f"请核对更正日期。{mend}")
        case _:
            hint = f"发布日期是 {day}，请核对。写错的是它的，请用 kaohe withdraw {fault.other} 撤回，再重新发布。"
            return Problem(place, "KH653", "更正日期早于发布日期", hint)


def _mend_frozen(beside: str, is_merged: bool, mend: str) -> str:
    """How a frozen commit comes to the main branch's own line, where that can be."""
    if beside:
        return (
            "这次发布在并入的一边：快进合并了已合入主分支的分支，或在本地 git pull，都会这样。"
            f"请把主线接回来，再推送：git switch --detach {beside[:12]} && git merge --no-ff main"
            " && git push origin HEAD:main"
        )
    if is_merged:
        return f"记录合并时分支被压缩或变基，或者主分支被改写过，请先查明；结果已经无从核验。{mend}"
    why = "在分支上发布，或者压缩（squash）、变基（rebase）合并，都会这样：合并之后就没有这个提交了。"
    return f"{why}{mend}"


def name_cut(corpus: Corpus, publication: str) -> Problem:
    """KH661: that a shallow clone cannot tell whether a frozen commit is on the main branch."""
    record = corpus.publications[publication]
    words = f"冻结的提交 {record.commit[:12]} 不在这个浅克隆里，没有核对它在不在主分支上"
    hint = "请用 git fetch --unshallow 补全历史，再检查。"
    return Problem(record.origin.place("commit"), "KH661", words, hint, "warning")


def _explain_notice(corpus: Corpus, fault: Fault, on_main: Collection[Act] | None) -> Problem:
    act, other = fault.act, fault.other
    if fault.kind == "held":
        words = f"这次公示是 {other} 的依据，{other} 还没有撤回"
        return Problem(
            Location(act.path), "KH625", words, f"请先用 kaohe withdraw {other} 撤回正式结果，再撤回公示。"
        )
    record = corpus.publications[act.id]
    place = record.origin.place("date")
    if fault.kind == "unknown-end":
        words = f"公示期要数到 {other} 年，还不知道那一年的节假日"
        return Problem(place, "KH627", words, f"请按国务院办公厅的节假日安排写出 {holidays_file(int(other))}。")
    words = {
        "no-notice": "年度结果还没有公示，应先公示再发布正式结果",
        "new-notice": f"撤回正式结果或公示之后要重新公示，{other} 不能再用",
        "not-begun": f"公示 {other} 还没有进主分支，公示期没有开始",
        "running": f"公示期到 {fault.day} 为止，正式结果的日期应在此后",
    }[fault.kind]
    return Problem(place, "KH654", words, _next_step(corpus, fault) + mend_act(act, on_main))


def _next_step(corpus: Corpus, fault: Fault) -> str:
    """What has to come before a final result."""
    if fault.kind == "new-notice" and fault.other in corpus.withdrawals:
        return "请先发布新的公示。"
    if fault.kind == "new-notice":
        return f"请先用 kaohe withdraw {fault.other} 撤回公示，再发布新的公示。"
    if fault.kind == "not-begun":
        return "请先提交公示并合并到主分支。"
    return "公示期由考核办法的 notice_period 规定，从公示进主分支那天算起。"


def mend_act(act: Act, on_main: Collection[Act] | None) -> str:
    """What is done about a wrong act: on the main branch it can only be withdrawn, elsewhere it is drawn up anew."""
    if on_main is None or act not in on_main:
        return f"还没有进主分支的，请再运行一次 {act.command}，它会重新写出。"
    target = act.id.rpartition("-c")[0] if act.verb == "correct" else act.id
    if parse_publication_id(target) is None or act.verb == "withdraw":
        return ""
    return f"它已在主分支上，不能改：请用 kaohe withdraw {target} 撤回，再重新发布。"


def _line_place(corpus: Corpus, act: Act) -> Location:
    if corpus.chain is None or act.line not in corpus.chain.lines:
        return Location(CHAIN_FILE)
    return corpus.chain.origin.place(corpus.chain.lines.index(act.line))
