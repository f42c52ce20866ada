# The library as a CMake package: find_package(inkling CONFIG), then inkling::inkling.
#
# Its dependencies are not installed with it: the package looks for them as this build did. What this build fetched
# nobody would find, so then there is no package.
set(inkling_fetched ${eigen3_SOURCE_DIR} ${zlib_SOURCE_DIR} ${yyjson_SOURCE_DIR})
if(inkling_fetched)
  message(STATUS "inkling: not installable, since this build fetched: ${inkling_fetched}")
  return()
endif()

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set_target_properties(inkling_options PROPERTIES EXPORT_NAME options)
install(TARGETS inkling inkling_options
  EXPORT inkling-targets
  ARCHIVE COMPONENT inkling_package
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# Without those that only the library's own sources include.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/inkling DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT inkling_package
  FILES_MATCHING
  PATTERN "*.hpp"
  PATTERN kernels EXCLUDE
  REGEX "/(core/thread_pool|data/pickle_.*|data/pickled_array|io/safetensors_.*|io/utf8|optim/hyperparameter)\\.hpp$"
    EXCLUDE)

set(inkling_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/inkling)
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/inkling-config.cmake.in ${PROJECT_BINARY_DIR}/package/inkling-config.cmake
  INSTALL_DESTINATION ${inkling_package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/inkling-config-version.cmake
  COMPATIBILITY SameMinorVersion)  # before 1.0 a minor version may change anything
install(EXPORT inkling-targets NAMESPACE inkling:: DESTINATION ${inkling_package_dir} COMPONENT inkling_package)
install(FILES
  ${PROJECT_BINARY_DIR}/package/inkling-config.cmake
  ${PROJECT_BINARY_DIR}/package/inkling-config-version.cmake
  DESTINATION ${inkling_package_dir} COMPONENT inkling_package)
