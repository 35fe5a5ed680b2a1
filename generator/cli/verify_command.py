"""`kaohe verify`: what was published is still what it was, or what is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from generator.cli.output import print_json
from generator.git.repository import Repository
from generator.load.project import find_root
from generator.model.problem import UserError
from generator.model.system import explain_refusal
from generator.proof.bag import check_bag
from generator.proof.finding import Finding, fails, holds, is_sound, left_open
from generator.proof.manifest import MANIFEST, read_manifest, verify_folder
from generator.proof.witness import Witness, read_witness

BUNDLE = "history.bundle"
TEMPLATES = "templates"  # of a bag: those that the office has of its own


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "--against",
        metavar="旁证",
        action="append",
        default=[],
        help="先前存在别处的记录：kaohe verify --json 的输出、网站的 manifest.json、git bundle、"
        "网站文件夹或归档包；可以写多次",
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="把 --against 的网站按其清单所记的提交重新生成，逐文件比较"
    )
    parser.add_argument("--templates", metavar="目录", help="重新生成时用的自己的模板；归档包带有模板的，用包里的")
    parser.add_argument("--all", action="store_true", help="逐项列出，不合并、不省略")
    parser.add_argument("--json", action="store_true", help="输出 JSON；存到别处，就是以后核验的旁证")


_OWN_WORD = (
    "文件夹只与它自带的清单核对过，能改网页的人也能改清单。要确认网页由数据生成，请加 --rebuild 重新生成来比。"
)


def run(arguments: argparse.Namespace) -> int:
    """Prints the findings; 1 where anything is not as it should be, or nothing could be verified."""
    paths = [Path(given) for given in arguments.against]
    if arguments.rebuild and not paths:
        raise UserError("--rebuild 要与 --against 同用，写明要重新生成来比的网站文件夹或归档包。")
    witnesses: list[Witness] = []
    findings = [finding for path in paths for finding in _look_at(path, witnesses)]
    if not arguments.rebuild:
        findings += [left_open("site", path.name, _OWN_WORD) for path in paths if path.is_dir()]
    head, main, publications = "", "", []
    with TemporaryDirectory() as work:
        root = _root(arguments.directory, paths, Path(work))
        repository = None if root is None else _open(root, findings)
        if repository is not None:
            from generator.proof.verify_project import verification_json, verify_project

            found = verify_project(repository, witnesses)
            head, main, publications = found.head, found.main, verification_json(found)["publications"]
            findings = [*found.findings, *findings]
            if arguments.rebuild:
                findings += [finding for path in paths for finding in _rebuild(repository, path, arguments.templates)]
    if arguments.json:
        listed = [
            {"kind": f.kind, "subject": f.subject, "status": f.status, "sentence": f.sentence} for f in findings
        ]
        print_json({"head": head, "holds": is_sound(findings), "publications": publications, "findings": listed})
    else:
        from generator.words.verification_text import verification_text

        sys.stdout.write(verification_text(head, findings, main, whole=arguments.all))
    return 0 if is_sound(findings) else 1


def _root(directory: str, paths: list[Path], work: Path) -> Path | None:
    """The project's folder; where there is none, that which the first bag with a history unpacks to in `work`.

    None where there is neither, but something else to be verified.
    """
    try:
        return find_root(directory)
    except UserError:
        if not paths:
            raise
    from generator.git.bundle import clone_bundle, find_project

    bundles = [path / "data" / BUNDLE for path in paths if (path / "data" / BUNDLE).is_file()]
    try:
        root = clone_bundle(bundles[0].absolute(), work / "project").root if bundles else None
    except UserError:
        return None  # a bundle that cannot be read was found before
    return None if root is None else root / find_project(root)


def _open(root: Path, findings: list[Finding]) -> Repository | None:
    """The project's history; where it has none but something else was verified, a finding says so."""
    from generator.git.repository import HistoryUnavailable, open_repository

    try:
        return open_repository(root)
    except HistoryUnavailable as unavailable:
        if not findings:
            raise
        findings.append(left_open("history", "none", f"历史没有核验：{unavailable}"))
        return None


