#!/usr/bin/env bash
# PyYAML 6.0.4 and ruamel.yaml 0.19.1, beside py-yaml12 0.2.0, yaml-rs 0.1.6 (PyPI), yaml 2.9.1 and js-yaml 5.5.0 (npm).
# The line separator U+2028, which comes with text pasted from web pages and slides, ends a line in YAML 1.1 and none in
# YAML 1.2. PyYAML writes it as it is and indents what follows, and so does ruamel.yaml, though it writes 1.2: the four
# readers of 1.2 take the indent for text, 甲, the separator, two blanks and 乙. Of U+0085 PyYAML and ruamel.yaml do not
# even read what they wrote: it comes back as one blank. A text with a line break too ruamel.yaml escapes, rightly.
# So these two are looked for before a text is written, or all but ASCII is escaped (allow_unicode=False).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pyyaml==6.0.4' 'ruamel.yaml==0.19.1' 'py-yaml12==0.2.0' 'yaml-rs==0.1.6'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" yaml@2.9.1 js-yaml@5.5.0 >/dev/null
cat >read.js <<'JS'
const text = require("fs").readFileSync(0, "utf8");
console.log(JSON.stringify([require("yaml").parse(text).note, require("js-yaml").load(text).note]));
JS
seen=$("$work/venv/bin/python" - <<'PY'
import io, json, subprocess
import ruamel.yaml, yaml, yaml12, yaml_rs

def by_ruamel(record):
    out = io.StringIO()
    ruamel.yaml.YAML().dump(record, out)
    return out.getvalue()

for text in ("甲\u2028乙", "甲\u0085乙", "甲\u2028乙\n丙"):
    for name, write in (("PyYAML", lambda record: yaml.safe_dump(record, allow_unicode=True)), ("ruamel", by_ruamel)):
        written = write({"note": text})
        node = subprocess.run(["node", "read.js"], input=written, capture_output=True, check=True, encoding="utf-8").stdout
        old = [yaml.safe_load(written)["note"], ruamel.yaml.YAML(typ="safe").load(written)["note"]]
        new = [yaml12.parse_yaml(written)["note"], yaml_rs.loads(written)["note"], *json.loads(node)]
        print(name, ascii(text), "to these two", *map(ascii, sorted(set(old))), "to the four", *map(ascii, sorted(set(new))))
PY
)
printf '%s\n' "$seen"
# Seen: two blanks behind each separator for the four, but for the last; U+0085 a blank for the two that wrote it.
[ "$seen" = "PyYAML '\\u7532\\u2028\\u4e59' to these two '\\u7532\\u2028\\u4e59' to the four '\\u7532\\u2028  \\u4e59'
ruamel '\\u7532\\u2028\\u4e59' to these two '\\u7532\\u2028\\u4e59' to the four '\\u7532\\u2028  \\u4e59'
PyYAML '\\u7532\\x85\\u4e59' to these two '\\u7532 \\u4e59' to the four '\\u7532\\x85  \\u4e59'
ruamel '\\u7532\\x85\\u4e59' to these two '\\u7532 \\u4e59' to the four '\\u7532\\x85  \\u4e59'
PyYAML '\\u7532\\u2028\\u4e59\\n\\u4e19' to these two '\\u7532\\u2028\\u4e59\\n\\u4e19' to the four '\\u7532\\u2028  \\u4e59\\n\\u4e19'
ruamel '\\u7532\\u2028\\u4e59\\n\\u4e19' to these two '\\u7532\\u2028\\u4e59\\n\\u4e19' to the four '\\u7532\\u2028\\u4e59\\n\\u4e19'" ]
