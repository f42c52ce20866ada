# How our own targets are compiled. Interface targets, never global flags.

# What every user of the library must share, since Eigen's types cross its borders.
add_library(inkling_options INTERFACE)
target_compile_features(inkling_options INTERFACE cxx_std_20)
# A fused multiply-add would round otherwise than its two parts, and only on some machines.
target_compile_options(inkling_options INTERFACE -ffp-contract=off)

if(EMSCRIPTEN)
  # Eigen has no packets of its own for WebAssembly; its SSE ones are taken, which Emscripten maps to SIMD128.
  target_compile_options(inkling_options INTERFACE -fwasm-exceptions -msimd128 -msse4.2)
  target_link_options(inkling_options INTERFACE -fwasm-exceptions
    -sSTACK_SIZE=1MB  # Eigen takes up to 128 KiB for one product; the default 64 KiB overflows silently
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=1GB)
  set(INKLING_PTHREAD -pthread)  # for objects that go into a module with threads, too
  if(INKLING_CHECKED)
    set(INKLING_PTHREAD)  # what checks each access knows no atomic ones, where the memory is not shared
    # Every load and store, the stack at each function, and what the runtime takes for granted.
    target_link_options(inkling_options INTERFACE -sSAFE_HEAP=1 -sASSERTIONS=2 -sSTACK_OVERFLOW_CHECK=2)
  endif()
endif()

if(INKLING_SANITIZE)
  target_compile_options(inkling_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
  target_link_options(inkling_options INTERFACE -fsanitize=address,undefined)
  if(EMSCRIPTEN)  # the shadow of the memory, an eighth of it, and quarantined blocks
    target_link_options(inkling_options INTERFACE -sINITIAL_MEMORY=512MB -sMAXIMUM_MEMORY=4GB)
  endif()
  target_compile_definitions(inkling_options INTERFACE EIGEN_INITIALIZE_MATRICES_BY_NAN)
endif()

if(INKLING_RACES)
  target_compile_options(inkling_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(inkling_options INTERFACE -fsanitize=thread)
endif()

if(INKLING_FUZZ)
  target_compile_options(inkling_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(inkling_warnings INTERFACE)
target_compile_options(inkling_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                                  -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(inkling_warnings INTERFACE -Wno-restrict)  # false alarms on std::string's +, GCC bug 105651
endif()
