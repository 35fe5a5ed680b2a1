"""`kaohe correct`: writes why the figures of a publication changed, and from what to what."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.cli.output import refuse_errors
from generator.cli.project import State, find_root, load_state
from generator.cli.publish import parse_day, today, write_new
from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.problem import Broken
from generator.model.publication import Correction, Publication
from generator.release.frozen import MOVED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("publication", metavar="发布", nargs="?", help="被更正的发布的编号，如 2015-q1")
    which.add_argument("--all", action="store_true", help="一次更正结果有变化的全部发布，原因相同")
    parser.add_argument("--reason", metavar="原因", required=True, help="更正的原因，将写入更正公告")
    parser.add_argument(
        "--records", metavar="文件", nargs="+", help="涉及的数据文件；默认为发布（或上次更正）以来改动过的"
    )
    parser.add_argument("--id", metavar="编号", help="更正的编号，只用于一次发布；默认为发布的编号加 -c1、-c2……")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="更正日期；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号")


def run(arguments: argparse.Namespace) -> int:
    """Writes the records of the corrections; 1 where nothing has moved or something forbids it."""
    root = find_root(arguments.directory)
    state = load_state(root)
    errors = [problem for problem in state.errors if problem.code != MOVED]
    if refuse_errors(replace(state, problems=errors)):
        return 1
    wanted = _moved(state) if arguments.all else [_find(state.corpus, arguments.publication)]
    if not wanted:
        print("按当前数据计算，各次发布的结果都没有变化，不需要更正。", file=sys.stderr)
    written = [path for publication in wanted if (path := _correct(root, state, publication, arguments))]
    if written:
        _say_next(root, written)
    return 0 if written and len(written) == len(wanted) else 1


def _moved(state: State) -> list[Publication]:
    """The publications whose results the data no longer yield, in the order in which they came."""
    moved = {problem.place.file for problem in state.errors if problem.code == MOVED}
    corrected = {made.publication for made in state.corpus.corrections.values() if made.origin.file in moved}
    records = state.corpus.publications.values()
    found = [record for record in records if record.origin.file in moved or record.id in corrected]
    return sorted(found, key=lambda record: (record.date, record.id))


def _correct(root: Path, state: State, publication: Publication, arguments: argparse.Namespace) -> str:
    """Writes the correction of one publication; its path, or "" after saying why there is none to write."""
    from generator.release.freeze import correct_publication
    from generator.release.frozen import corrections_of

    made = corrections_of(state.corpus, publication.id)
    name = (not arguments.all and arguments.id) or f"{publication.id}-c{len(made) + 1}"
    record = correct_publication(state.corpus, publication, name, arguments.date or today(), arguments.reason, ())
    if record is None:
        print(f"按当前数据计算，“{publication.title}”的结果没有变化，不需要更正。", file=sys.stderr)
        return ""
    records = tuple(arguments.records or _changed(root, state.corpus, publication))
    record = replace(record, records=records, document=arguments.document)
    path = f"data/corrections/{name}.yml"
    if not write_new(root, path, record):
        return ""
    _say_written(state.corpus, record, path, publication)
    return path


def _find(corpus: Corpus, name: str) -> Publication:
    if name in corpus.publications:
        return corpus.publications[name]
    known = "、".join(corpus.publications) or "还没有"
    raise Broken(f"没有编号为“{name}”的发布。已有的发布：{known}。")


def _changed(root: Path, corpus: Corpus, publication: Publication) -> list[str]:
    """The data files by which results differ from those of the publication or of its last correction."""
    from generator.history.branch import find_main
    from generator.history.git import open_repository
    from generator.history.lineage import read_lineage
    from generator.release.changes import commit_snapshot, disk_snapshot, moving_files
    from generator.release.ledger import read_ledger

    repository = open_repository(root)
    ledger = read_ledger(repository, read_lineage(repository, find_main(repository).tip))
    made = ledger.corrections_of(publication.id)
    since = made[-1].recorded if made else publication.commit
    now = disk_snapshot(root, corpus, len(since))
    found = moving_files(commit_snapshot(repository, since), now, publication)
    if not found:
        raise Broken("没有找到改动过的数据文件。请用 --records 写明涉及的文件。")
    return found


def _say_written(corpus: Corpus, record: Correction, path: str, publication: Publication) -> None:
    print(f"已写入 {path}：更正“{publication.title}”")
    for unit, moved in record.results.items():
        name = corpus.units[unit].short_name if unit in corpus.units else unit
        old, new = format_points(moved.old_total, 2), format_points(moved.new_total, 2)
        print(f"  {name}：{old} 分第 {moved.old_rank} 名 → {new} 分第 {moved.new_rank} 名")
    if not record.results:
        print("  得分和名次未变，推导过程有变化。")
    print(f"  涉及：{'、'.join(record.records)}")


def _say_next(root: Path, written: Sequence[str]) -> None:
    print(f"接下来，与数据改动一起提交：git add {' '.join(written)}")
    rest = _moved(load_state(root))
    if rest:
        named = "、".join(f"{other.id}（{other.title}）" for other in rest)
        print(f"结果同样变化、还没有更正的发布：{named}。可用 kaohe correct --all 一次写出。")
