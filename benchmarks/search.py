"""The first visit and the first query on a cheap phone: 400 kbit/s, a processor six times slower.

A query lasts from the moment when a reader puts the cursor into the search of the home page until hits are shown, of
one year of records and of ten; a visit, with nothing kept, until something is painted. Over HTTP with compression and
with the policy as a header, in Chromium. Needs Chromium and the packages of the tests.
"""

from __future__ import annotations

import gzip
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from time import perf_counter
from typing import Any

from benchmarks.measure import Row
from benchmarks.site import open_sample, without_other_products
from generator.demo.district import Options
from generator.site.site_build import build_output
from generator.words.page_frame import POLICY

BYTES_PER_SECOND = 400_000 / 8
LATENCY = 100  # milliseconds, of each request
SLOWER = 6
QUERIES = ("财政局", "窗口没人", "第十条")
VISITED = ("index.html", "2015/units/caizhengju.html", "2015/ranking.html", "registers/inspections.html")


def run() -> Iterator[Row]:
    """Seconds and kilobytes of the first query, and how ten years compare with one."""
    with without_other_products(), tempfile.TemporaryDirectory() as folder:
        one = _measure(Path(folder) / "one", Options())
        with serve(Path(folder) / "one.site") as address:
            visits = {url: first_visit(address, url) for url in VISITED}
        ten = _measure(Path(folder) / "ten", Options(years=10, deductions=4000))
    for url, (seconds, size) in visits.items():
        yield Row(f"first paint of {url}", seconds, 2.5, "s")
        yield Row(f"first visit of {url}, compressed", size / 1000, 60, "kB")
    yield Row("first query, one year", one[0], 3, "s", f"{one[1]:.0f} kB compressed")
    yield Row("first query, ten years", ten[0], 3, "s", f"{ten[1]:.0f} kB compressed")
    yield Row("time of ten years ÷ one", ten[0] / one[0], 1.5)
    yield Row("bytes of ten years ÷ one", ten[1] / one[1], 1.5)
    yield Row("further query, ten years", ten[2], 0.5, "s")


def _measure(folder: Path, options: Options) -> tuple[float, float, float]:
    site = folder.with_name(f"{folder.name}.site")
    build_output(open_sample(folder, options), site, lambda words, count: None)
    with serve(site) as address:
        found = [first_query(address, query) for query in QUERIES]
    return sorted(seconds for seconds, _, _ in found)[1], found[0][1] / 1000, max(later for _, _, later in found)


def first_query(address: str, query: str) -> tuple[float, int, float]:
    """Seconds and bytes until the first hits are shown, and seconds of another query after them."""
    with _browser() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(address + "index.html")
        sizes = _slow_down(page)
        first = _ask(page, query)
        size = sum(sizes)
        later = _ask(page, "民政局")
    return first, int(size), later


def first_visit(address: str, url: str) -> tuple[float, int]:
    """Seconds until something of a page is painted, and bytes of all that it loads."""
    with _browser() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        sizes = _slow_down(page)
        page.goto(address + url, wait_until="load")
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        painted = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return painted / 1000, int(sum(sizes))


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=arguments)
        yield browser
        browser.close()


def _slow_down(page: Any) -> list[float]:
    """Makes a cheap phone of `page`; the sizes of what it loads from now on."""
    phone = page.context.new_cdp_session(page)
    phone.send("Network.enable")
    speeds = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND / 4}
    network = {"offline": False, "latency": LATENCY, **speeds}
    phone.send("Network.emulateNetworkConditions", network)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    phone.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


def _ask(page: Any, query: str) -> float:
    start = perf_counter()
    page.fill(".kh-hero-find input", query)
    page.wait_for_selector(f'.kh-drop[data-query="{query}"] a')
    return perf_counter() - start


class _Compressed(SimpleHTTPRequestHandler):
    """Serves files compressed, as any web server does, and with the policy of the pages as a header."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Says nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a server of `folder`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
