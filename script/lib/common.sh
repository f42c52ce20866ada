# Sourced by every script: where things are, how they speak, and the environment that the toolchain needs.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
toolchain="$root/.toolchain"

# Progress goes to standard error: what a script prints for other programs stays alone on standard output.
say() { printf '%s\n' "$*" >&2; }

# die MESSAGE [WAY_ON...]: each further argument is a line that says what to do about it.
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

job_count() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN; }

# Puts the compilers, linters and the project's own npm programs on PATH and exports EMSCRIPTEN_ROOT, which the
# "wasm" preset reads to find Emscripten's CMake toolchain file.
use_toolchain() {
  [[ -f $toolchain/emscripten-root ]] || die "there is no toolchain yet" "run script/bootstrap"
  EMSCRIPTEN_ROOT=$(<"$toolchain/emscripten-root")
  export EMSCRIPTEN_ROOT
  if [[ $EMSCRIPTEN_ROOT == "$toolchain"/* ]]; then
    # Set even where they are the defaults: an emsdk's environment may be active, and must not be mixed in.
    export EM_CONFIG="$EMSCRIPTEN_ROOT/.emscripten" EM_CACHE="$EMSCRIPTEN_ROOT/cache"
    # A version manager's python3 on PATH takes longer to start than the compiler.
    [[ ! -x /usr/bin/python3 ]] || export EMSDK_PYTHON=/usr/bin/python3
  fi
  export PATH="$root/script/lib/emit-tsd:$root/node_modules/.bin:$toolchain/linters/bin:$EMSCRIPTEN_ROOT:$PATH"
  export CTEST_PARALLEL_LEVEL="${CTEST_PARALLEL_LEVEL:-$(job_count)}"
}
