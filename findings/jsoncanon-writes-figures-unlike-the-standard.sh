#!/usr/bin/env bash
# jsoncanon 0.2.4, beside rfc8785 0.1.4, jcs 0.2.1, json-canonical 2.0.0 (PyPI) and canonicalize 4.0.0 (npm), which write
# JSON in the one form that is signed (RFC 8785).
# The form of a number is that of JavaScript. jsoncanon writes Python's: 0.0000001 is 1e-07 and not 1e-7, a share of
# 0.00000025 is 2.5e-07, a whole number of 21 digits has other digits at its end, and one of 20 digits (an electronic
# invoice's) becomes a text in marks, where rfc8785 refuses it and the rest round it as the standard says. Usual figures
# and the order of keys are the same from all. So what it signed does not verify elsewhere, seldom and without a word.
# So small and long figures stand as text in what is signed, and one signature with them is checked by a second package.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'rfc8785==0.1.4' 'jcs==0.2.1' 'json-canonical==2.0.0' 'jsoncanon==0.2.4'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" canonicalize@4.0.0 >/dev/null
cat >write.mjs <<'JS'
import canonicalize from "canonicalize";
console.log(canonicalize(JSON.parse(process.argv[2])));
JS
seen=$("$work/venv/bin/python" - <<'PY'
import json, subprocess
import jcs, json_canonical, jsoncanon, rfc8785

def by(write, record):
    try:
        written = write(record)
    except rfc8785.IntegerDomainError:
        return "refused"
    return written.decode() if isinstance(written, bytes) else written

def by_node(record):
    return subprocess.run(["node", "write.mjs", json.dumps(record)], capture_output=True, check=True, encoding="utf-8").stdout.strip()

for record in ({"n": 12345678901234567890}, {"n": 1e-7}, {"n": 2.5e-7}, {"n": 123456789012345680000.0}, {"！": 96.5, "𠮷": 1}):
    others = {by(jcs.canonicalize, record), by(json_canonical.canonicalize, record), by_node(record)}
    print("jsoncanon", by(jsoncanon.canonicalize, record), "rfc8785", by(rfc8785.dumps, record), "the others", *others)
PY
)
printf '%s\n' "$seen"
# Seen: four figures in a form of its own, and one that rfc8785 refuses.
[ "$seen" = 'jsoncanon {"n":"12345678901234567890"} rfc8785 refused the others {"n":12345678901234567000}
jsoncanon {"n":1e-07} rfc8785 {"n":1e-7} the others {"n":1e-7}
jsoncanon {"n":2.5e-07} rfc8785 {"n":2.5e-7} the others {"n":2.5e-7}
jsoncanon {"n":123456789012345683968} rfc8785 {"n":123456789012345680000} the others {"n":123456789012345680000}
jsoncanon {"𠮷":1,"！":96.5} rfc8785 {"𠮷":1,"！":96.5} the others {"𠮷":1,"！":96.5}' ]
