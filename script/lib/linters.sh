# clang-format and clang-tidy, of one version everywhere: what they say changes from version to version.

# They load the libraries of the unpacked clang. Where the compiler is not that one, the system's own have to do.
bring_linters() {
  [[ $EMSCRIPTEN_ROOT == "$toolchain"/* ]] || return 0
  piece linters "${version_of[clang-tidy-19]} ${version_of[emscripten]}" install_linters
}

install_linters() {
  local loader folder="$1/linters" headers='../../emscripten/usr/lib/llvm-19/lib/clang/19'
  download "$1" clang-format-19 clang-tidy-19
  dpkg-deb -x "$1"/clang-format-19_*.deb "$1"
  dpkg-deb -x "$1"/clang-tidy-19_*.deb "$1"
  mkdir -p "$folder/bin"
  mv "$1"/usr/lib/llvm-19/bin/{clang-format,clang-tidy,run-clang-tidy} "$folder/bin/"
  rm -rf "$toolchain/linters"
  mv "$folder" "$toolchain/linters"
  loader=$(echo "$toolchain"/emscripten/usr/lib/*/ld-linux-*.so.*)
  wrap "$toolchain/linters/bin/clang-format" "$loader"
  # It cannot find clang's own headers by itself, as the wrapper of clang explains.
  wrap "$toolchain/linters/bin/clang-tidy" "$loader" "--extra-arg-before=-resource-dir=\$here/$headers"
}
