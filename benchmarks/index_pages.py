"""The site of an index of 2,800 districts on a cheap phone: 400 kbit/s, a processor six times slower, first visit.

Over HTTP with compression and with the policy as a header, in Chromium: the time until something is painted, what has
come over the line by then and after, and how long the first query for a district takes. Needs Chromium and the
packages of the tests. `python -m benchmarks.index_pages FOLDER` leaves the index and its site in a folder.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks.measure import ROOT, Row
from benchmarks.search import BYTES_PER_SECOND, LATENCY, SLOWER, first_query, serve
from tests.gather.indexing import IndexFolder
from tests.gather.published import whole_year

_COUNT, _PROVINCES, _CITIES = 2800, 31, 11
_CROWDED = 250  # districts in one city, more than one page lists
_FIRST = "青平春安东林长新永石金玉"
_SECOND = "山河川城州江水原阳湖桥岭"
_PAGES = (
    "index.html", "districts/p3.html", "districts/c3-2.html", "districts/c0-0.html", "districts/c0-0/2.html",
    "districts/d500.html", "years.html", "2015/scores.html", "2015/scores/c0-0.html", "2015/scores/c3-2.html",
    "counterparts.html", "counterparts/education.html", "news.html", "questions.html", "proof.html", "search.html",
)  # fmt: skip
_TIMES = 3  # the quickest counts: others use the machine too
_PAINT = "performance.getEntriesByName('first-contentful-paint')"
_MOST_KILOBYTES, _MOST_SECONDS, _MOST_QUERY = 60, 2.5, 3


def run() -> Iterator[Row]:
    """The slowest and the largest page, and the first query."""
    with tempfile.TemporaryDirectory() as work, serve(build_site(Path(work), _COUNT)) as address:
        found = {page: min(first_visit(address, page) for _ in range(_TIMES)) for page in _PAGES}
        queries = {query: first_query(address, query) for query in ("青山区", "jlh")}
    told = "; ".join(f"{page} {seconds:.2f} s {size / 1000:.0f} kB" for page, (seconds, size) in found.items())
    yield Row("first paint of the slowest page", max(s for s, _ in found.values()), _MOST_SECONDS, "s", told)
    yield Row("first visit of the largest page", max(b for _, b in found.values()) / 1000, _MOST_KILOBYTES, "kB")
    for query, (seconds, size, _) in queries.items():
        yield Row(f"first query {query}", seconds, _MOST_QUERY, "s", f"{size / 1000:.0f} kB compressed")


def build_site(folder: Path, count: int) -> Path:
    """An index of so many districts of 31 provinces, two units each, gathered and built; the folder of its site."""
    index = IndexFolder(folder)
    for at in range(_PROVINCES):
        index.register(f"p{at}", f"name: {name_of(at)}省\nlevel: province\n")
        for city in range(_CITIES):
            name = name_of(31 + at * _CITIES + city)
            index.register(f"c{at}-{city}", f"name: {name}市\nlevel: city\nparent: p{at}\n")
    for number in range(count):
        made = whole_year(number, units=2, full_marks=100 + number % 3)
        made.write(index.mirrors / made_id(number))
        index.register(
            made_id(number),
            f"name: {name_of(number)}区\nlevel: county\nparent: {_region_of(number)}\n"
            f"source: {{form: folder, path: ../mirrors/{made_id(number)}, part: open-data}}\n",
        )
    for command in (["gather", "--workers", "2"], ["build"]):
        done = subprocess.run(
            [sys.executable, "-m", "generator", *command, "-C", str(index.root)], cwd=ROOT, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
    return index.root / "site"


def made_id(number: int) -> str:
    return f"d{number}"


def _region_of(number: int) -> str:
    if number < _CROWDED:
        return "c0-0"
    return f"c{number % _PROVINCES}-{number // _PROVINCES % _CITIES}"


def name_of(number: int) -> str:
    """A made-up name of a place, another for each number."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    second, third = rest % len(_SECOND), rest // len(_SECOND)
    return (
        _FIRST[first]
        + (_FIRST[third % len(_FIRST)] + ("" if third < 12 else "新") if third else "")
        + _SECOND[second]
    )


def first_visit(address: str, page: str) -> tuple[float, float]:
    """Seconds until the first paint of a page that nobody has seen yet, and the bytes of all that it brings."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        phone = tab.context.new_cdp_session(tab)
        phone.send("Network.enable")
        speeds = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND / 4}
        phone.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **speeds})
        phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        sizes: list[float] = []
        phone.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        tab.goto(address + page, wait_until="networkidle")
        tab.wait_for_function(f"{_PAINT}.length")
        paint: Any = tab.evaluate(f"{_PAINT}[0].startTime")
        browser.close()
    return paint / 1000, sum(sizes)


if __name__ == "__main__":
    print(build_site(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else _COUNT))
