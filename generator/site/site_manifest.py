"""manifest.json: what a site was built from, with what, and the SHA-256 of every file in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.documents.pdf import compiler_version
from generator.load.edition import Edition
from generator.model.act import Act
from generator.model.publication import Publication
from generator.model.system import digest_file
from generator.pages.public_source import public_history_of
from generator.pictures.drawing import LIBRARY, drawer_of, left_out
from generator.proof.manifest import MANIFEST, seal_manifest
from generator.proof.public_history import BUNDLE_FILE
from generator.release.freeze import last_publication

__all__ = ["MANIFEST", "manifest_text"]
FORMAT = 1
# What leaves its mark in the bytes of the site.
_TOOLS = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pypandoc_binary", "xlsxwriter")


def manifest_text(edition: Edition, folder: Path, paths: Iterable[str]) -> bytes:
    """The manifest of the files at `paths` below `folder`: sorted, the same for the same input."""
    marks = _public_marks(edition)
    found: dict[str, Any] = {
        "kaohe_manifest": FORMAT,
        "commit": edition.commit,
        "repository": edition.corpus.site.repository if edition.corpus.site is not None else "",
        "audience": edition.audience,
        "district": edition.corpus.site.district if edition.corpus.site is not None else "",
        # Whose publication this is, wherever it lies: written once, and never changed.
        "authority": edition.corpus.site.feed_authority if edition.corpus.site is not None else "",
        "demo": edition.corpus.site is not None and edition.corpus.site.demo,
        "updated": edition.updated.isoformat() if edition.updated else None,
        "previous_publication": _previous(edition),
        # What was masked when this was built; whoever builds it again must know the same.
        "redactions": edition.corpus.masks.ids,
        # All irrevocable acts in their order: an index that gathers this holds them against what it saw before.
        "acts": [_act(edition, act) | marks.get(act.line, {}) for act in edition.corpus.acts],
        "publications": [_publication(edition, record) for _, record in sorted(edition.corpus.publications.items())],
        # Of templates that are not the program's: whoever builds this again must name the same.
        "templates": edition.folders.digest() or None,
        # The public's own history, of which each act tells its commit and its tag; none where none could be made.
        "public_history": _public_history(edition),
        # What this machine could not make: whoever builds this again leaves it out as well.
        "left_out": left_out(edition),
        "tools": {"kaohe": __version__, **_versions(edition)},
        "files": {path: digest_file(folder / path) for path in sorted(paths)},
    }
    return seal_manifest(found)


def _previous(edition: Edition) -> dict[str, str] | None:
    record = last_publication(edition.corpus)
    return None if record is None else {"id": record.id, "sha256": edition.publication_digests[record.id]}


def _act(edition: Edition, act: Act) -> dict[str, str]:
    """One act: its line of the chain, its day, and the digest of the results that it brought."""
    corpus = edition.corpus
    match act.verb:
        case "publish":
            return _told(act, corpus.publications[act.id].date, corpus.publications[act.id].results_sha256)
        case "correct":
            return _told(act, corpus.corrections[act.id].date, corpus.corrections[act.id].results_sha256)
        case "withdraw":
            return _told(act, corpus.withdrawals[act.id].date)
        case "redact":
            return _told(act, corpus.redactions[act.id].decided)


def _public_history(edition: Edition) -> dict[str, str] | None:
    """Where the bundle is, and the commit with which it ends."""
    found = public_history_of(edition)
    return None if isinstance(found, str) else {"file": BUNDLE_FILE, "head": found.steps[-1].commit}


def _public_marks(edition: Edition) -> dict[str, dict[str, str]]:
    """The commit and the tag of each act in the public's own history, by its line."""
    found = public_history_of(edition)
    steps = () if isinstance(found, str) else found.steps
    return {step.act.line: {"public_commit": step.commit, "public_tag": step.tag} for step in steps}


def _told(act: Act, day: date, results: str = "") -> dict[str, str]:
    return {"line": act.line, "date": day.isoformat(), **({"results_sha256": results} if results else {})}


def _publication(edition: Edition, record: Publication) -> dict[str, str]:
    """What this site remembers of a publication: a later verification is held against it."""
    withdrawal = edition.corpus.withdrawals.get(record.id)
    return {
        "id": record.id,
        "commit": record.commit,
        "record_sha256": edition.publication_digests[record.id],
        "results_sha256": record.results_sha256,
        **({"withdrawn": withdrawal.date.isoformat()} if withdrawal else {}),
    }


def _versions(edition: Edition) -> dict[str, str]:
    found = {"typst": compiler_version()} if compiler_version() else {}
    for package in (*_TOOLS, *((LIBRARY,) if drawer_of(edition).able else ())):
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
