// gzip files made by zlib's own deflate, framing included: written by other code than the one that reads
// them.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <vector>

#include <zlib.h>

namespace inkling::testing {

/// A gzip member of `block` repeated. With a header, it carries that header's optional fields. Level 9 packs
/// zeros tightest; 1 is quicker.
inline std::vector<std::uint8_t> gzip(std::vector<std::uint8_t> block, std::size_t repeat = 1,
                                      gz_header* header = nullptr, int level = 9) {
  constexpr int kGzipFraming = 16;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + kGzipFraming, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  if (header != nullptr) deflateSetHeader(&stream, header);
  std::vector<std::uint8_t> out;
  std::vector<std::uint8_t> room(4096);
  for (std::size_t i = 0; i < repeat; ++i) {
    stream.next_in = block.data();
    stream.avail_in = static_cast<uInt>(block.size());
    do {
      stream.next_out = room.data();
      stream.avail_out = static_cast<uInt>(room.size());
      deflate(&stream, i + 1 == repeat ? Z_FINISH : Z_NO_FLUSH);
      out.insert(out.end(), room.data(), stream.next_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return out;
}

}  // namespace inkling::testing
