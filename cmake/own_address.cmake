# cmake -DMODULE=core_threads.js -P own_address.cmake: the module's threads start from import.meta.url, its own address,
# instead of from the file name that it was linked under. Bundlers put a hash into that one.
file(READ ${MODULE} code)
get_filename_component(name ${MODULE} NAME)
set(linked "new URL(\"${name}\",import.meta.url)")
string(FIND "${code}" "${linked}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "${MODULE}: expected ${linked} where the workers start, found it nowhere")
endif()
string(REPLACE "${linked}" "new URL(import.meta.url)" code "${code}")
file(WRITE ${MODULE} "${code}")
