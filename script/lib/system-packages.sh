# What comes from the system's own packages: the tools that everything starts from, which are only looked for, and the
# browsers, doxygen and valgrind for the tests and python3 for the compiler, which are installed where that is possible without asking.

check_prerequisites() {
  local tool missing=()
  for tool in c++ cmake ninja node npm; do have "$tool" || missing+=("$tool"); done
  ((${#missing[@]} == 0)) || die "missing: ${missing[*]}" \
    "on Debian: apt-get install g++ cmake ninja-build, and Node.js 20 or later from nodejs.org"
}

# bring_system_packages TOOL...: of the packages that are called as their programs are those that are missing.
bring_system_packages() {
  local tool packages=()
  for tool; do have "$tool" || packages+=("$tool"); done
  ((${#packages[@]} == 0)) || install_system_packages tests "${packages[@]}"
}

# install_system_packages PURPOSE PACKAGE...
install_system_packages() {
  local purpose=$1 started=$SECONDS log="$toolchain/system-packages.log" as_root=()
  shift
  local install=(apt-get install -y --no-install-recommends "$@")
  if ! have apt-get; then
    say "note: for the $purpose, install with your system's package manager: $*"
    return
  fi
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
      say "note: for the $purpose, root has to run this: apt-get update && ${install[*]}"
      return
    fi
    as_root=(sudo -n)
  fi
  say "$* (system packages) ..."
  # Old lists name files that the mirror no longer has.
  quietly "$log" "${as_root[@]}" apt-get update
  quietly "$log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"
  rm "$log"
  say "$*: ready after $((SECONDS - started)) s"
}
