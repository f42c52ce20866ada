# Emscripten 3.1.69: the one on PATH if it will do, else Debian 13's packages, unpacked below .toolchain/.

emscripten_version=3.1.69

# What the package ships and nothing here uses: link-time optimised, position-independent, sanitizer, wasm-worker and
# WasmFS variants of the system libraries, Emscripten's own tests. 1.4 of 1.7 GB.
emscripten_leaves_out=(
  '*/wasm32-emscripten/pic' '*/wasm32-emscripten/lto' '*/wasm32-emscripten/lto-pic'
  '*/wasm32-emscripten/*-ww*' '*/wasm32-emscripten/*asan*' '*/wasm32-emscripten/*ubsan*'
  '*/wasm32-emscripten/*lsan*' '*/wasm32-emscripten/*sanitizer*' '*/wasm32-emscripten/*wasmfs*'
  './usr/share/emscripten/test' './usr/share/emscripten/media' './usr/share/doc')

# clang and lld, and every library that they and Binaryen load: Debian 13's C library included, because Debian 12's
# is older than the one these programs were linked with.
emscripten_packages=(
  emscripten node-acorn binaryen clang-19 lld-19 llvm-19 libclang-common-19-dev libclang-cpp19 libllvm19
  libc6 libgcc-s1 libstdc++6 libbsd0 libedit2 libffi8 libicu76 liblzma5 libmd0 libtinfo6 libxml2 libz3-4 libzstd1
  zlib1g)

bring_emscripten() {
  local emcc version=$emscripten_version
  if emcc=$(suitable_emcc); then
    # Debian's /usr/bin/emcc is a link into the folder that the CMake toolchain file lies in.
    record_emscripten_root "$(dirname "$emcc")"
  elif have_debian; then
    bring_python
    piece emscripten "${version_of[emscripten]}" unpack_emscripten
    record_emscripten_root "$toolchain/emscripten/usr/share/emscripten"
  else
    die "there is no emcc $emscripten_version or later on PATH, and this is not Debian" \
      "git clone https://github.com/emscripten-core/emsdk && emsdk/emsdk install $version" \
      "emsdk/emsdk activate $version && source emsdk/emsdk_env.sh && script/bootstrap"
  fi
}

# Emscripten's driver is a Python program. Debian's python3-minimal, which Node.js packages bring along, has not all
# of the modules that it loads. Asked once: Python takes a moment to start.
bring_python() {
  local known="$toolchain/stamps/python"
  ! have python3 || [[ ! -f $known ]] || return 0
  python_suffices || install_system_packages build python3
  python_suffices || die "Emscripten's compiler driver needs python3" "apt-get install python3"
  mkdir -p "${known%/*}" && touch "$known"
}

python_suffices() { python3 -c 'import json, logging, multiprocessing, shlex, subprocess, tempfile' 2>/dev/null; }

# Prints the real path of an emcc on PATH that is new enough and not ours. Asking emcc for its version takes a quarter
# of a second, so its answer is kept for as long as the file stays the same.
suitable_emcc() {
  local emcc known="$toolchain/stamps/emcc-on-path" seen version
  emcc=$(command -v emcc) || return
  emcc=$(readlink -f "$emcc")
  [[ $emcc != "$toolchain"/* ]] || return
  [[ $(basename "$emcc") != wrapper ]] || emcc=$(dirname "$emcc")/emcc
  seen="$emcc $(date -r "$emcc" +%s)"
  if [[ ! -f $known || $(<"$known") != "$seen "* ]]; then
    version=$("$emcc" -dumpversion 2>/dev/null) || return
    mkdir -p "$toolchain/stamps"
    printf '%s %s\n' "$seen" "$version" >"$known"
  fi
  version=$(<"$known")
  version=${version##* }
  [[ $(printf '%s\n' "$emscripten_version" "${version%%-*}" | sort -V | head -n 1) == "$emscripten_version" ]] &&
    printf '%s\n' "$emcc"
}

record_emscripten_root() {
  [[ -f $toolchain/emscripten-root && $(<"$toolchain/emscripten-root") == "$1" ]] || {
    printf '%s\n' "$1" >"$toolchain/emscripten-root.new"
    mv "$toolchain/emscripten-root.new" "$toolchain/emscripten-root"
  }
}

unpack_emscripten() {
  local scratch=$1 package option options=()
  need_space 2000
  mkdir "$scratch/packages" "$scratch/root"
  download "$scratch/packages" "${emscripten_packages[@]}"
  for option in "${emscripten_leaves_out[@]}"; do options+=("--exclude=$option"); done
  for package in "$scratch"/packages/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$scratch/root" --no-same-owner "${options[@]}"
  done
  keep_llvm_programs "$scratch/root/usr/lib/llvm-19/bin"
  wrap_programs "$scratch/root"
  configure_emscripten "$scratch/root/usr/share/emscripten"
  # Beside Emscripten's tools, because ES modules are not looked for anywhere else.
  mkdir "$scratch/root/usr/share/emscripten/node_modules"
  mv "$scratch/root/usr/share/nodejs/acorn" "$scratch/root/usr/share/emscripten/node_modules/"
  rm -rf "$toolchain/emscripten"
  mv "$scratch/root" "$toolchain/emscripten"
}

# llvm-19 has eighty programs; these are the ones that Emscripten starts, but for llvm-symbolizer, which would need
# libcurl and all that belongs to it.
keep_llvm_programs() {
  local program
  for program in "$1"/*; do
    case ${program##*/} in
      clang | clang++ | clang-19 | lld | wasm-ld) ;;
      llvm-ar | llvm-ranlib | llvm-nm | llvm-objcopy | llvm-strip | llvm-dwarfdump | llvm-dwp) ;;
      llvm-size | llvm-cxxfilt | llvm-readobj) ;;
      *) rm "$program" ;;
    esac
  done
}

wrap_programs() {
  local loader program
  loader=$(echo "$1"/usr/lib/*/ld-linux-*.so.*)
  for program in "$1"/usr/lib/llvm-19/bin/* "$1"/usr/bin/wasm*; do
    case $program in
      */llvm-19/bin/clang) wrap_clang "$program" "$loader" ;;
      *) [[ -L $program ]] || wrap "$program" "$loader" ;;
    esac
  done
}

# Emscripten's settings. It names the file that it reads in EM_CONFIG, so the folder may be moved. And the package.json
# that Debian leaves out: without it the project's own, some folders up, would tell Node.js that Emscripten's scripts
# are ES modules.
configure_emscripten() {
  printf '{ "private": true, "type": "commonjs" }\n' >"$1/package.json"
  cat >"$1/.emscripten" <<'CONFIG'
import os
usr = os.path.normpath(os.path.join(os.path.dirname(os.environ['EM_CONFIG']), '../..'))
LLVM_ROOT = os.path.join(usr, 'lib/llvm-19/bin')
BINARYEN_ROOT = usr
NODE_JS = 'node'
# The libraries are all there: nothing is built into the cache, and so nothing locks it or clears it.
FROZEN_CACHE = True
CONFIG
}
