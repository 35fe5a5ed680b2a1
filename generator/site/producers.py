"""What is built besides the pages: each producer gives path and bytes. Add one to `PRODUCERS` to add its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass

Producer = Callable[[Edition], Iterable[tuple[str, bytes]]]


def _no_remark(edition: Edition) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class SitePart:
    """One part of the output: its name, as progress shows it, what makes it, and what a person should know of it.

    Its files lie in `folder`, beside pages that others make. `produce` imports what it needs when it is called, so
    that a part that is not built costs nothing. `step` files lie between two words about progress: documents take
    long enough to be counted one by one.
    """

    name: str
    folder: str
    produce: Producer
    remark: Callable[[Edition], Iterable[str]] = _no_remark
    step: int = 50


def _open_data(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.opendata.open_data_files import produce_open_data

    return produce_open_data(edition)


def _feeds(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.opendata.open_data_files import produce_feeds

    return produce_feeds(edition)


def _calendars(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.opendata.ics_files import produce_calendars

    return produce_calendars(edition)


def _comparisons(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.pages.comparison_source import produce_comparisons

    return produce_comparisons(edition)


def _verifier(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.site.verifier import produce_verifier

    return produce_verifier(edition)


def _documents(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.documents.document_files import produce_documents

    return produce_documents(edition)


def _public_history(edition: Edition) -> Iterable[tuple[str, bytes]]:
    from generator.pages.public_source import produce_public_history

    return produce_public_history(edition)


def _fonts(edition: Edition) -> Iterable[str]:
    from generator.documents.document_files import remark_on_fonts

    return remark_on_fonts(edition)


PRODUCERS: list[SitePart] = [
    SitePart("公文", "documents/", _documents, _fonts, step=1),
    SitePart("开放数据", "open-data/", _open_data),
    SitePart("订阅源", "feeds/", _feeds),
    SitePart("日历订阅", "calendar/", _calendars),
    SitePart("版本比较", "compare/", _comparisons),
    SitePart("核验程序", "verify/", _verifier),
    SitePart("公开历史", "public-history/", _public_history),
]
