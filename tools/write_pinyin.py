"""Writes generator/read/pinyin.txt: how each Chinese character is read, without tones.

Needs pypinyin (MIT), which kaohe does not need to run: `pip install pypinyin==0.55.0`, then
`python -m tools.write_pinyin`.
One line for each syllable: the syllable, the characters of which it is the usual reading, and, after a bar, those of
which it is another one. The characters are those of GBK; other readings only of those of GB 2312, which are in use.
"""

from __future__ import annotations

import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "generator" / "read" / "pinyin.txt"


def characters(codec: str) -> list[str]:
    """The Chinese characters that a codec can write."""
    found = []
    for point in range(0x4E00, 0x9FA6):
        try:
            chr(point).encode(codec)
        except UnicodeEncodeError:
            continue
        found.append(chr(point))
    return found


def main() -> int:
    from pypinyin import Style, pinyin

    usual: dict[str, str] = {}
    other: dict[str, str] = {}
    in_use = set(characters("gb2312"))
    for character in characters("gbk"):
        (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
        plain = [reading.replace("ü", "v") for reading in readings if reading.replace("ü", "v").isascii()]
        if not plain or plain[0] == character:
            continue
        usual[plain[0]] = usual.get(plain[0], "") + character
        for reading in plain[1:] if character in in_use else ():
            other[reading] = other.get(reading, "") + character
    rows = [
        f"{key} {usual.get(key, '')}" + (f"|{other[key]}" if key in other else "") for key in sorted({*usual, *other})
    ]
    OUT.write_text("\n".join(rows) + "\n", "utf-8", newline="\n")
    print(f"{OUT}: {len(rows)} syllables, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
