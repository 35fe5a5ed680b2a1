#!/usr/bin/env bash
# ruamel.yaml 0.19.1 (PyPI), the YAML library that keeps comments.
# A comment above a key belongs, to the library, to the key before it. Deleting a key therefore keeps the comment that
# stood above it and takes away the one above the next key: the remark on b now stands over c. The same in lists.
# So a program that removes an entry of a commented record leaves a remark that speaks of another entry, and loses one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'ruamel.yaml==0.19.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import sys
from ruamel.yaml import YAML

yaml = YAML()
record = yaml.load("a: 1\n# about b\nb: 2\n# about c\nc: 3\n")
del record["b"]
yaml.dump(record, sys.stdout)
PY
)
printf 'without b, ruamel.yaml 0.19.1 writes:\n%s\n' "$seen"
# Seen: "# about b" above c; "# about c" is gone.
[ "$seen" = "a: 1
# about b
c: 3" ]
