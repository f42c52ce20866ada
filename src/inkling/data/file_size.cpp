#include "inkling/data/file_size.hpp"

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"

namespace inkling {

void require_file_size(std::span<const std::uint8_t> start, std::uint64_t size, const std::string& name,
                       const TooBig& plain) {
  const bool gzip = is_gzip(start);
  const std::uint64_t limit = gzip ? kMaxGzipBytes : kMaxInflatedBytes;
  INKLING_REQUIRE(size <= limit, gzip ? "E_GZ_TOOBIG" : plain.code, name, text("at most ", limit, " bytes"),
                  text(size), plain.hint);
}

}  // namespace inkling
