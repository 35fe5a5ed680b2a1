"""Writes generator/read/pinyin.txt: how each Chinese character is read, without tones.

Needs pypinyin (MIT), which kaohe does not need to run: `pip install pypinyin==0.55.0`, then
`python -m tools.write_pinyin`.
One line for each syllable: the syllable, the characters of which it is the usual reading, and, after a bar, those of
which it is another one. The characters are those of GBK. Dictionaries give many characters readings that nobody
types; the other ones are those of OTHERS alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OTHERS = (
    "行xing hang 长chang zhang 重zhong chong 会hui kuai 乐le yue 都du dou 调diao tiao 还huan hai 朝chao zhao "
    "传chuan zhuan 单dan shan 弹dan tan 降jiang xiang 藏cang zang 曾zeng ceng 车che ju 称cheng chen 大da dai 地di de "
    "度du duo 给gei ji 和he huo 角jiao jue 解jie xie 卡ka qia 率lv shuai 律lv 绿lv lu 旅lv lu 没mei mo "
    "宁ning 强qiang jiang 切qie 圈quan juan 塞sai se 色se shai 厦sha xia 省sheng xing 盛sheng cheng 石shi dan "
    "数shu 属shu zhu 宿su xiu 提ti di 系xi ji 校xiao jiao 血xue xie 载zai 择ze zhai 仇qiu chou 尉wei yu 查cha zha "
    "翟zhai di 区qu ou 尽jin 少shao 斗dou 正zheng 女nv 吕lv 驴lv 屡lv 虑lv 滤lv 氯lv 履lv 缕lv 铝lv 侣lv 略lve 掠lve "
    "参can shen 差cha chai 处chu 拾shi she 识shi zhi 食shi si 氏shi zhi 似si shi 万wan mo 无wu mo 洗xi xian "
    "徐xu 员yuan yun 扎zha za 粘zhan nian 爪zhua zhao 秘mi bi 泌mi bi 埔pu bu 堡bao pu 薄bo bao 剥bo bao "
    "燕yan 阿a e 浦pu 蚌beng bang 番fan pan 涡wo guo 莘shen xin 亳bo 邳pi 郴chen 鄞yin 儋dan"
)
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
    for row in re.findall(r"([\u4e00-\u9fff])([a-z ]+)", OTHERS):
        for reading in row[1].split():
            other[reading] = other.get(reading, "") + row[0]
    for character in characters("gbk"):
        ((reading,),) = pinyin(character, style=Style.NORMAL)
        plain = reading.replace("ü", "v")
        if plain.isascii() and plain.isalpha():
            usual[plain] = usual.get(plain, "") + character
    rows = [
        f"{key} {usual.get(key, '')}" + (f"|{other[key]}" if key in other else "") for key in sorted({*usual, *other})
    ]
    OUT.write_text("\n".join(rows) + "\n", "utf-8", newline="\n")
    print(f"{OUT}: {len(rows)} syllables, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
