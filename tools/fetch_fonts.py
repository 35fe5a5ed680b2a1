"""Fetches the free fonts of the PDF documents into .venv/fonts: `python tools/fetch_fonts.py`.

Two files are taken out of one locked, hashed package of the package index, and each is checked by its own digest. Of
the package nothing is installed or run, and none of its other fonts is kept: not all of them are free.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FONTS = {
    "NotoSansCJKsc-Regular.otf": "1652500938055a232cfbfa321de6ebaadfc5635dd9f75e369bc991d14a6512dd",
    "NotoSerifCJKsc-Regular.otf": "efa5e49879a789c1ecad8f07e1813c7f9aa6c4b951fdbb5791d85d67345632d7",
}
LIST = Path(__file__).with_name("fonts.txt")


def main() -> int:
    """Fetches what is missing; 0 where all fonts are there and are what they should be."""
    folder = Path(sys.prefix) / "fonts"
    if all(is_genuine(folder / name) for name in FONTS):
        return 0
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes", "-d", work]
        if subprocess.run([*command, "-r", str(LIST)], check=False).returncode:
            print(
                "字体没有取到（需要网络，约 85 MB）。网站照常生成，只是没有 PDF；联网后再运行一次即可。",
                file=sys.stderr,
            )
            return 1
        package = zipfile.ZipFile(next(Path(work).glob("*.whl")))
        folder.mkdir(exist_ok=True)
        for name in FONTS:
            (folder / name).write_bytes(package.read(f"mplfonts/fonts/{name}"))
    wrong = [name for name in FONTS if not is_genuine(folder / name)]
    for name in wrong:
        (folder / name).unlink()
        print(f"字体 {name} 与登记的 SHA-256 不符，没有采用。", file=sys.stderr)
    return 1 if wrong else 0


def is_genuine(path: Path) -> bool:
    """Whether the file is there and has the digest it should have."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == FONTS[path.name]


if __name__ == "__main__":
    sys.exit(main())