def _look_at(path: Path, witnesses: list[Witness]) -> Iterator[Finding]:
    """What `path` proves by itself; what it remembers of the history is added to `witnesses`."""
    if path.is_dir() and (path / "bagit.txt").is_file():
        yield from check_bag(path)
        payload = path / "data"
        yield from _look_at_site(payload / "site", witnesses)
        if (payload / BUNDLE).is_file():
            yield from _witness(payload / BUNDLE, witnesses)
        else:
            words = "归档包里没有历史（公开的归档包都没有），它所记的提交和发布没有由它自己核验。"
            yield left_open("bag", BUNDLE, words)
    elif path.is_dir():
        yield from _look_at_site(path, witnesses)
    else:
        yield from _witness(path, witnesses)


def _look_at_site(folder: Path, witnesses: list[Witness]) -> Iterator[Finding]:
    found = verify_folder(folder)
    yield from found
    if not any(finding.subject == MANIFEST and finding.status == "fails" for finding in found):
        yield from _witness(folder / MANIFEST, witnesses)


def _witness(path: Path, witnesses: list[Witness]) -> Iterator[Finding]:
    try:
        found = read_witness(path.name, path.read_bytes())
    except OSError as error:
        raise UserError(f"“{path}”读不出来：{explain_refusal(error)}。") from None
    if isinstance(found, str):
        yield fails("witness", path.name, found)
    else:
        witnesses.append(found)


def _rebuild(repository: Repository, place: Path, named: str | None) -> Iterator[Finding]:
    """Whether the project, at the commit that the site names, gives the same files again."""
    from generator.git.masks import masks_of
    from generator.proof.pack import pack_history
    from generator.read.program import open_own_templates
    from generator.site.rebuild import build_from_bundle, compare_rebuilt

    is_bag = (place / "bagit.txt").is_file()
    folder = place / "data" / "site" if is_bag else place
    if not (folder / MANIFEST).is_file():
        words = f"“{place.name}”不是网站文件夹或归档包，没有可以重新生成来比的。"
        yield left_open("rebuild", place.name, words)
        return
    data = (folder / MANIFEST).read_bytes()
    manifest = read_manifest(data)
    if isinstance(manifest, str):
        return  # found before
    if manifest.commit is None:
        yield left_open("rebuild", MANIFEST, "网站是由未提交的文件生成的，没有可以重新生成的提交。")
        return
    packed = place / "data" / TEMPLATES
    folders = open_own_templates(str(packed) if named is None and is_bag and packed.is_dir() else named)
    if manifest.templates != folders.digest():
        words = "网站是用自己的模板生成的，请用 --templates 指明原来的那个模板文件夹，再重新生成。"
        yield left_open(
            "rebuild", MANIFEST, words if manifest.templates else "网站没有用自己的模板，请去掉 --templates。"
        )
        return
    known = {record.id: record for record in masks_of(repository).redactions}
    if unknown := [name for name in manifest.redactions if name not in known]:
        words = f"网站生成时还有遮盖 {'、'.join(unknown)}，这里的历史里没有，不能照原样重新生成。"
        yield left_open("rebuild", MANIFEST, words)
        return
    with TemporaryDirectory() as work:
        bundle, again = Path(work, BUNDLE), Path(work, "site")
        pack_history(repository, manifest.commit, bundle)
        audience: Literal["internal", "public"] = "internal" if manifest.audience == "internal" else "public"
        fonts, prefix = repository.root / "fonts", repository.prefix
        masked = [known[name] for name in manifest.redactions]
        build_from_bundle(bundle, Path(work), again, audience, fonts, folders, prefix=prefix, redactions=masked)
        problems = list(compare_rebuilt(again, manifest, data))
    yield from problems or [
        holds(
            "rebuild", MANIFEST, f"由提交 {manifest.commit[:12]} 重新生成的 {len(manifest.files)} 个文件逐字节相同。"
        )
    ]
