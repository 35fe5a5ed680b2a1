"""Serving: the site on this machine, kept up with the files while they are being written."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from generator.model.problem import UserError
from generator.public.periods import Audience
from generator.read.program import Templates
from generator.site.preview import Preview
from generator.site.server import LOOPBACK, open_server

_PAUSE, _CALM = 0.1, 1.0  # seconds between two looks at the files, and where no page asks for changes
_SHARE = 3  # how many times as long as a look takes nothing is looked at: a look at ten years takes some time


@contextmanager
def serve(root: Path, port: int, audience: Audience, templates: Templates) -> Iterator[tuple[Preview, str]]:
    """Serves the preview of the project at `root` while the block lasts; gives it and its address.

    Raises UserError if the port is taken.
    """
    with TemporaryDirectory(prefix="kaohe-serve-") as work:
        preview = Preview(root, Path(work), audience, templates)
        try:
            server = open_server(preview, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise UserError(f"端口 {port} 正被占用。请用 --port 另选一个，例如 --port 8001。") from None
        with server:
            Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield preview, f"http://{LOOPBACK}:{server.server_address[1]}/"
            finally:
                server.shutdown()


def look_often(preview: Preview, look: Callable[[], None]) -> None:
    """Looks at the files again and again until it is interrupted; often while somebody has a page open."""
    while True:
        begun = time.monotonic()
        look()
        took = time.monotonic() - begun
        time.sleep(min(_CALM, max(_PAUSE, _SHARE * took)) if preview.is_watched else _CALM)
