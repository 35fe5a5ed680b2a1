"""Verifying: what was published is still what it was, or what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.acts.verified import Verified
from generator.acts.verify_with_index import (
    index_witness,
    is_index,
    project_in_index,
    site_in_index,
    verify_index,
)
from generator.gather.seen_history import is_index_folder
from generator.git.bundle import clone_bundle, find_project
from generator.git.repository import HistoryUnavailable, Repository, open_repository
from generator.load.project import open_project
from generator.load.root import find_root
from generator.model.problem import UserError
from generator.model.system import explain_refusal
from generator.proof.bag import PAYLOAD, check_bag
from generator.proof.finding import Finding, fails, left_open
from generator.proof.manifest import MANIFEST, verify_folder
from generator.proof.pack import BUNDLE
from generator.proof.tally_proof import open_confidential, verify_tallies
from generator.proof.verify_project import verification_json, verify_project
from generator.proof.witness import Witness, read_witness

_OWN_WORD = (
    "文件夹只与它自带的清单核对过，能改网页的人也能改清单。要确认网页由数据生成，请加 --rebuild 重新生成来比。"
)


def verify(
    directory: str,
    against: Sequence[Path] = (),
    rebuild: bool = False,
    templates: str | None = None,
    confidential: str | None = None,
) -> Verified:
    """Verifies the project at `directory`, and the sites, bags, bundles and records `against` with it.

    With `confidential`, the folder of the confidential repository, tallies are counted again. With `rebuild`, each
    site is built anew at its commit and compared byte by byte. Raises UserError if there is
    neither a project nor anything else to be verified.
    """
    if rebuild and not against:
        raise UserError("--rebuild 要与 --against 同用，写明要重新生成来比的网站文件夹或归档包。")
    indexes = [path for path in against if is_index_folder(path)]
    against = [path for path in against if path not in indexes]
    witnesses: list[Witness] = []
    findings = [finding for path in against for finding in _look_at(path, witnesses, len(against) > 1)]
    findings += [finding for index in indexes for path in against for finding in site_in_index(index, path)]
    if not rebuild:
        findings += [left_open("site", path.name, _OWN_WORD) for path in against if path.is_dir()]
    with TemporaryDirectory() as work:
        root = _root(directory, against, Path(work))
        repository = None if root is None else _open(root, findings)
        if root is not None and confidential:
            findings += verify_tallies(open_project(root).corpus, open_confidential(Path(confidential)))
        if repository is None:
            return Verified("", "", tuple(findings))
        if is_index(repository.root):
            return verify_index(repository, findings)
        witnesses += [one for index in indexes for one in index_witness(index, repository)]
        found = verify_project(repository, witnesses)
        findings = [*found.findings, *findings]
        findings += [one for index in indexes for one in project_in_index(index, repository, found)]
        if rebuild:
            from generator.acts.rebuild_check import check_rebuilt  # brings all of the site

            findings += [finding for path in against for finding in check_rebuilt(repository, path, templates)]
    return Verified(found.head, found.main, tuple(findings), tuple(verification_json(found)["publications"]))


def _root(directory: str, paths: Sequence[Path], work: Path) -> Path | None:
    """The project's folder; where there is none, that which the first bag with a history unpacks to in `work`.

    None where there is neither, but something else to be verified.
    """
    try:
        return find_root(directory)
    except UserError:
        if not paths:
            raise
    bundles = [path / PAYLOAD / BUNDLE for path in paths if (path / PAYLOAD / BUNDLE).is_file()]
    try:
        root = clone_bundle(bundles[0].absolute(), work / "project").root if bundles else None
    except UserError:
        return None  # a bundle that cannot be read was found before
    return None if root is None else root / find_project(root)


def _open(root: Path, findings: list[Finding]) -> Repository | None:
    """The project's history; where it has none but something else was verified, a finding says so."""
    try:
        return open_repository(root)
    except HistoryUnavailable as unavailable:
        if not findings:
            raise
        findings.append(left_open("history", "none", f"历史没有核验：{unavailable}"))
        return None


def _look_at(path: Path, witnesses: list[Witness], is_one_of_several: bool = False) -> Iterator[Finding]:
    """What `path` proves by itself; what it remembers of the history is added to `witnesses`.

    Of several, each finding about a file says in which of them it is.
    """
    for finding in _look_alone_at(path, witnesses):
        names_it = finding.status != "fails" or finding.kind not in ("site", "bag")
        words = finding.sentence if names_it else f"（“{path.resolve().name}”）{finding.sentence}"
        yield replace(finding, sentence=words) if is_one_of_several else finding


def _look_alone_at(path: Path, witnesses: list[Witness]) -> Iterator[Finding]:
    if path.is_dir() and (path / "bagit.txt").is_file():
        yield from check_bag(path)
        payload = path / PAYLOAD
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


def verified_json(found: Verified) -> dict[str, Any]:
    """What was verified as plain values, as `kaohe verify --json` prints them; kept elsewhere, a later witness."""
    listed = [
        {"kind": f.kind, "subject": f.subject, "status": f.status, "sentence": f.sentence} for f in found.findings
    ]
    return {
        "head": found.head,
        "holds": found.holds,
        "publications": list(found.publications),
        "findings": listed,
    }
