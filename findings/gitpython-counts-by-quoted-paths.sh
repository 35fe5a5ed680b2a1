#!/usr/bin/env bash
# GitPython 3.2.1 (PyPI), with git's own settings as they come.
# The keys of `commit.stats.files` are not paths: a path with Chinese characters stands there as git prints it, in
# quotation marks and octal escapes, and a renamed file counts as one deleted and one added, though `diff()` of the
# same commit calls it renamed and gives the path itself. Where the settings say core.quotePath=false the key is the path.
# So counts of changed lines by unit or folder silently miss every file whose name is Chinese.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gitpython==3.2.1'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from pathlib import Path
from git import Actor, Repo

clerk = Actor("Clerk", "clerk@kaohe.example")
repo = Repo.init("project")
folder = Path("project")
(folder / "甲.yml").write_text("a: 1\nb: 2\nc: 3\n")
repo.index.add(["甲.yml"])
first = repo.index.commit("one", author=clerk, committer=clerk)
repo.index.move(["甲.yml", "乙.yml"])
second = repo.index.commit("two", author=clerk, committer=clerk)
print("diff", *((one.change_type, one.a_path, one.b_path) for one in first.diff(second)))
print("stats", *sorted(second.stats.files))
with repo.config_writer() as settings:
    settings.set_value("core", "quotePath", "false")
print("stats, quotePath false", *sorted(second.stats.files))
PY
)
printf 'GitPython 3.2.1:\n%s\n' "$seen"
# Seen: diff names 甲.yml and 乙.yml; stats has "\344\271\231.yml" and "\347\224\262.yml", quotation marks included.
[ "$seen" = "diff ('R', '甲.yml', '乙.yml')
stats \"\\344\\271\\231.yml\" \"\\347\\224\\262.yml\"
stats, quotePath false 乙.yml 甲.yml" ]
