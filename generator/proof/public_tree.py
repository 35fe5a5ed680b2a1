"""What the public may see as files of a project that can be checked and scored by itself: made by the gate alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.act import Act
from generator.model.appraisal import WithheldTally
from generator.model.place import CHAIN_FILE, SITE_FILE, Place, holidays_file, scheme_file, unit_file
from generator.public.audience import published_corpus
from generator.public.released import Public, Released
from generator.read.masking import mask_bytes
from generator.read.tree import Tree
from generator.rules.corpus import Corpus

PROJECT_FILE, PROJECT = "mkdocs.yml", b"site_name: kaohe\n"  # by which a folder is known as a project


def record_files(corpus: Corpus, tree: Tree, texts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The published records as files of a project that can be checked and scored by itself.

    `texts` are those of `public_records` by path; acts and their order are kept byte for byte, for their digests'
    sake, but for what was redacted in them. A redaction of what is not there is left out.
    """
    yield PROJECT_FILE, PROJECT
    for path, text in texts.items():
        yield path, text.encode()
    kept = {act: tree.read(act.path) for act in corpus.acts if act.verb != "redact"}
    yield from ((act.path, mask_bytes(act.path, data, corpus.masks)) for act, data in kept.items())
    acts = [act for act in _with_later(corpus) if act in kept or act.path in texts]
    if acts:
        yield CHAIN_FILE, chain_bytes(acts)


def chain_bytes(acts: list[Act]) -> bytes:
    """chain.yml with these acts."""
    return "".join(f"- {act.line}\n" for act in acts).encode()


def _with_later(corpus: Corpus) -> list[Act]:
    """The acts in their order, and after them the redactions that came later and are known."""
    return list(dict.fromkeys([*corpus.acts, *(Act("redact", record.id) for record in corpus.masks.redactions)]))


def public_records(corpus: Corpus) -> dict[str, object]:
    """The published records, of acts the redactions alone, by the path of their file.

    An appraisal of which some counts are withheld is not among them: it could not be read as a file of a project.
    """
    seen = published_corpus(corpus)
    found = released_records(seen)
    paths = {*found, *(act.path for act in corpus.acts)}
    there = [record for record in seen.masks.redactions if record.file in paths]
    return found | {Act("redact", record.id).path: record for record in there}


def released_records(seen: Released[Public]) -> dict[str, object]:
    """The records of what was released, without the acts, by the path of their file.

    The commit from which the office counts its own history is none of the public's. A register is declared as it
    stands last: what was changed in its declaration is shown by the history.
    """
    found: dict[str, object] = {}
    if seen.site is not None:
        found[SITE_FILE] = replace(seen.site, history_from="")
    found |= {scheme_file(year): scheme for year, scheme in seen.schemes.items()}
    found |= {unit_file(name): unit for name, unit in seen.units.items()}
    found |= {holidays_file(year): holidays for year, holidays in seen.holidays.items()}
    found |= {Place("register", id=name).path: replace(one, amended=()) for name, one in seen.registers.items()}
    found |= {record.path: record for record in seen.deductions}
    found |= {record.path: record for record in seen.appraisals if record.whole}
    found |= {record.path: record for record in seen.measures}
    found |= {record.path: record for record in seen.imports}
    found |= {record.path: record for record in seen.amendments}
    found |= {record.path: record for record in seen.inapplicable.values()}
    found |= {entry.path: entry for entry in seen.entries}
    return found | {tally.path: tally for tally in seen.tallies if tally.commit}  # of others no file is the source


def withheld_panels_by_path(seen: Released[Public]) -> dict[str, list[str]]:
    """The appraisals that are no file because counts of small panels are withheld, and which panels' they are."""
    return {
        record.path: [name for name, tally in record.panels.items() if isinstance(tally, WithheldTally)]
        for record in seen.appraisals
        if not record.whole
    }


def left_out(corpus: Corpus) -> int:
    """How many published appraisals are not among `public_records`, as some of their counts are withheld."""
    return sum(not record.whole for record in published_corpus(corpus).appraisals)
