"""What people call things, as the office wrote it down for finding: of things that there are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.model.place import folder_of
from generator.model.problem import Problem, escape_text
from generator.model.unit import Site
from generator.model.unread import where_read
from generator.rules.corpus import Corpus


def check_everyday_words(corpus: Corpus) -> Iterator[Problem]:
    """KH378: everyday words stand at the id of an item, category, unit or register."""
    whole = not any(path.startswith((folder_of("scheme"), folder_of("unit"))) for path in corpus.unread)
    if corpus.site is not None and whole:  # what was not read may be what a word stands for
        yield from _check_ids(corpus, corpus.site)


@where_read
def _check_ids(corpus: Corpus, site: Site) -> Iterator[Problem]:
    if not site.words:
        return
    findable = name_findable(corpus)
    for name in site.words:
        if name not in findable:
            words = f"“{escape_text(name)}”不是单项、类别、单位或登记簿的编号"
            yield Problem(site.origin.place("words", name), "KH378", words, suggest_id(name, findable))


def name_findable(corpus: Corpus) -> dict[str, str]:
    """What everyday words may be written for: id to Chinese name."""
    found = {name: register.title for name, register in corpus.registers.items()}
    found |= {unit.id: unit.short_name for unit in corpus.units.values()}
    for scheme in corpus.schemes.values():
        found |= {category.id: category.name for category in scheme.categories()}
        found |= {item.id: item.name for item in scheme.items.values()}
    return found
