"""`kaohe archive`: one publication as a bag that an archive can keep, check and build again."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from generator.cli.project import State, find_root, read_state
from generator.cli.verify import BUNDLE, TEMPLATES
from generator.history.git import Repository, ask_git, open_repository
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.model.publication import Publication
from generator.read.program import Templates, open_own_templates
from generator.release.ledger import Entry
from generator.release.manifest import MANIFEST
from generator.release.metadata import RETENTIONS, SECRECY, Description


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="编号", help="发布的编号，如 2015-q1")
    parser.add_argument(
        "--audience",
        metavar="对象",
        choices=tuple(SECRECY),
        default="internal",
        help="internal 内部归档（默认）：含全部历史；public 公开归档：只含已公开的记录",
    )
    parser.add_argument(
        "--retention", metavar="期限", choices=RETENTIONS, default="永久", help="保管期限：永久（默认）、30年、10年"
    )
    parser.add_argument("--templates", metavar="目录", help="生成网站时用的自己的模板，一并归档")
    parser.add_argument("--out", metavar="目录", help="归档包的文件夹，默认为项目下的 build/archive/编号-对象")


def run(arguments: argparse.Namespace) -> int:
    """Packs the bag; 1 where the publication does not hold."""
    root = find_root(arguments.directory)
    name = f"{arguments.id}-{arguments.audience}"
    out = Path(arguments.out) if arguments.out else root / "build" / "archive" / name
    if out.exists():
        raise Broken(f"“{out}”已经有了，没有改动它。请先移走，或用 --out 另选一个位置。")
    repository = open_repository(root)
    entry = _find_verified(repository, arguments.id)
    if entry is None or entry.record is None:
        return 1
    new = out.with_name(f".{out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True)
        mark = _pack(repository, entry, entry.record, arguments, new)
        os.rename(new, out)
    except OSError as error:
        raise Broken(f"写入“{out}”时出错（{error.strerror}），没有归档。") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    print(f"已归档：{out}")
    print(f"归档包的指纹（tagmanifest-sha512.txt 的 SHA-256）：{mark}")
    print("请把指纹登记在别处，例如移交清册；以后凭它就能证明归档包没有变动。")
    return 0


def _find_verified(repository: Repository, name: str) -> Entry[Publication] | None:
    """The publication in the ledger; None, and words about it, where the history does not hold."""
    from generator.history.lineage import read_lineage
    from generator.history.revision import find_main
    from generator.release.ledger import read_ledger
    from generator.release.verify import verify_project
    from generator.view.verification import verification_text

    ledger = read_ledger(repository, read_lineage(repository, find_main(repository).tip))
    if name not in ledger.publications:
        known = "、".join(ledger.publications) or "还没有"
        raise Broken(f"主分支上没有编号为“{name}”的发布。已有的发布：{known}。")
    found = verify_project(repository)
    wrong = [finding for finding in found.findings if finding.status == "fails" and finding.kind != "disk"]
    if wrong:
        sys.stderr.write(verification_text(found.head, wrong))
        print("核验有不符之处，没有归档。", file=sys.stderr)
        return None
    return ledger.publications[name]


def _pack(
    repository: Repository, entry: Entry[Publication], record: Publication, arguments: argparse.Namespace, new: Path
) -> str:
    """Fills the folder `new` and makes it a bag; its fingerprint."""
    from generator.release.bag import make_bag
    from generator.release.metadata import bag_info, metadata_xml
    from generator.release.payload import packed_files, readme_text, tool_files, write_payload

    audience, commit = arguments.audience, entry.recorded
    state = read_state(GitTree(repository, commit), commit)
    if state.errors or state.corpus.site is None:
        raise Broken(f"提交 {commit} 的数据有 {len(state.errors)} 处问题，没有归档。")
    folders = open_own_templates(arguments.templates)
    _build(repository, commit, audience, new, folders)
    write_payload(new / "tools", tool_files())
    if folders.own is not None:
        write_payload(new / TEMPLATES, [(path, (folders.own / path).read_bytes()) for path in folders.files()])
    if audience == "public":
        write_payload(new / "records", _records(state, repository.root))
    readme = readme_text(record.title, audience, commit, record.id, folders.own is not None)
    write_payload(new, [("README.txt", readme.encode()), ("fonts.txt", _fonts(repository.root).encode())])
    tools = _tools(repository, new / "site" / MANIFEST)
    description = Description(record, state.corpus.site, audience, arguments.retention, commit, tools)
    files = packed_files(new)
    write_payload(new, [("metadata.xml", metadata_xml(description, files))])
    return make_bag(new, bag_info(description, files))


def _build(
    repository: Repository, commit: str, audience: Literal["public", "internal"], new: Path, folders: Templates
) -> None:
    """Puts the site of `commit` into `new`, built from nothing but the packed history, and for insiders that too."""
    from generator.release.pack import pack_history
    from generator.site.rebuild import build_from_bundle

    with TemporaryDirectory() as folder:
        work = Path(folder)
        pack_history(repository, commit, work / BUNDLE)
        build_from_bundle(work / BUNDLE, work, work / "site", audience, repository.root / "fonts", folders)
        shutil.copytree(work / "site", new / "site")
        if audience == "internal":
            shutil.copyfile(work / BUNDLE, new / BUNDLE)


def _records(state: State, root: Path) -> Iterator[tuple[str, bytes]]:
    from generator.release.payload import public_records, record_files
    from generator.site.content import project_texts
    from generator.view.yaml import emit_record

    texts = {path: emit_record(record) for path, record in public_records(state.corpus).items()}
    yield from record_files(state.corpus, state.tree, texts)
    # The notices, in which the clauses of the schemes stand.
    for path, data in project_texts(root, state.tree).items():
        if path.startswith("notice/"):
            yield f"content/{path}", data


def _fonts(root: Path) -> str:
    """The fonts at hand when the documents were made, as `sha256sum` lists them; they themselves stay outside."""
    from generator.render.official.fonts import font_files
    from generator.site.documents import document_fonts

    files = font_files(document_fonts(root).folders)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def _tools(repository: Repository, manifest: Path) -> tuple[tuple[str, str], ...]:
    """Name and version of everything that had a part in the bytes of the bag."""
    used: dict[str, str] = json.loads(manifest.read_bytes())["tools"]
    first = {
        "kaohe": used.pop("kaohe"),
        "Python": platform.python_version(),
        "git": ask_git(repository, "version").text.removeprefix("git version "),
    }
    return (*first.items(), *sorted(used.items()))
