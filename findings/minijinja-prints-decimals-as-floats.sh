#!/usr/bin/env bash
# minijinja 3.1.0 and Jinja2 3.1.6 (PyPI), two engines for the same templates.
# A Decimal that is handed to minijinja becomes a float at once: 1.50 is printed as 1.5, the sum of 0.1 and 0.2 is
# 0.30000000000000004, 2.675 rounds to 2.67, a figure of 18 digits loses its last ones. Jinja2 keeps the
# Decimal in all four. So a template moved from the one to the other prints other points without an error; figures are
# made into text before they are handed over.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'minijinja==3.1.0' 'jinja2==3.1.6'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import Decimal
import jinja2, minijinja

given = {
    "points": Decimal("1.50"),
    "each": [Decimal("0.1"), Decimal("0.2")],
    "half": Decimal("2.675"),
    "long": Decimal("1234567890123456.78"),
}
text = "{{ points }} {{ each|sum }} {{ half|round(2) }} {{ long }}"
print("jinja2", jinja2.Template(text).render(given))
print("minijinja", minijinja.Environment().render_str(text, **given))
PY
)
printf '%s\n' "$seen"
# Seen: 1.50 0.3 2.68 1234567890123456.78 / 1.5 0.30000000000000004 2.67 1234567890123456.8
[ "$seen" = "jinja2 1.50 0.3 2.68 1234567890123456.78
minijinja 1.5 0.30000000000000004 2.67 1234567890123456.8" ]
