"""`kaohe publish`: freezes a quarter or a year as a record, and later sets its tag."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from generator.cli.output import refuse_errors
from generator.cli.project import State, find_root, load_state
from generator.history.git import open_repository
from generator.model.corpus import Corpus
from generator.model.problem import Broken, escape_text
from generator.model.publication import PUBLICATION_KINDS, Correction, Publication

_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="编号", help="这次发布的编号，如 2015-q1；用作文件名和标签名，不能重复使用")
    parser.add_argument(
        "--kind",
        metavar="种类",
        choices=tuple(PUBLICATION_KINDS),
        help="quarterly 季度通报，public-notice 公示，final 正式结果",
    )
    parser.add_argument("--period", metavar="时段", help="季度如 2015-Q1，年度如 2015")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="发布日期，如 2015-04-10；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号，如 某考办〔2015〕3号")
    parser.add_argument("--title", metavar="标题", default="", help="标题；默认按种类和时段写出")
    parser.add_argument("--tag", action="store_true", help="记录已进入主分支后，给它加上标签；配置了密钥时签名")


def run(arguments: argparse.Namespace) -> int:
    """Writes the record of the publication, or sets its tag; 1 where something forbids it."""
    root = find_root(arguments.directory)
    if arguments.tag:
        return _tag(root, arguments.id)
    if not arguments.kind or not arguments.period:
        raise Broken(
            "请用 --kind 写明种类、用 --period 写明时段，"
            "例如：kaohe publish 2015-q1 --kind quarterly --period 2015-Q1"
        )
    from generator.release.freeze import Order, freeze_period, last_publication, refusals

    state, commit = load_committed(root)
    order = Order(
        arguments.id, arguments.kind, arguments.period, arguments.date or today(), arguments.document, arguments.title
    )
    if state is None or refuse(refusals(state.corpus, order), "没有发布"):
        return 1
    previous = last_publication(state.corpus)
    before = state.tree.read(previous.origin.file) if previous else None
    record = freeze_period(state.corpus, order, commit, before)
    path = f"data/publications/{record.id}.yml"
    if not write_new(root, path, record):
        return 1
    _say_next(record, path, state.corpus)
    return 0


def parse_day(text: str) -> date:
    """The day that an argument names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("日期应写作 2015-04-10") from None


def today() -> date:
    """The day on which a person publishes or corrects; written into the record, never asked for again."""
    return datetime.now().astimezone().date()


def load_committed(root: Path) -> tuple[State | None, str]:
    """The data to freeze and their commit; None and a word about it where what lies on the disk forbids it.

    A publication freezes a commit of the main branch's own line. On a branch that changed no data it is the main
    branch's last; the files on the disk must be those of the commit that is checked out.
    """
    from generator.history.checkout import read_checkout
    from generator.history.snapshot import list_snapshot
    from generator.release.pristine import differing_files

    repository = open_repository(root)
    stands = read_checkout(repository)
    main = stands.main
    if main.has_parted:
        raise Broken(
            f"本地的 {main.name} 与 {main.twin_name} 已经分开，各有对方没有的提交，不能从中选一个来发布。"
            f"请先用 git merge {main.twin_name} 合并。"
        )
    differing = differing_files(root, list_snapshot(repository, stands.head))
    if differing:
        sys.stderr.write(f"有尚未提交的改动，请先提交或还原：\n{_listed(differing)}")
        return None, stands.head
    if stands.is_on_main:
        state, commit = load_state(root), stands.head
        if commit != main.tip:
            print(f"冻结的是当前检出的提交 {commit[:12]}；主分支（{main.name}）有更新的提交，没有计入。")
    elif stands.changed:
        sys.stderr.write(
            f"当前分支改动了数据，合并之前不能发布：\n{_listed(stands.changed)}请先把这些改动合并到主分支。\n"
        )
        return None, stands.head
    else:
        state, commit = load_state(root, main.tip), main.tip
        print(f"当前检出的不是主分支，冻结的是主分支（{main.name}）的最后一个提交。")
    return (None if refuse_errors(state) else state), commit


