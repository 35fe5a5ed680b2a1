"""Archiving: one publication as a bag that an archive can keep, check and build again."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from generator.acts.plan import Plan, Refusal, refuse
from generator.documents.document_files import document_fonts
from generator.documents.fonts import font_files
from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.masks import masks_of
from generator.git.repository import Repository, ask_git, open_repository
from generator.load.project import load
from generator.load.project_texts import project_texts
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.model.publication import Publication
from generator.model.system import digest_file, explain_refusal
from generator.proof.archive_metadata import Description, bag_info, metadata_xml
from generator.proof.bag import make_bag
from generator.proof.finding import Finding
from generator.proof.manifest import MANIFEST
from generator.proof.pack import BUNDLE, TEMPLATES, pack_history
from generator.proof.payload import packed_files, readme_text, tool_files, write_payload
from generator.proof.public_tree import left_out, public_records, record_files
from generator.proof.verify_project import verify_project
from generator.read.program import Templates
from generator.read.yaml_writer import emit_record
from generator.release.ledger import LedgerEntry, read_ledger
from generator.release.main_line import line_of_commit
from generator.rules.corpus import Corpus
from generator.site.rebuild import build_from_bundle

REDACTIONS = "redactions"
ArchiveAudience = Literal["public", "internal"]


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """The bag that would be made."""

    repository: Repository
    entry: LedgerEntry[Publication]
    record: Publication
    audience: ArchiveAudience
    retention: str
    out: Path
    templates: Templates
    shown: Plan


@dataclass(frozen=True, slots=True)
class Unproved:
    """The history does not hold: what was found, so that nothing is archived."""

    head: str
    findings: tuple[Finding, ...]


def plan_archive(
    root: Path, name: str, audience: ArchiveAudience, retention: str, out: Path | None, templates: Templates
) -> ArchivePlan | Refusal | Unproved:
    """What `kaohe archive` would pack, or why it does not."""
    place = out or root / "build" / "archive" / f"{name}-{audience}"
    if place.exists():
        return refuse(f"“{place}”已经有了，没有改动它。请先移走，或用 --out 另选一个位置。")
    repository = open_repository(root)
    ledger = read_ledger(repository, find_main(repository).tip)
    entry = ledger.publications.get(name)
    if entry is None or entry.record is None:
        known = "、".join(ledger.publications) or "还没有"
        return refuse(f"主分支上没有编号为“{name}”的发布。已有的发布：{known}。")
    found = verify_project(repository)
    wrong = [finding for finding in found.findings if finding.status == "fails" and finding.kind != "disk"]
    if wrong:
        return Unproved(found.head, tuple(wrong))
    kept = "含全部历史" if audience == "internal" else "只含已公开的记录"
    preview: tuple[str, ...] = (
        f"将归档 {name}：{entry.record.title}",
        f"  {entry.record.date} 发布，{len(entry.record.results)} 个单位；按写入记录的提交 {entry.recorded} 生成",
        f"  对象：{audience}（{kept}）　保管期限：{retention}",
        f"  写到：{place}",
        "  移交以后收不回来；包里的内容以后不能再遮盖",
    )
    masked = len(masks_of(repository).redactions)
    if masked and audience == "internal":
        preview = (
            *preview,
            f"  已有 {masked} 件遮盖：包里的网站不含原文，历史（{BUNDLE}）仍含原文，移交时请说明",
        )
    if name in ledger.withdrawals:
        preview = (*preview, "  这次发布已经撤回；包里是它发布时的样子")
    afterwards = (f"移交之前要收回：删除 {place}",)
    shown = Plan(preview, (f"归档 {name}？",), afterwards, command=f"kaohe archive {name}")
    return ArchivePlan(repository, entry, entry.record, audience, retention, place, templates, shown)


def carry_out_archive(plan: ArchivePlan) -> str:
    """Packs the bag, whole or not at all; its fingerprint."""
    new = plan.out.with_name(f".{plan.out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True)
        mark = _pack(plan, new)
        os.rename(new, plan.out)
    except OSError as error:
        raise UserError(f"写入“{plan.out}”时出错：{explain_refusal(error)}。没有归档。") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return mark


def _pack(plan: ArchivePlan, new: Path) -> str:
    """Fills the folder `new` and makes it a bag; its fingerprint."""
    record, commit, repository = plan.record, plan.entry.recorded, plan.repository
    tree = GitTree(repository, commit)
    project = load(tree, commit, line_of_commit(repository, commit))
    corpus = project.corpus
    if project.errors or corpus.site is None:
        raise UserError(f"提交 {commit} 的数据有 {len(project.errors)} 处问题，没有归档。")
    folders = plan.templates
    _build(plan, commit, new)
    write_payload(new / "tools", tool_files())
    if folders.own is not None:
        write_payload(new / TEMPLATES, [(path, (folders.own / path).read_bytes()) for path in folders.files()])
    if plan.audience == "public":
        write_payload(new / "records", _records(corpus, tree, repository.root))
    has_own = folders.own is not None
    has_masks = bool(masks_of(repository).redactions)
    readme = readme_text(
        record.title, plan.audience, commit, record.id, has_own, repository.prefix, has_masks, left_out(corpus)
    )
    write_payload(new, [("README.txt", readme.encode()), ("fonts.txt", _fonts(repository.root).encode())])
    tools = _tools(repository, new / "site" / MANIFEST)
    description = Description(record, corpus.site, plan.audience, plan.retention, commit, tools)
    files = packed_files(new)
    write_payload(new, [("metadata.xml", metadata_xml(description, files))])
    return make_bag(new, bag_info(description, files))


def _build(plan: ArchivePlan, commit: str, new: Path) -> None:
    """Puts the site of `commit` into `new`, built from nothing but the packed history, and for insiders that too."""
    repository = plan.repository
    with TemporaryDirectory() as folder:
        work = Path(folder)
        pack_history(repository, commit, work / BUNDLE)
        fonts, prefix = repository.root / "fonts", repository.prefix
        masked = masks_of(repository).redactions
        site = work / "site"
        build_from_bundle(
            work / BUNDLE, work, site, plan.audience, fonts, plan.templates, prefix=prefix, redactions=masked
        )
        shutil.copytree(work / "site", new / "site")
        if plan.audience == "internal":
            shutil.copyfile(work / BUNDLE, new / BUNDLE)
            write_payload(new / REDACTIONS, [(f"{record.id}.yml", emit_record(record).encode()) for record in masked])


def _records(corpus: Corpus, tree: GitTree, root: Path) -> Iterator[tuple[str, bytes]]:
    texts = {path: emit_record(record) for path, record in public_records(corpus).items()}
    yield from record_files(corpus, tree, texts)
    # The notices, in which the clauses of the schemes stand.
    for path, data in project_texts(root, tree).items():
        if path.startswith("notice/"):
            yield f"content/{path}", data


def _fonts(root: Path) -> str:
    """The fonts at hand when the documents were made, as `sha256sum` lists them; they themselves stay outside."""
    files = font_files(document_fonts(root).folders)
    return "".join(f"{digest_file(path)}  {path.name}\n" for path in files)


def _tools(repository: Repository, manifest: Path) -> tuple[tuple[str, str], ...]:
    """Name and version of everything that had a part in the bytes of the bag."""
    used: dict[str, str] = json.loads(manifest.read_bytes())["tools"]
    first = {
        "kaohe": used.pop("kaohe"),
        "Python": platform.python_version(),
        "git": ask_git(repository, "version").text.removeprefix("git version "),
    }
    return (*first.items(), *sorted(used.items()))
