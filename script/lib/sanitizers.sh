# What clang links its sanitizers and fuzzers with: the runtimes of the unpacked clang, which needs none for WebAssembly.

bring_sanitizers() {
  [[ $EMSCRIPTEN_ROOT == "$toolchain"/* ]] || return 0
  piece sanitizers "${version_of[libclang-rt-19-dev]} ${version_of[emscripten]}" install_sanitizers
}

install_sanitizers() {
  local libraries=usr/lib/llvm-19/lib/clang/19/lib/linux folder="$toolchain/emscripten" runtime machine
  machine=$(uname -m)
  download "$1" libclang-rt-19-dev
  dpkg-deb -x "$1"/libclang-rt-19-dev_*.deb "$1"
  mkdir -p "$folder/$libraries"
  for runtime in asan asan-preinit asan_cxx asan_static fuzzer tsan tsan_cxx ubsan_standalone ubsan_standalone_cxx; do
    mv "$1/$libraries/libclang_rt.$runtime-$machine".a* "$folder/$libraries"
  done
  # Built where strtol and strtoul are C23's, which Debian 12's C library has not heard of.
  "$folder/usr/lib/llvm-19/bin/llvm-objcopy" --redefine-sym __isoc23_strtol=strtol \
    --redefine-sym __isoc23_strtoul=strtoul "$folder/$libraries/libclang_rt.fuzzer-$machine.a"
}

# clang_with KIND...: prints a clang++ that makes native programs with -fsanitize=KIND, the unpacked one or that on PATH.
clang_with() {
  local clang program='int main() {}' kinds
  kinds=$(IFS=, && echo "$*")
  [[ $kinds != *fuzzer* ]] || program='extern "C" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }'
  for clang in "$(em-config LLVM_ROOT)/clang++" clang++; do
    if have "$clang" && "$clang" -std=c++20 "-fsanitize=$kinds" -x c++ -o /dev/null - <<<"$program" 2>/dev/null; then
      printf '%s\n' "$clang"
      return
    fi
  done
  die "there is no clang++ here that links -fsanitize=$kinds" \
    "on Debian script/bootstrap brings one; elsewhere put clang 16 or later, with its runtimes, on PATH"
}
