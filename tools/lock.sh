#!/bin/sh
# Writes requirements/*.txt: every package with its version and the SHA-256 of each of its files, one set of
# versions for every Python from 3.11 and every machine. Needs the package index; run it as `make lock`.
# Versions already locked stay; `make lock LOCK=--upgrade` takes the newest that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."

resolver=.cache/lock
if ! [ -x "$resolver/bin/uv" ]; then
    python3 -m venv "$resolver"
    "$resolver/bin/python" -m pip install -q uv==0.13.9
fi

lock() {
    out=requirements/$1.txt
    shift
    # No index address: the lock must hold wherever the packages come from. `fewest` keeps one version of each
    # package for all Pythons, so that they all build the same bytes.
    "$resolver/bin/uv" pip compile -q --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" ${LOCK:-} "$@" -o "$out"
}

mkdir -p requirements
lock run pyproject.toml
lock build --group build -c requirements/run.txt
lock desk pyproject.toml --extra desk -c requirements/run.txt
lock index pyproject.toml --extra index -c requirements/run.txt
lock index-dask pyproject.toml --extra index --extra index-dask -c requirements/index.txt
lock dev pyproject.toml --extra desk --extra index --extra index-dask --group dev -c requirements/desk.txt