def _listed(paths: Sequence[str]) -> str:
    names = "".join(f"  {escape_text(path, 200)}\n" for path in paths[:_SHOWN])
    return names + (f"  等 {len(paths)} 个文件\n" if len(paths) > _SHOWN else "")


def refuse(reasons: Iterable[str], what: str) -> bool:
    """Prints the reasons, if any, for which something was not done."""
    found = list(reasons)
    for reason in found:
        print(f"{what}：{reason}", file=sys.stderr)
    return bool(found)


def write_new(root: Path, path: str, record: Publication | Correction) -> bool:
    """Writes `record` to `path`; where the reader would not accept it, says why and writes nothing."""
    from generator.read.layout import place_file
    from generator.read.record import read_record
    from generator.release.record import write_record
    from generator.view.yaml import emit_record

    text = emit_record(record)
    placed = place_file(path)
    if placed is None:
        raise Broken(f"编号“{escape_text(record.id)}”不合规定：只用小写字母、数字和连字符，不超过 64 个字符。")
    read, problems, _ = read_record(path, *placed, text.encode())
    if problems or read != record:
        from generator.view.problem import format_problem

        for problem in problems:
            sys.stderr.write(format_problem(problem, text.split("\n")) + "\n")
        print(f"{path} 没有写：请按上面的提示改正参数。", file=sys.stderr)
        return False
    write_record(root, path, text)
    return True


def _say_next(record: Publication, path: str, corpus: Corpus) -> None:
    from generator.release.tag import tag_name

    print(f"已写入 {path}：{record.title}")
    print(f"  冻结的提交：{record.commit}")
    print(f"  结果（{len(record.results)} 个单位）的 SHA-256：{record.results_sha256}")
    print("接下来：")
    print(f'  1. 提交：git add {path} && git commit -m "发布 {record.id}"')
    print(f"  2. 这个提交进入主分支后，加标签 {tag_name(record.id)}：kaohe publish {record.id} --tag")
    print(f"  3. 推送主分支和标签：git push origin main {tag_name(record.id)}")
    scheme = corpus.schemes[record.year]
    if record.kind == "public-notice" and scheme.notice_period is not None:
        from generator.release.period import notice_ends

        ends = notice_ends(scheme.notice_period, record.date, corpus.holidays)
        print(f"公示期到 {ends} 为止；期间的异议按申诉写入扣分记录。")


def _tag(root: Path, publication: str) -> int:
    from generator.history.branch import find_main, first_parents
    from generator.history.lineage import read_lineage
    from generator.history.tagging import read_tagger, set_tag
    from generator.release.ledger import read_ledger
    from generator.release.tag import tag_message, tag_name

    repository = open_repository(root)
    branch = find_main(repository)
    entry = read_ledger(repository, read_lineage(repository, branch.tip)).publications.get(publication)
    if entry is None or entry.record is None:
        raise Broken(f"主分支上没有 data/publications/{publication}.yml。请先提交记录并合并到主分支，再加标签。")
    if entry.record.commit not in first_parents(repository, branch.tip):
        raise Broken(
            f"{entry.path} 冻结的提交 {entry.record.commit[:12]} 不在主分支的主线上，不能加标签。"
            "请先运行 kaohe check，按提示处理。"
        )
    if entry.changed:
        raise Broken(f"{entry.path} 写入之后被改动过，不能加标签。请先运行 kaohe verify 查明。")
    tagger = read_tagger(repository)
    message = tag_message(entry.record, entry.sha256)
    tag = set_tag(repository, tag_name(publication), entry.recorded, message, tagger)
    signed = "，已签名" if tag.signature else "，没有签名（git config user.signingkey 没有配置密钥）"
    print(f"标签 {tag.name} 已加在提交 {tag.target} 上{signed}。")
    print(f"推送：git push origin {tag.name}")
    return 0
