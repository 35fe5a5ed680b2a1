#!/usr/bin/env bash
# hyperformula 3.5.0 (npm), an engine of formulas for the browser, beside ironcalc 0.9.1 (PyPI).
# Of the hundredths from 0.01 to 10.00, which have two places already, ROUNDUP(…,2) takes some a step up and ROUNDDOWN(…,2) some a step
# down: ROUNDUP(1.1,2) is 1.11. ROUND of a half goes down for some: 1.005 is 1, 0.285 is 0.28. INT(-1.5), the next whole number
# below (-2 in Excel and LibreOffice), is -1. SUMPRODUCT adds a figure that is text, COUNTIF of 甲? counts 甲 too. ironcalc has all
# as Excel has.
# So a sheet in a browser may show other points than the workbook: rounded figures are compared before they are shown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'ironcalc==0.9.1'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" hyperformula@3.5.0 >/dev/null
"$work/venv/bin/python" - >formulas.json <<'PY'
import json

hundredths = [f"{whole // 100}.{whole % 100:02}" for whole in range(1, 1001)]
print(json.dumps({
    "up": [f"=ROUNDUP({each},2)" for each in hundredths],
    "down": [f"=ROUNDDOWN({each},2)" for each in hundredths],
    "half": [f"=ROUND({each}5,2)" for each in hundredths],
    "some": ["=ROUNDUP(1.1,2)", "=ROUND(1.005,2)", "=ROUND(0.285,2)", "=INT(-1.5)", "=SUMPRODUCT(B1:B4,B1:B4)", '=COUNTIF(A1:A4,"甲?")'],
}))
PY
cat >count.mjs <<'JS'
import fs from "fs";
import { HyperFormula } from "hyperformula";
const rows = [["甲", 1], ["甲局", 2], ["乙局", 3], ["丙局", "'4"]];
for (const [name, formulas] of Object.entries(JSON.parse(fs.readFileSync("formulas.json")))) {
  const sheet = formulas.map((formula, index) => [...(rows[index] ?? [null, null]), formula]);
  const engine = HyperFormula.buildFromArray(sheet, { licenseKey: "gpl-v3" });
  const values = formulas.map((_, row) => engine.getCellValue({ sheet: 0, row, col: 2 }));
  console.log(JSON.stringify([name, values]));
}
JS
node count.mjs >hyperformula.jsonl
seen=$("$work/venv/bin/python" - <<'PY'
import json
from decimal import ROUND_HALF_UP, Decimal
import ironcalc

with open("formulas.json") as file:
    formulas = json.load(file)
with open("hyperformula.jsonl") as file:
    values = dict(json.loads(line) for line in file)


def calculated(texts):
    book = ironcalc.create("book", "en", "UTC", "en")
    for row, (name, figure) in enumerate((("甲", "1"), ("甲局", "2"), ("乙局", "3"), ("丙局", "'4")), 1):
        book.set_user_input(0, row, 1, name)
        book.set_user_input(0, row, 2, figure)
    for row, text in enumerate(texts, 1):
        book.set_user_input(0, row, 3, text)
    book.evaluate()
    return [book.get_formatted_cell_value(0, row, 3) for row in range(1, len(texts) + 1)]


def wrong(name, results):
    given = [Decimal(text.split("(")[1].split(",")[0]) for text in formulas[name]]
    due = [each.quantize(Decimal("0.01"), ROUND_HALF_UP) for each in given]
    return sum(Decimal(str(one)) != other for one, other in zip(results, due))


for name in ("up", "down", "half"):
    print(name, "wrong of 1000: hyperformula", wrong(name, values[name]), "ironcalc", wrong(name, calculated(formulas[name])))
for text, one, other in zip(formulas["some"], values["some"], calculated(formulas["some"])):
    print(text.replace('"', "'"), "hyperformula", one, "ironcalc", other)
PY
)
printf 'figures of two places rounded to two places, and halves:\n%s\n' "$seen"
# Seen: 1.11 for 1.1, 1 for 1.005, -1 for the whole number below -1.5.
[ "$seen" = "up wrong of 1000: hyperformula 66 ironcalc 0
down wrong of 1000: hyperformula 69 ironcalc 0
half wrong of 1000: hyperformula 68 ironcalc 0
=ROUNDUP(1.1,2) hyperformula 1.11 ironcalc 1.1
=ROUND(1.005,2) hyperformula 1 ironcalc 1.01
=ROUND(0.285,2) hyperformula 0.28 ironcalc 0.29
=INT(-1.5) hyperformula -1 ironcalc -2
=SUMPRODUCT(B1:B4,B1:B4) hyperformula 30 ironcalc 14
=COUNTIF(A1:A4,'甲?') hyperformula 2 ironcalc 1" ]
