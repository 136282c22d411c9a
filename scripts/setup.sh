#!/bin/sh
# Makes .venv with exactly the locked packages. Needs Python 3.11 (with venv) and the network the first time; nothing else.
# Each failure ends with one sentence that says what to do; the details are in .tools/setup.log.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .tools
log=.tools/setup.log
: >"$log"

fail() {
    echo "dateline: $1" >&2
    exit 3
}

# Runs a step with its output in the log; says whether the network was the reason when it fails.
step() {
    what=$1
    shift
    "$@" >>"$log" 2>&1 && return 0
    if grep -qiE 'dns error|name resolution|resolve host|connection refused|connect(ion)? (error|failed|timed out)|unreachable|error sending request|failed to (fetch|download)|NewConnectionError|no matching distribution|timed out' "$log"; then
        fail "$what: the package registry can't be reached; check the network (details: $log)"
    fi
    tail -n 15 "$log" >&2
    fail "$what failed (details: $log)"
}

python=
for name in ${PYTHON:-} python3.11 python3 python; do
    if command -v "$name" >/dev/null 2>&1 && [ "$("$name" -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)" = 3.11 ]; then
        python=$(command -v "$name")
        break
    fi
done
[ -n "$python" ] || fail "Python 3.11 is needed and was not found (found: $(python3 --version 2>/dev/null || echo none)); install it, or name it: make PYTHON=/path/to/python3.11"

uv=.tools/uv/bin/uv
if ! cmp -s requirements-uv.lock .tools/uv/installed.lock; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail "this Python 3.11 has no venv module; install it (Debian: apt-get install python3.11-venv)"
    echo "setting up: uv" >&2
    step "Making a folder for uv" "$python" -m venv --clear .tools/uv
    step "Installing uv" .tools/uv/bin/python -m pip install --disable-pip-version-check --retries 2 --require-hashes -r requirements-uv.lock
    cp requirements-uv.lock .tools/uv/installed.lock
fi

[ -x .venv/bin/python ] && [ "$(.venv/bin/python -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)" = 3.11 ] ||
    step "Making .venv" "$uv" venv --no-project --clear --python "$python" .venv
echo "setting up: packages" >&2
VIRTUAL_ENV=$PWD/.venv
export VIRTUAL_ENV
step "Installing the packages" "$uv" pip sync --require-hashes requirements-dev.lock
# the build backend is in the lock, so that this needs no network
step "Installing Dateline" "$uv" pip install --offline --no-build-isolation --no-deps --editable .
echo "setting up: gazetteer" >&2
step "Building the gazetteer" .venv/bin/python -m pipeline.code.places.build --if-needed
echo "set up: .venv/bin/dateline" >&2
