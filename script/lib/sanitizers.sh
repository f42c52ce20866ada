# What the unpacked clang checks and counts with, and does without elsewhere: the runtimes of its sanitizers, fuzzer and
# coverage, natively; the sanitizers' libraries for WebAssembly; and the programs that read what coverage counted.

bring_sanitizers() {
  [[ $EMSCRIPTEN_ROOT == "$toolchain"/* ]] || return 0
  piece sanitizers "${version_of[libclang-rt-19-dev]} ${version_of[llvm-19]} ${version_of[emscripten]}" install_sanitizers
}

install_sanitizers() {
  local llvm=usr/lib/llvm-19 folder="$toolchain/emscripten" runtime program loader machine
  local libraries=$llvm/lib/clang/19/lib/linux wasm=usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
  machine=$(uname -m)
  download "$1" libclang-rt-19-dev llvm-19 emscripten
  dpkg-deb -x "$1"/libclang-rt-19-dev_*.deb "$1"
  dpkg-deb -x "$1"/llvm-19_*.deb "$1"
  mkdir -p "$folder/$libraries"
  for runtime in asan asan-preinit asan_cxx asan_static fuzzer profile tsan tsan_cxx ubsan_standalone ubsan_standalone_cxx; do
    mv "$1/$libraries/libclang_rt.$runtime-$machine".a* "$folder/$libraries"
  done
  # Built where strtol and strtoul are C23's, which Debian 12's C library has not heard of.
  "$folder/$llvm/bin/llvm-objcopy" --redefine-sym __isoc23_strtol=strtol \
    --redefine-sym __isoc23_strtoul=strtoul "$folder/$libraries/libclang_rt.fuzzer-$machine.a"
  loader=$(echo "$folder"/usr/lib/*/ld-linux-*.so.*)
  for program in llvm-profdata llvm-cov; do
    mv "$1/$llvm/bin/$program" "$folder/$llvm/bin"
    wrap "$folder/$llvm/bin/$program" "$loader"
  done
  # Not those for threads, workers and Emscripten's file systems.
  dpkg-deb --fsys-tarfile "$1"/emscripten_*.deb | tar -x -C "$folder" --no-same-owner --wildcards \
    --exclude='*-mt*' --exclude='*-ww*' --exclude='*wasmfs*' --no-wildcards-match-slash "./$wasm/lib*san*.a"
}

# clang_with OPTION...: prints a clang++ that makes native programs with these options, the unpacked one or that on PATH.
clang_with() {
  local clang program='int main() {}'
  [[ $* != *fuzzer* ]] || program='extern "C" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }'
  for clang in "$(em-config LLVM_ROOT)/clang++" clang++; do
    if have "$clang" && "$clang" -std=c++20 "$@" -x c++ -o /dev/null - <<<"$program" 2>/dev/null; then
      printf '%s\n' "$clang"
      return
    fi
  done
  die "there is no clang++ here that links with $*" \
    "on Debian script/bootstrap brings one; elsewhere put clang 16 or later, with its runtimes, on PATH"
}
