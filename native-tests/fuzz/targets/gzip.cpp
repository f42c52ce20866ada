#include "inkling/data/gzip.hpp"

#include "fuzz/target.hpp"
#include "support/gzip_bytes.hpp"

namespace inkling::testing {

std::string gzip_verdict(std::span<const std::uint8_t> bytes) {
  Bytes inflated;
  const std::string code = code_of([&] { inflated = gunzip(bytes, "fuzzed"); });
  if (code != "ok") return code;
  promise(is_gzip(bytes), "what is inflated is gzip");
  promise(inflated.size() <= kMaxInflatedBytes, "no more comes out than the limit allows");
  promise(inflated.size() <= (1U << 20) || inflated.size() <= bytes.size() * kMaxGzipRatio,
          "nothing is a bomb");
  promise(gunzip(gzip(inflated), "again") == inflated, "packed and inflated again it is the same");
  return code;
}

/// Its deflated bytes in a plain header, and the trailer that they ask for; what is damaged in them stays so.
Bytes repaired_gzip(std::span<const std::uint8_t> bytes) {
  const Bytes header = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
  if (bytes.size() <= header.size()) return header;
  Bytes deflated(bytes.begin() + static_cast<std::ptrdiff_t>(header.size()), bytes.end());
  Bytes inflated(1U << 16);
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("inflateInit2");
  stream.next_in = deflated.data();
  stream.avail_in = static_cast<uInt>(deflated.size());
  stream.next_out = inflated.data();
  stream.avail_out = static_cast<uInt>(inflated.size());
  const bool is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  inflateEnd(&stream);
  Bytes out = header;
  out.insert(out.end(), deflated.data(), is_whole ? stream.next_in : deflated.data() + deflated.size());
  if (!is_whole) return out;
  const auto append = [&out](std::uint64_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      out.push_back(static_cast<std::uint8_t>(number >> shift));
  };
  append(crc32(0, inflated.data(), static_cast<uInt>(stream.total_out)));
  append(stream.total_out);
  return out;
}

}  // namespace inkling::testing
