"""Serving: how long it takes from a saved record to its page, as a browser that waits for it sees it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Row
from benchmarks.samples import PRESENT, note, size

RUNS = 10
LIMIT = 1.0


def run() -> Iterator[Row]:
    """The wall time of a change, the start of the preview not counted; the machine has to be quiet."""
    given = size()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        whole = PRESENT.write_demo(folder / "whole", given.years, given.published * given.years)
        words = [sys.executable, "-u", "-m", "generator", "serve", "-C", str(whole), "--port", "0"]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
            try:
                assert served.stdout is not None
                port = re.search(r":(\d+)/", served.stdout.readline())
                assert port is not None
                waited = _measure(whole, int(port[1]), 2014 + given.years)
            finally:
                served.terminate()
    note = f"{min(waited):.2f} to {max(waited):.2f} s"
    yield Row(f"a saved record → its page under serve, {given.years} years", median(waited), LIMIT, "s", note)


def _measure(whole: Path, port: int, year: int) -> list[float]:
    record = min((whole / f"data/deductions/{year}").glob("*/*.yml"))
    url = f"/{year}/records/{record.parent.name}/{record.stem}.html"
    before, waited = record.read_text(), []
    while _ask(port, url)[0] != 200:
        time.sleep(1)
    for number in range(RUNS + 1):
        version = json.loads(_ask(port, "/.kaohe/state")[1])["version"]
        time.sleep(1 + number * 0.037)
        begun = time.monotonic()
        record.write_text(note(before, number))
        while json.loads(_ask(port, f"/.kaohe/state?after={version}")[1])["version"] == version:
            pass  # as a page does that waits for the answer
        status, page = _ask(port, url)
        assert status == 200
        assert f"第{number}次另记" in re.sub("<[^>]+>", "", page)
        waited.append(time.monotonic() - begun)
    return waited[1:]


def _ask(port: int, url: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", url)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found
