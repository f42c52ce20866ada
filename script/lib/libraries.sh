# The C++ libraries, as ordinary CMake packages in two prefixes, .toolchain/native and .toolchain/wasm, where the
# presets let find_package look. The same versions for both; cmake/dependencies.cmake fetches them where these are not.

bring_libraries() {
  piece eigen "${version_of[libeigen3-dev]}" install_eigen
  piece zlib "${version_of[zlib]} $(compilers)" install_zlib
  piece yyjson "${version_of[yyjson]} small, $(compilers)" install_yyjson
  piece cli11 "${version_of[cli11]}" install_cli11
  piece stb "${version_of[libstb-dev]}" install_stb
}

bring_catch2() { piece catch2 "${version_of[catch2]} $(compilers)" install_catch2; }

# What static libraries are made with, and must be made again for.
compilers() { printf '%s, %s' "$(c++ -dumpfullversion -dumpversion)" "$(<"$toolchain/emscripten-root")"; }

# Headers and CMake files only, so Debian's package serves both targets.
install_eigen() {
  local target
  download "$1" libeigen3-dev
  dpkg-deb -x "$1"/libeigen3-dev_*.deb "$1/root"
  for target in native wasm; do
    mkdir -p "$toolchain/$target"
    cp -R "$1"/root/usr/{include,share} "$toolchain/$target/"
    rm -rf "$toolchain/$target/share/doc"
  done
}

# zlib's own CMake file insists on a shared library, which WebAssembly has not. Without the gz* functions, which read
# and write files, the sources need no configuration.
install_zlib() {
  local target
  unpack_source "$1" zlib
  cat >"$1/source/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.20)
project(zlib C)
add_library(z STATIC adler32.c compress.c crc32.c deflate.c infback.c inffast.c inflate.c inftrees.c trees.c uncompr.c
                     zutil.c)
install(TARGETS z)
install(FILES zlib.h zconf.h TYPE INCLUDE)
CMAKE
  for target in native wasm; do build_and_install "$1" "$target"; done
}

install_yyjson() {
  local target
  unpack_source "$1" yyjson
  # Headers of files and drawings are short: what matters is the size in the WebAssembly module, 100 kB less this way.
  for target in native wasm; do
    build_and_install "$1" "$target" -DBUILD_SHARED_LIBS=OFF -DCMAKE_BUILD_TYPE=MinSizeRel \
      -DYYJSON_DISABLE_NON_STANDARD=ON -DYYJSON_DISABLE_FAST_FP_CONV=ON -DYYJSON_DISABLE_UTILS=ON
  done
}

# Only the command-line program reads arguments, and that is native.
install_cli11() {
  unpack_source "$1" cli11
  build_and_install "$1" native -DCLI11_BUILD_TESTS=OFF -DCLI11_BUILD_EXAMPLES=OFF -DCLI11_BUILD_DOCS=OFF \
    -DCLI11_SINGLE_FILE=OFF
}

# One header of many; only the command line, which is native, reads pictures.
install_stb() {
  download "$1" libstb-dev
  dpkg-deb -x "$1"/libstb-dev_*.deb "$1/root"
  mkdir -p "$toolchain/native/include"
  cp "$1/root/usr/include/stb/stb_image.h" "$toolchain/native/include/"
}

# Built once, here: three minutes in every build tree would be the price of fetching it there. The unity build makes
# it half a minute. C++20 as in the tests, since Catch2 leaves string_view and others out for older standards.
install_catch2() {
  local target
  unpack_source "$1" catch2
  for target in native wasm; do
    build_and_install "$1" "$target" -DCMAKE_CXX_STANDARD=20 -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=60 \
      -DCATCH_INSTALL_DOCS=OFF -DCATCH_DEVELOPMENT_BUILD=OFF
  done
}

unpack_source() {
  download_source "$1" "$2"
  mkdir "$1/unpacked"
  (cd "$1/unpacked" && cmake -E tar xf "$1/$2"_*.orig.tar.*)
  mv "$1"/unpacked/* "$1/source"
}

# configure SCRATCH TARGET OPTION...
configure() {
  local scratch=$1 target=$2
  shift 2
  local options=(-DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF "-DCMAKE_INSTALL_PREFIX=$toolchain/$target"
    -DCMAKE_INSTALL_LIBDIR=lib)
  if [[ $target == wasm ]]; then
    options+=("-DCMAKE_TOOLCHAIN_FILE=$EMSCRIPTEN_ROOT/cmake/Modules/Platform/Emscripten.cmake"
      # The way of unwinding must be the same in everything that is linked together.
      -DCMAKE_C_FLAGS=-fwasm-exceptions -DCMAKE_CXX_FLAGS=-fwasm-exceptions)
  fi
  quietly "$scratch/configure.log" cmake -S "$scratch/source" -B "$scratch/$target" -G Ninja "${options[@]}" "$@"
}

build_and_install() {
  configure "$@"
  quietly "$1/build.log" cmake --build "$1/$2"
  quietly "$1/install.log" cmake --install "$1/$2"
}
