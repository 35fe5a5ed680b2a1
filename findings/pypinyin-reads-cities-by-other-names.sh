#!/usr/bin/env bash
# pypinyin 0.55.0 and xpinyin 0.7.7 (PyPI).
# pypinyin knows 六安 (Lu'an), 铅山 (Yanshan) and 尉犁 (Yuli), yet the city 漯河 (Luohe) is "ta he" to it, 洪洞 (Hongtong) "hong
# dong", 浚县 (Xunxian) "jun xian", 荥经 (Yingjing) "xing jing", and 漯河 is so to xpinyin too, which besides has
# "zhong qing" and "chang zhi" for 重庆 and 长治. So an order, an address or a search by pinyin puts whole cities where
# nobody looks: places are given their reading by hand (`load_phrases_dict`), by the list of one's own units.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'pypinyin==0.55.0' 'xpinyin==0.7.7'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import pypinyin, xpinyin

def read(names):
    return [" ".join(pypinyin.lazy_pinyin(name)) for name in names]

print(read(("六安", "铅山", "尉犁", "重庆", "长治")))
print(read(("漯河", "漯河市", "洪洞县", "浚县", "荥经县")))
print([xpinyin.Pinyin().get_pinyin(name, " ") for name in ("漯河", "重庆", "长治")])
pypinyin.load_phrases_dict({"漯河": [["luò"], ["hé"]]})
print(read(("漯河市",)))
PY
)
printf '%s\n' "$seen"
# Seen: the first five right; the next five by other readings; three wrong by xpinyin; luo he shi when it is told.
[ "$seen" = "['lu an', 'yan shan', 'yu li', 'chong qing', 'zhang zhi']
['ta he', 'ta he shi', 'hong dong xian', 'jun xian', 'xing jing xian']
['ta he', 'zhong qing', 'chang zhi']
['luo he shi']" ]
