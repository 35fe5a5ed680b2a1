"""What a file of the data is about, in words, and the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.place import POINTS, Place, find_place
from generator.model.quarter import tally_period
from generator.model.quoted import quoted
from generator.public.released import AnyReleased
from generator.release.titles import correction_title, quote_title, withdrawal_title
from generator.rules.item_effect import record_words
from generator.score.register_states import item_names, title_of
from generator.words import address
from generator.words.address import correction_page
from generator.words.day_words import day_words
from generator.words.labels import collect_labels
from generator.words.site_frame import Link


def file_words(corpus: AnyReleased, path: str) -> str:
    """What a file is about: 2015年6月18日区发改局“热线办理”扣分记录; its path where that is not known."""
    place = find_place(path)
    if place is None:
        return path
    units = collect_labels(corpus.units.values(), (), ()).units
    if place.kind in POINTS:
        record = _deduction(corpus, path)
        return path if record is None else _deduction_words(corpus, record, units.get(record.unit, record.unit))
    if place.kind == "entry":
        entry = _entry(corpus, path)
        if entry is None:
            return path
        return entry_words(entry, units, item_names(corpus.schemes))
    if place.kind in ("register", "tally"):
        return _of_register(corpus, place, path)
    if place.kind == "appraisal":
        scheme = corpus.schemes.get(place.year)
        return f"{units.get(place.id, place.id)}{place.year}年度{scheme.appraisal_name if scheme else '评议'}计票"
    if place.kind in ("publication", "correction", "withdrawal"):
        return _act_words(corpus, place, path)
    if place.kind == "scheme":
        return f"{place.year}年度考核办法"
    if place.kind == "holidays":
        return f"{place.year}年放假和调休的安排"
    return f"{units.get(place.id, place.id)}的单位信息" if place.kind == "unit" else path


def entry_words(entry: Entry, units: Mapping[str, str], items: Mapping[str, str]) -> str:
    """An entry with its register: 监督线索“…”; `units` and `items` are their names by id."""
    return f"{entry.REGISTER.title}{quoted(title_of(entry, units, items))}"


def file_page(corpus: AnyReleased, path: str) -> str:
    """The address of the page that shows a file; empty where none does."""
    place = find_place(path)
    if place is None:
        return ""
    if place.kind in POINTS:
        record = _deduction(corpus, path)
        return address.record_page(record) if record is not None else ""
    if place.kind == "entry":
        entry = _entry(corpus, path)
        return address.entry_page(entry) if entry is not None and entry.REGISTER.pages.record_page else ""
    if place.kind == "appraisal":
        return address.unit_page(place.year, place.id) if place.id in corpus.units else ""
    if place.kind == "unit":
        return address.unit_home(place.id) if place.id in corpus.units else ""
    if place.kind in ("publication", "correction"):
        return _act_page(corpus, place)
    if place.kind == "scheme":
        return address.method_page(place.year) if place.year in corpus.schemes else address.METHOD
    return ""


def file_links(corpus: AnyReleased, paths: Iterable[str]) -> tuple[Link, ...]:
    """What files are about, each with the page that shows it; those that no page shows are left out."""
    found = (Link(file_words(corpus, path), file_page(corpus, path), path) for path in paths)
    return tuple(link for link in found if link.url)


def correction_links(corpus: AnyReleased, path: str) -> tuple[Link, ...]:
    """The standing corrections of published results that name a file, by their days and titles."""
    return tuple(
        Link(f"{found.date} {correction_title(corpus.publications[found.publication])}", correction_page(found.id))
        for found in corpus.standing_corrections
        if path in (*found.records, *(words.file for words in found.words))
    )


def _deduction_words(corpus: AnyReleased, record: Deduction, unit: str) -> str:
    scheme = corpus.schemes.get(record.year)
    item = scheme.items[record.item].name if scheme is not None and record.item in scheme.items else record.item
    noun = "扣分" if scheme is None else record_words(scheme, record.item, record.standard).noun
    return f"{day_words(record.date)}{unit}{quoted(item)}{noun}记录"


def _act_words(corpus: AnyReleased, place: Place, path: str) -> str:
    """What was published, corrected or withdrawn, by its title."""
    corrected = corpus.corrections.get(place.id) if place.kind == "correction" else None
    name = corrected.publication if corrected is not None else place.id
    publication = corpus.publications.get(name)
    if publication is None:
        return path
    if place.kind == "publication":
        return quote_title(publication.title)
    return correction_title(publication) if corrected is not None else withdrawal_title(publication)


def _act_page(corpus: AnyReleased, place: Place) -> str:
    if place.kind == "correction":
        return address.correction_page(place.id) if place.id in corpus.corrections else ""
    return address.publication_page(place.id) if place.id in corpus.publications else ""


def _of_register(corpus: AnyReleased, place: Place, path: str) -> str:
    """The rules of a register, or what was counted in it in a period: “监督线索”2015年第三季度的统计数."""
    register = corpus.registers.get(place.id if place.kind == "register" else place.register)
    if register is None:
        return path
    if place.kind == "register":
        return f"登记簿{quoted(register.title)}的规定"
    return f"{quoted(register.title)}{tally_period(place.id)}的统计数"


def _entry(corpus: AnyReleased, path: str) -> Entry | None:
    return next((entry for entry in corpus.entries if entry.path == path), None)


def _deduction(corpus: AnyReleased, path: str) -> Deduction | None:
    return next((record for record in corpus.deductions if record.path == path), None)
