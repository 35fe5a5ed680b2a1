#!/usr/bin/env bash
# bagit 1.9.0 (PyPI), the Library of Congress's own tool for BagIt (RFC 8493).
# A value of bag-info.txt that has a line break is written without the break and without a blank in its place, and
# the bag is valid: two sentences of a description become one word. Read back, the break is gone for good.
# So a description of an archive is kept on one line, or its lines are joined with a mark of one's own before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'setuptools-scm==8.3.1'
"$work/venv/bin/pip" install -q --no-build-isolation 'bagit==1.9.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import pathlib, tempfile, bagit

folder = pathlib.Path(tempfile.mkdtemp(dir="."))
(folder / "x.txt").write_text("x")
bagit.make_bag(str(folder), {"External-Description": "first line\nsecond line"}, checksums=["sha256"])
read = bagit.Bag(str(folder))
print(repr(read.info["External-Description"]), read.is_valid())
PY
)
printf 'bagit 1.9.0 reads back: %s\n' "$seen"
# Seen: 'first linesecond line' True
[ "$seen" = "'first linesecond line' True" ]
