#!/usr/bin/env bash
# mkdocs 1.6.1 (PyPI).
# The event on_startup is "the first event of a command", yet a fault in the settings (here a docs_dir that is missing)
# ends the command in mkdocs's own words before on_startup of any plugin runs. A plugin that replaces the command by a
# sentence of its own (use another command) cannot do so in a folder whose settings mkdocs does not accept.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'mkdocs==1.6.1'
mkdir "$work/project"
cd "$work/project"
cat >hook.py <<'PY'
def on_startup(command, dirty):
    print("hook: on_startup", flush=True)
PY
printf 'site_name: x\ndocs_dir: texts\nhooks: [hook.py]\n' >mkdocs.yml
without=$("$work/venv/bin/mkdocs" build 2>&1 || true)
mkdir texts && echo '# x' >texts/index.md
with=$("$work/venv/bin/mkdocs" build 2>&1)
printf 'without the folder:\n%s\nwith it:\n%s\n' "$without" "$(grep hook <<<"$with")"
# Seen: "Config value 'docs_dir': The path ... isn't an existing directory." and no word of the hook; with the folder the hook speaks.
grep -q "docs_dir" <<<"$without" && ! grep -q "hook: on_startup" <<<"$without" && grep -q "hook: on_startup" <<<"$with"
