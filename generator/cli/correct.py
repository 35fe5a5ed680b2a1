"""`kaohe correct`: writes why the figures of a publication changed, and from what to what."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from generator.cli.output import refuse_errors
from generator.cli.project import find_root, load_state
from generator.cli.publish import parse_day, today, write_new
from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.problem import Broken
from generator.model.publication import Correction, Publication
from generator.release.frozen import MOVED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("publication", metavar="发布", help="被更正的发布的编号，如 2015-q1")
    parser.add_argument("--reason", metavar="原因", required=True, help="更正的原因，将写入更正公告")
    parser.add_argument(
        "--records", metavar="文件", nargs="+", help="涉及的数据文件；默认为发布（或上次更正）以来改动过的"
    )
    parser.add_argument("--id", metavar="编号", help="更正的编号；默认为发布的编号加 -c1、-c2……")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="更正日期；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号")


def run(arguments: argparse.Namespace) -> int:
    """Writes the record of the correction; 1 where nothing has moved or something forbids it."""
    from generator.release.freeze import correct_publication
    from generator.release.frozen import corrections_of

    root = find_root(arguments.directory)
    state = load_state(root)
    errors = [problem for problem in state.errors if problem.code != MOVED]
    if refuse_errors(replace(state, problems=errors)):
        return 1
    publication = _find(state.corpus, arguments.publication)
    made = corrections_of(state.corpus, publication.id)
    name = arguments.id or f"{publication.id}-c{len(made) + 1}"
    record = correct_publication(state.corpus, publication, name, arguments.date or today(), arguments.reason, ())
    if record is None:
        print(f"按当前数据计算，“{publication.title}”的结果没有变化，不需要更正。", file=sys.stderr)
        return 1
    records = tuple(arguments.records or _changed(root, state.corpus, publication))
    record = replace(record, records=records, document=arguments.document)
    path = f"data/corrections/{name}.yml"
    if not write_new(root, path, record):
        return 1
    _say_next(root, record, path, publication)
    return 0


def _find(corpus: Corpus, name: str) -> Publication:
    if name in corpus.publications:
        return corpus.publications[name]
    known = "、".join(corpus.publications) or "还没有"
    raise Broken(f"没有编号为“{name}”的发布。已有的发布：{known}。")


def _changed(root: Path, corpus: Corpus, publication: Publication) -> list[str]:
    """The data files that differ from the state that the publication, or its last correction, was made from."""
    from generator.history.git import open_repository
    from generator.history.lineage import read_lineage
    from generator.history.revision import find_main
    from generator.release.changes import changed_files, commit_snapshot, disk_snapshot
    from generator.release.ledger import read_ledger

    repository = open_repository(root)
    ledger = read_ledger(repository, read_lineage(repository, find_main(repository).tip))
    made = ledger.corrections_of(publication.id)
    since = made[-1].recorded if made else publication.commit
    now = disk_snapshot(root, corpus, len(since))
    found = changed_files(commit_snapshot(repository, since), now, publication)
    if not found:
        raise Broken("没有找到改动过的数据文件。请用 --records 写明涉及的文件。")
    return found


def _say_next(root: Path, record: Correction, path: str, publication: Publication) -> None:
    print(f"已写入 {path}：更正“{publication.title}”")
    for unit, moved in record.results.items():
        old, new = format_points(moved.old_total, 2), format_points(moved.new_total, 2)
        print(f"  {unit}：{old} 分第 {moved.old_rank} 名 → {new} 分第 {moved.new_rank} 名")
    if not record.results:
        print("  得分和名次未变，推导过程有变化。")
    print(f"  涉及：{'、'.join(record.records)}")
    print(f"接下来，与数据改动一起提交：git add {path}")
    for problem in load_state(root).errors:
        if problem.code == MOVED:
            print(f"还有别的发布也要更正：{problem.message}。")
