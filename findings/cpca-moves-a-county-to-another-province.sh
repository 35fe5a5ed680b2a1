#!/usr/bin/env bash
# cpca 0.5.5 and addressparser 0.2.4 (PyPI), which find province, city and county in Chinese addresses.
# A name that holds another one is read as the other, and what is left over is an address: 江宁县 (since 2000 a district of Nanjing)
# is 宁县 in Gansu to both; 海南州共和县 (in Qinghai) is the province Hainan with the address 州共和县 to cpca; 甘南州夏河县 (in Gansu)
# is 甘南县 in Heilongjiang to addressparser; 河南县 (a county of Qinghai) is the province Henan to both. 区县政府 (the offices of a
# district) is 重庆市 to cpca. An unknown name alone (下关区) gives nothing. No answer says how sure it is.
# So units' names are looked up whole in a list, and an answer that leaves a rest of the name over is no answer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'cpca==0.5.5' 'addressparser==0.2.4' 'six==1.17.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" -W ignore 2>/dev/null - <<'PY'
import contextlib, io
import addressparser, cpca

names = ["江宁县民政局", "海南州共和县", "甘南州夏河县", "河南县民政局", "区县政府", "下关区", "浙江省杭州市上城区"]
with contextlib.redirect_stdout(io.StringIO()):
    one, other = cpca.transform(names), addressparser.transform(names)


def said(row):
    return "-".join("" if value != value or value is None else str(value) for value in list(row)[:4])


for name, first, second in zip(names, one.values.tolist(), other.values.tolist()):
    print(name, "|", said(first), "|", said(second))
PY
)
printf 'the name, by cpca, by addressparser (province-city-county-rest):\n%s\n' "$seen"
# Seen: Gansu for a county of Nanjing, Hainan and Henan for counties of Qinghai, Heilongjiang for one of Gansu.
[ "$seen" = "江宁县民政局 | 甘肃省-庆阳市-宁县-民政局 | 甘肃省-庆阳市-宁县-江宁县民政局
海南州共和县 | 海南省---州共和县 | 海南省--共和县-州共和县
甘南州夏河县 | 甘肃省-甘南藏族自治州-夏河县- | 黑龙江省-齐齐哈尔市-甘南县-州夏河县
河南县民政局 | 河南省---县民政局 | 河南省---县民政局
区县政府 | 重庆市-县--政府 | ---区县政府
下关区 | --- | ---下关区
浙江省杭州市上城区 | 浙江省-杭州市-上城区- | 浙江省-杭州市-上城区-" ]
