#!/usr/bin/env bash
# nunjucks 3.2.4 and @huggingface/jinja 0.5.11 (npm), beside Jinja2 3.1.6 (PyPI): engines for one language of templates.
# nunjucks is "essentially a port of jinja2". An empty list is true to it, so 扣分：{% if 扣分 %}有{% else %}无{% endif %} says 有 of a
# unit without deductions; {% set n = n + 1 %} within a loop counts on outside, where Jinja2 begins anew each time and says 0;
# sum(attribute='points') is NaN, round(2) goes half up (0.125 is 0.13, 0.12 in Jinja2), '1,234'|float is 1 and not 0.0. No
# error in any of these. @huggingface/jinja has the first two as Jinja2 has, and says 1.0 of 1,234.
# So a template is moved to a browser with its results compared, and a list is asked for its length: {% if 扣分|length %}.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'jinja2==3.1.6'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" nunjucks@3.2.4 @huggingface/jinja@0.5.11 >/dev/null
cat >templates.json <<'JSON'
["{% if empty %}有{% else %}无{% endif %}",
 "{% if empty|length %}有{% else %}无{% endif %}",
 "{% set n = 0 %}{% for each in rows %}{% set n = n + 1 %}{% endfor %}{{ n }}",
 "{{ rows|sum(attribute='points') }}",
 "{{ 0.125|round(2) }}",
 "{{ '1,234'|float }}"]
JSON
cat >render.mjs <<'JS'
import fs from "fs";
import nunjucks from "nunjucks";
import { Template } from "@huggingface/jinja";
const given = { empty: [], rows: [{ points: 1.5 }, { points: 2 }] };
const nunjucksSays = (text) => new nunjucks.Environment(null).renderString(text, given);
const otherSays = (text) => {
  try {
    return new Template(text).render(given);
  } catch {
    return "refused";
  }
};
for (const text of JSON.parse(fs.readFileSync("templates.json"))) console.log(nunjucksSays(text), otherSays(text));
JS
seen=$(paste -d' ' <(node render.mjs) <(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import json
from jinja2 import Template

given = {"empty": [], "rows": [{"points": 1.5}, {"points": 2}]}
with open("templates.json") as file:
    for text in json.load(file):
        print(Template(text).render(given), "|", text)
PY
))
printf 'nunjucks, @huggingface/jinja, Jinja2, and the template:\n%s\n' "$seen"
# Seen: 有 of an empty list, 2 for a count that is 0 elsewhere, NaN for a sum of 3.5.
[ "$seen" = "有 无 无 | {% if empty %}有{% else %}无{% endif %}
无 无 无 | {% if empty|length %}有{% else %}无{% endif %}
2 0 0 | {% set n = 0 %}{% for each in rows %}{% set n = n + 1 %}{% endfor %}{{ n }}
NaN refused 3.5 | {{ rows|sum(attribute='points') }}
0.13 refused 0.12 | {{ 0.125|round(2) }}
1 1.0 0.0 | {{ '1,234'|float }}" ]
