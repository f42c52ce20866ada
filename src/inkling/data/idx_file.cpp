#include "inkling/data/idx_file.hpp"

#include "inkling/core/error.hpp"
#include "inkling/data/file_kind.hpp"
#include "inkling/data/gzip.hpp"

namespace inkling {

IdxTensor read_idx_file(std::span<const std::uint8_t> bytes, const std::string& name, IdxContent content) {
  if (bytes.empty() || is_gzip(bytes)) return read_idx(gunzip(bytes, name), name, content);
  const std::string_view kind = file_kind(bytes);
  INKLING_REQUIRE(kind.empty() && resembles_idx(bytes), "E_GZ_MAGIC", name,
                  "an IDX file, gzipped (1f 8b) or not (00 00 08)",
                  text(describe_start(bytes), ", not gzip and not IDX"),
                  kind.empty() ? "Take MNIST's four files as they are." : unpacking_hint(kind));
  return read_idx(bytes, name, content);
}

IdxContent idx_content(std::span<const std::uint8_t> bytes, const std::string& name) {
  const bool tells = bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && (bytes[3] == 1 || bytes[3] == 3);
  const bool labels = tells ? bytes[3] == 1 : name.find("label") != std::string::npos;
  return labels ? IdxContent::labels : IdxContent::images;
}

}  // namespace inkling
