#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml: every package, exact, with the hashes of all its files.
# Needs uv. `scripts/lock.sh --upgrade` takes the newest versions that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v uv >/dev/null || { echo 'uv is needed, for instance from: pipx install uv' >&2; exit 1; }

# No index settings of this machine go into the file: it holds wherever PyPI or a mirror of it is reached.
uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links --no-annotate --quiet "$@" --output-file requirements.lock pyproject.toml

if grep -nE '://|--(index|find|extra)|@ ' requirements.lock; then
    echo "requirements.lock names a place; it must name packages only" >&2
    exit 1
fi
