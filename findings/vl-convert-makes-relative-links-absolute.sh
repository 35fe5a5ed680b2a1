#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (PyPI), which draws Vega charts as SVG without a browser.
# The encoding channel `href` of a mark becomes a link in the SVG, and a relative address, even one within the page
# (“#top”), is written as one at https://vega.github.io/vega-datasets/: the base of Vega's own sample data is taken for
# that of links. Whoever puts such an SVG into a site has links that leave it, and they can be seen only in the bytes.
# An address with a scheme stays as it is. So links are put in afterwards, or laid over the picture.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'vl-convert-python==1.9.0.post1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import json, re, vl_convert

links = ["units/alpha.html", "#top", "https://kaohe.example/units/alpha.html"]
size = {"width": {"value": 5}, "height": {"value": 5}}
chart = {
    "$schema": "https://vega.github.io/schema/vega/v6.json",
    "width": 40,
    "height": 20,
    "data": [{"name": "units", "values": [{"link": link} for link in links]}],
    "marks": [{"type": "rect", "from": {"data": "units"}, "encode": {"enter": size | {"href": {"field": "link"}}}}],
}
print("\n".join(re.findall(r'href="([^"]*)"', vl_convert.vega_to_svg(json.dumps(chart)))))
PY
)
printf 'vl-convert-python 1.9.0.post1 writes:\n%s\n' "$seen"
# Seen: the two relative addresses at vega.github.io, the third as it was given.
[ "$seen" = "https://vega.github.io/vega-datasets/units/alpha.html
https://vega.github.io/vega-datasets/#top
https://kaohe.example/units/alpha.html" ]
