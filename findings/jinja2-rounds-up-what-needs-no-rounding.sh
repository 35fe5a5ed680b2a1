#!/usr/bin/env bash
# Jinja2 3.1.6 and minijinja 3.1.0 (PyPI).
# The filter `round(2, 'ceil')`, "always rounds up", makes 1.11 of 1.1, and `round(2, 'floor')` makes 1.14 of 1.15: the
# figure is multiplied by 100 in binary first and comes out a hair above or below. Of the hundredths from 0.01 to 10.00,
# which need no rounding at all, 66 go a step up and 69 a step down. A Decimal comes out right.
# So a ceiling or floor in a template is asked of a Decimal alone, or done before the template.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'minijinja==3.1.0' 'jinja2==3.1.6'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import Decimal
import jinja2, minijinja

other = minijinja.Environment()
for way in ("ceil", "floor"):
    text = "{{ x|round(2, '%s') }}" % way
    ask = jinja2.Template(text).render
    moved = sum(float(ask(x=number / 100)) != number / 100 for number in range(1, 1001))
    exact = sum(Decimal(ask(x=Decimal(number) / 100)) != Decimal(number) / 100 for number in range(1, 1001))
    print(way, *(ask(x=x) for x in (1.1, 1.15)), "minijinja", *(other.render_str(text, x=x) for x in (1.1, 1.15)))
    print(way, "moved", moved, "of 1000, as Decimal", exact)
PY
)
printf 'Jinja2 3.1.6:\n%s\n' "$seen"
# Seen: 1.11 for 1.1 and 1.14 for 1.15 from both; 66 and 69 of 1000 hundredths moved, none as Decimal.
[ "$seen" = "ceil 1.11 1.15 minijinja 1.11 1.15
ceil moved 66 of 1000, as Decimal 0
floor 1.1 1.14 minijinja 1.1 1.14
floor moved 69 of 1000, as Decimal 0" ]
