# The libraries, under the same target names wherever they come from: Eigen3::Eigen, ZLIB::ZLIB, yyjson::yyjson,
# CLI11::CLI11 and stb::image (the command line only) and Catch2::Catch2WithMain (tests only).
#
# Each is looked for first, in the prefix that script/bootstrap fills and then on the system; what is not there is
# fetched from its upstream. The hashes of zlib, yyjson, CLI11, stb and Eigen are those that several public package
# collections pin for the same archive; Catch2's is computed from Debian's catch2_3.7.1.orig.tar.gz, which is it.
#
# GLOBAL for a project that has this one as a subdirectory: it links them too, and would not know them by name.
# (CMAKE_FIND_PACKAGE_TARGETS_GLOBAL would say it once, but CMake 3.25's FetchContent stumbles over it.)
include(FetchContent)

# A SOURCE_SUBDIR without a CMakeLists.txt: download only, where two lines here replace what upstream's would set up.
FetchContent_Declare(Eigen3
  URL https://gitlab.com/libeigen/eigen/-/archive/5.0.1/eigen-5.0.1.tar.gz
  URL_HASH SHA256=e9c326dc8c05cd1e044c71f30f1b2e34a6161a3b6ecf445d56b53ff1669e3dec
  SOURCE_SUBDIR headers-only
  FIND_PACKAGE_ARGS 5.0.1 CONFIG GLOBAL)

# FindZLIB also takes a shared library. 1.2.11 is what any system has, and inflate and crc32 have not changed since.
FetchContent_Declare(ZLIB
  URL https://github.com/madler/zlib/releases/download/v1.3.1/zlib-1.3.1.tar.gz
  URL_HASH SHA256=9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23
  SOURCE_SUBDIR sources-only
  FIND_PACKAGE_ARGS 1.2.11 GLOBAL)

# yyjson's package tells no version, so none can be asked for.
FetchContent_Declare(yyjson
  URL https://github.com/ibireme/yyjson/archive/refs/tags/0.10.0.tar.gz
  URL_HASH SHA256=0d901cb2c45c5586e3f3a4245e58c2252d6b24bf4b402723f6179523d389b165
  SYSTEM
  FIND_PACKAGE_ARGS CONFIG GLOBAL)

FetchContent_Declare(CLI11
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.1.tar.gz
  URL_HASH SHA256=73b7ec52261ce8fe980a29df6b4ceb66243bb0b779451dbd3d014cfec9fdbb58
  SYSTEM
  FIND_PACKAGE_ARGS 2.4 CONFIG)

# stb makes no releases: the commit that Debian 13 packages.
FetchContent_Declare(stb
  URL https://github.com/nothings/stb/archive/5c205738c191bcb0abc65c4febfa9bd25ff35234.tar.gz
  URL_HASH SHA256=cfeab9f800961882d6d22ddf36e965523b33002f4f937de08321304c9ba72af3)

FetchContent_Declare(Catch2
  URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
  URL_HASH SHA256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
  SYSTEM
  FIND_PACKAGE_ARGS 3.7 CONFIG)

FetchContent_MakeAvailable(Eigen3 ZLIB yyjson)

if(NOT TARGET Eigen3::Eigen)
  add_library(Eigen3::Eigen INTERFACE IMPORTED GLOBAL)
  target_include_directories(Eigen3::Eigen INTERFACE ${eigen3_SOURCE_DIR})
endif()

if(NOT TARGET ZLIB::ZLIB)
  # Without the gz* functions, which read and write files and alone would need configuring.
  file(GLOB zlib_sources CONFIGURE_DEPENDS ${zlib_SOURCE_DIR}/*.c)
  list(FILTER zlib_sources EXCLUDE REGEX "/gz[^/]*$")
  enable_language(C)
  add_library(zlib STATIC ${zlib_sources})
  target_include_directories(zlib SYSTEM INTERFACE ${zlib_SOURCE_DIR})
  add_library(ZLIB::ZLIB ALIAS zlib)
endif()

if(NOT TARGET yyjson::yyjson)
  add_library(yyjson::yyjson ALIAS yyjson)
endif()

if(INKLING_CLI AND NOT EMSCRIPTEN)
  FetchContent_MakeAvailable(CLI11)
  find_path(STB_IMAGE_INCLUDE_DIR stb_image.h PATH_SUFFIXES stb)
  mark_as_advanced(STB_IMAGE_INCLUDE_DIR)
  if(NOT STB_IMAGE_INCLUDE_DIR)
    FetchContent_MakeAvailable(stb)
    set(STB_IMAGE_INCLUDE_DIR ${stb_SOURCE_DIR})
  endif()
  add_library(stb_image INTERFACE)
  target_include_directories(stb_image SYSTEM INTERFACE ${STB_IMAGE_INCLUDE_DIR})
  if(INKLING_SANITIZE)  # an empty chunk of a PNG makes it copy nothing to nowhere, which is harmless
    target_compile_options(stb_image INTERFACE -fno-sanitize=nonnull-attribute)
  endif()
  add_library(stb::image ALIAS stb_image)
endif()

if(INKLING_TESTS)
  FetchContent_MakeAvailable(Catch2)
  # catch_discover_tests comes from the module Catch, which find_package finds by itself.
  if(catch2_SOURCE_DIR)
    list(APPEND CMAKE_MODULE_PATH ${catch2_SOURCE_DIR}/extras)
    # The way of unwinding must be the same in everything that is linked together.
    if(EMSCRIPTEN)
      target_compile_options(Catch2 PRIVATE -fwasm-exceptions)
    endif()
  endif()
endif()
