"""The class of each kind of file, imported when it is first asked for: who checks one file needs few of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from generator.model.place import FileKind

_PLACES: Mapping[FileKind, str] = {
    "site": "generator.model.unit:Site",
    "committers": "generator.model.committer:Committers",
    "scheme": "generator.rules.scheme:Scheme",
    "holidays": "generator.model.holidays:Holidays",
    "unit": "generator.model.unit:Unit",
    "deduction": "generator.model.deduction:Deduction",
    "bonus": "generator.model.bonus:Bonus",
    "measure": "generator.model.measured:Measured",
    "import": "generator.model.imported:Imported",
    "applies": "generator.model.inapplicable:InapplicableItems",
    "amendment": "generator.model.amendment:Amendment",
    "appraisal": "generator.model.appraisal:Appraisal",
    "register": "generator.model.register_rule:RegisterRule",
    "tally": "generator.model.tally:Tally",
    "publication": "generator.model.publication:Publication",
    "chain": "generator.model.act:Chain",
    "withdrawal": "generator.model.publication:Withdrawal",
    "correction": "generator.model.publication:Correction",
    "redaction": "generator.model.redaction:Redaction",
    "exceptions": "generator.model.exemption:Exemptions",
    "mapping": "generator.model.table_mapping:TableMapping",
    "index": "generator.model.index_records:Index",
    "district": "generator.model.index_records:DistrictRule",
    "counterparts": "generator.model.index_records:Counterparts",
}


class _RecordClasses(Mapping[FileKind, type]):
    """Kind of file -> class of its record."""

    def __init__(self) -> None:
        self._known: dict[FileKind, type] = {}

    def __getitem__(self, kind: FileKind) -> type:
        if kind not in self._known:
            module, _, name = _PLACES[kind].partition(":")
            self._known[kind] = getattr(import_module(module), name)
        return self._known[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in _PLACES

    def __iter__(self) -> Iterator[FileKind]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


# That of an entry is made from the declaration of its register (`generator/read/record.py:record_type`).
RECORDS: Mapping[FileKind, type] = _RecordClasses()
_KINDS = {place: kind for kind, place in _PLACES.items()}


def kind_of_record(record: object) -> FileKind:
    """The kind of file that holds such a record; that of every class made from a declaration is `entry`."""
    made = type(record)
    return _KINDS.get(f"{made.__module__}:{made.__qualname__}", "entry")
