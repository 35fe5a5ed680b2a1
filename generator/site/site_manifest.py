"""manifest.json: what a site was built from, with what, and the SHA-256 of every file in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.documents.pdf import compiler_version
from generator.load.edition import Edition
from generator.model.publication import Publication
from generator.pictures.drawing import LIBRARY, drawer_of, left_out
from generator.proof.manifest import MANIFEST, seal_manifest
from generator.release.freeze import last_publication

__all__ = ["MANIFEST", "manifest_text"]
FORMAT = 1
# What leaves its mark in the bytes of the site.
_TOOLS = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pypandoc_binary", "xlsxwriter")


def manifest_text(edition: Edition, folder: Path, paths: Iterable[str]) -> bytes:
    """The manifest of the files at `paths` below `folder`: sorted, the same for the same input."""
    found: dict[str, Any] = {
        "kaohe_manifest": FORMAT,
        "commit": edition.commit,
        "repository": edition.corpus.site.repository if edition.corpus.site is not None else "",
        "audience": edition.audience,
        "demo": edition.corpus.site is not None and edition.corpus.site.demo,
        "updated": edition.updated.isoformat() if edition.updated else None,
        "previous_publication": _previous(edition),
        # What was masked when this was built; whoever builds it again must know the same.
        "redactions": sorted({record.id for record in edition.corpus.masks.redactions}),
        "publications": [_publication(edition, record) for _, record in sorted(edition.corpus.publications.items())],
        # Of templates that are not the program's: whoever builds this again must name the same.
        "templates": edition.folders.digest() or None,
        # What this machine could not make: whoever builds this again leaves it out as well.
        "left_out": left_out(edition),
        "tools": {"kaohe": __version__, **_versions(edition)},
        "files": {path: sha256((folder / path).read_bytes()).hexdigest() for path in sorted(paths)},
    }
    return seal_manifest(found)


def _previous(edition: Edition) -> dict[str, str] | None:
    record = last_publication(edition.corpus)
    return None if record is None else {"id": record.id, "sha256": edition.publication_digests[record.id]}


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
