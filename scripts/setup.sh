#!/usr/bin/env bash
# Prepares this checkout: system packages, a virtual environment in .venv, and the pages' web assets.
#
#   scripts/setup.sh          everything, to run the lobby and to test it
#   scripts/setup.sh run      only what running it needs
#
# Safe to repeat, and quick when nothing is missing. PYTHON=… chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose="${1:-test}"
say() { printf '\n==> %s\n' "$*"; }
fail() { printf '\nsetup: %s\n' "$*" >&2; exit 1; }

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
has_kivy_wheel='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

# The first Python that needs no compiling, else the first that is new enough.
find_python() {
    local suits candidate
    for suits in "$has_kivy_wheel" "$new_enough"; do
        for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
            if command -v "$candidate" >/dev/null && "$candidate" -c "$suits" 2>/dev/null; then
                command -v "$candidate"
                return
            fi
        done
    done
    candidate="${PYTHON:-python3}"
    fail "Python 3.11 or later is needed; $candidate is $("$candidate" --version 2>/dev/null || echo 'not here').
On Debian 12 or later and Ubuntu 24.04 or later: apt-get install python3, then \`make setup\` again.
Another interpreter can be named: make setup PYTHON=/path/to/python3.12"
}

stamp_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
is_fresh() { [[ -f $1 && $(<"$1") == "$2" ]]; }

install_python_packages() {
    local python="$1" compiled=() stamp
    stamp="$("$python" -V; pwd; stamp_of requirements.lock pyproject.toml)"
    is_fresh .venv/.set-up "$stamp" && return
    say "Python packages into .venv ($("$python" -V))"
    if [[ $(.venv/bin/python -V 2>/dev/null) != "$("$python" -V)" ]]; then
        "$python" -m venv --clear .venv
    fi
    # Nothing is compiled but these two, where there is no wheel of them.
    [[ $(uname -m) == x86_64 ]] || compiled+=(--no-binary evdev)
    "$python" -c "$has_kivy_wheel" || compiled+=(--no-binary kivy)
    [[ ${#compiled[@]} -eq 0 ]] || printf 'Some have to be compiled; this takes some minutes.\n'
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: "${compiled[@]}" --requirement requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    .venv/bin/python -m pip check --disable-pip-version-check
    printf '%s' "$stamp" >.venv/.set-up
}

install_web_assets() {
    local stamp
    stamp="$(stamp_of package.json package-lock.json scripts/web_assets.py)"
    [[ -d assets/web ]] && is_fresh node_modules/.set-up "$stamp" && return
    say "Web assets from the npm registry into assets/web"
    npm ci --no-progress --loglevel=error
    .venv/bin/python scripts/web_assets.py
    printf '%s' "$stamp" >node_modules/.set-up
}

python="$(find_python)"
scripts/system_packages.sh "$purpose" "$python"
install_python_packages "$python"
install_web_assets
