"""The pictures of the README, taken from a built demonstration: `make pictures`. Needs a Chromium on the machine."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
# Name of the picture, page of the site, size in pixels, height of the page above what is shown.
PICTURES = (("unit.png", "2015/units/zhujianju.html", (1120, 880), 0),)
COLOURS = 48


def main(site: Path) -> int:
    """Takes all pictures of `site`, a folder that `kaohe build` has made; 2 where there is none or no browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or not (site / "manifest.json").is_file():
        print("要有 Chromium，以及一个生成好的网站文件夹。", file=sys.stderr)
        return 2
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, page, (width, height), above in PICTURES:
            shown = running.new_page(viewport={"width": width, "height": height + above}, color_scheme="light")
            shown.goto((site / page).resolve().as_uri())
            taken = shown.screenshot(clip={"x": 0, "y": above, "width": width, "height": height})
            (FOLDER / name).write_bytes(shrink(taken))
            shown.close()
        running.close()
    return 0


def shrink(picture: bytes) -> bytes:
    """The same picture as a PNG of few colours."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
