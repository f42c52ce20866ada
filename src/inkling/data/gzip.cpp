#include "inkling/data/gzip.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <zlib.h>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/data/file_kind.hpp"

namespace inkling {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kFixedHeaderBytes = 10;
constexpr std::size_t kTrailerBytes = 8;               // CRC32 and ISIZE
constexpr std::size_t kAlwaysAllowedBytes = 1U << 20;  // of output, whatever the ratio
constexpr std::size_t kUsualRatio = 16;                // so far ISIZE is believed when room is made
constexpr const char* kIncompleteGzip = "The download may be incomplete; download the file again.";
constexpr const char* kDamaged = "The file is damaged; download it again.";

// FLG, RFC 1952 section 2.3.1. FTEXT (bit 0) is a remark without consequences.
constexpr unsigned kHeaderCrc = 0x02, kExtra = 0x04, kName = 0x08, kComment = 0x10, kReserved = 0xE0;

std::uint32_t little_endian32(Bytes bytes, std::size_t at) {
  return bytes[at] | std::uint32_t{bytes[at + 1]} << 8U | std::uint32_t{bytes[at + 2]} << 16U |
         std::uint32_t{bytes[at + 3]} << 24U;
}

void require_complete(bool complete, Bytes bytes, const std::string& name, const char* part) {
  INKLING_REQUIRE(complete, "E_GZ_TRUNCATED", name, "a whole gzip file",
                  text("the end within its ", part, ", after ", bytes.size(), " bytes"), kIncompleteGzip);
}

void require_magic(Bytes bytes, const std::string& name) {
  const std::string_view kind = file_kind(bytes);
  INKLING_REQUIRE(is_gzip(bytes) || (bytes.size() == 1 && bytes[0] == 0x1f), "E_GZ_MAGIC", name,
                  "a gzip file (1f 8b)", text(describe_start(bytes), ", not gzip"), unpacking_hint(kind));
}

/// Position after a text that NUL ends (FNAME, FCOMMENT).
std::size_t after_text(Bytes bytes, std::size_t at, const std::string& name, const char* part) {
  const auto end = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), 0);
  require_complete(end != bytes.end(), bytes, name, part);
  return static_cast<std::size_t>(end - bytes.begin()) + 1;
}

/// Checks the member's header; the deflate data begins after the returned number of bytes.
std::size_t header_length(Bytes bytes, const std::string& name) {
  require_magic(bytes, name);
  require_complete(bytes.size() >= kFixedHeaderBytes, bytes, name, "header");
  INKLING_REQUIRE(bytes[2] == 8, "E_GZ_METHOD", name, "compression method 8 (deflate)",
                  text("method ", int{bytes[2]}), kDamaged);
  const unsigned flags = bytes[3];
  INKLING_REQUIRE((flags & kReserved) == 0, "E_GZ_FLAGS", name, "reserved flag bits 0",
                  text("flags ", hex_text(flags, 8)), kDamaged);
  std::size_t at = kFixedHeaderBytes;
  if ((flags & kExtra) != 0) {
    require_complete(bytes.size() - at >= 2, bytes, name, "extra field");
    const std::size_t length = bytes[at] | std::size_t{bytes[at + 1]} << 8U;
    at += 2;
    require_complete(bytes.size() - at >= length, bytes, name, "extra field");
    at += length;
  }
  if ((flags & kName) != 0) at = after_text(bytes, at, name, "file name");
  if ((flags & kComment) != 0) at = after_text(bytes, at, name, "comment");
  if ((flags & kHeaderCrc) != 0) {
    require_complete(bytes.size() - at >= 2, bytes, name, "header checksum");
    const std::uint32_t declared = bytes[at] | std::uint32_t{bytes[at + 1]} << 8U;
    const auto computed = static_cast<std::uint32_t>(crc32_z(0, bytes.data(), at) & 0xFFFFU);
    INKLING_REQUIRE(declared == computed, "E_GZ_CRC", name, text("header checksum ", hex_text(declared, 8)),
                    text(hex_text(computed, 8), " (checksum mismatch)"), kDamaged);
    at += 2;
  }
  return at;
}

class RawInflater {
 public:
  explicit RawInflater(Bytes input) {
    stream_.next_in = const_cast<Bytef*>(input.data());  // zlib reads only, whatever its C interface says
    stream_.avail_in = static_cast<uInt>(input.size());
    constexpr int kRawDeflate = -MAX_WBITS;  // no framing that zlib would check by its own, laxer rules
    if (inflateInit2(&stream_, kRawDeflate) != Z_OK) throw_bad_alloc();
  }
  ~RawInflater() { inflateEnd(&stream_); }
  RawInflater(const RawInflater&) = delete;
  RawInflater& operator=(const RawInflater&) = delete;

  /// Fills `room` as far as there is input; its rest is in unused().
  int fill(std::span<std::uint8_t> room) {
    stream_.next_out = room.data();
    stream_.avail_out = static_cast<uInt>(room.size());
    return inflate(&stream_, Z_NO_FLUSH);
  }
  [[nodiscard]] std::size_t unused() const { return stream_.avail_out; }
  [[nodiscard]] std::size_t unread() const { return stream_.avail_in; }
  [[nodiscard]] const char* reason() const {
    return stream_.msg == nullptr ? "no reason given" : stream_.msg;
  }

 private:
  z_stream stream_{};
};

struct Inflated {
  std::vector<std::uint8_t> bytes;
  std::size_t end;  ///< of the deflate data, in the file
};

/// ISIZE comes from the file, so it may only guide the first allocation, within what the file's own size
/// justifies. One more than it says: at the last byte exactly, inflate() would ask for more room before it
/// saw the end.
std::size_t first_room(Bytes bytes, std::size_t limit) {
  const std::size_t declared = little_endian32(bytes, bytes.size() - 4);
  return std::min({declared, limit, kUsualRatio * bytes.size()}) + 1;
}

Inflated inflate_from(Bytes bytes, std::size_t start, const std::string& name) {
  // In 64 bits: 200 times the largest file is more than a size_t of WebAssembly holds.
  const std::uint64_t by_ratio = std::uint64_t{kMaxGzipRatio} * bytes.size();
  const auto limit = static_cast<std::size_t>(
      std::min<std::uint64_t>(kMaxInflatedBytes, std::max<std::uint64_t>(kAlwaysAllowedBytes, by_ratio)));
  RawInflater inflater(bytes.subspan(start));
  std::vector<std::uint8_t> out(first_room(bytes, limit));
  std::size_t size = 0;
  for (;;) {
    const int status = inflater.fill(std::span(out).subspan(size));
    size = out.size() - inflater.unused();
    const std::size_t at = bytes.size() - inflater.unread();
    if (status == Z_MEM_ERROR) throw_bad_alloc();
    INKLING_REQUIRE(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR, "E_GZ_DEFLATE", name,
                    "deflate data (RFC 1951)", text("corrupt at byte ", at, ": ", inflater.reason()),
                    kDamaged);
    INKLING_REQUIRE(size <= kMaxInflatedBytes, "E_GZ_TOOBIG", name,
                    text("at most ", kMaxInflatedBytes, " bytes inflated"), "more", "MNIST has 47,040,016.");
    INKLING_REQUIRE(size <= limit, "E_GZ_RATIO", name,
                    text("at most ", limit, " bytes out of ", bytes.size(), " compressed ones"),
                    text("data that expands >", kMaxGzipRatio, "×"),
                    "MNIST expands 5×: this is another file.");
    if (status == Z_STREAM_END) {
      out.resize(size);
      return {std::move(out), at};
    }
    require_complete(inflater.unused() == 0, bytes, name, "compressed data");
    out.resize(std::min(limit + 1, 2 * out.size()));  // one more than allowed, so that too much is noticed
  }
}

}  // namespace

bool is_gzip(Bytes bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

std::vector<std::uint8_t> gunzip(Bytes bytes, const std::string& name) {
  INKLING_REQUIRE(!bytes.empty(), "E_GZ_EMPTY", name, "a gzip file", "nothing: the file is empty",
                  kIncompleteGzip);
  INKLING_REQUIRE(bytes.size() <= kMaxGzipBytes, "E_GZ_TOOBIG", name,
                  text("at most ", kMaxGzipBytes, " bytes"), text(bytes.size()),
                  "MNIST's largest file has 9,912,422.");
  const std::size_t start = header_length(bytes, name);
  auto [out, end] = inflate_from(bytes, start, name);
  require_complete(bytes.size() - end >= kTrailerBytes, bytes, name, "trailer");

  const std::uint32_t declared_crc = little_endian32(bytes, end);
  const auto crc = static_cast<std::uint32_t>(crc32_z(0, out.data(), out.size()));
  INKLING_REQUIRE(crc == declared_crc, "E_GZ_CRC", name, text("checksum ", hex_text(declared_crc, 8)),
                  text(hex_text(crc, 8), " (checksum mismatch)"), kDamaged);
  const std::uint32_t declared_size = little_endian32(bytes, end + 4);
  INKLING_REQUIRE(out.size() == declared_size, "E_GZ_SIZE", name,
                  text(declared_size, " bytes inflated, as its trailer says"), text(out.size()), kDamaged);

  const Bytes rest = bytes.subspan(end + kTrailerBytes);
  INKLING_REQUIRE(rest.empty(), "E_GZ_TRAILING", name, text("its end after ", end + kTrailerBytes, " bytes"),
                  text(rest.size(), " more", is_gzip(rest) ? ": a second gzip member" : ""),
                  "Compress the file again, alone and as a whole.");
  return std::move(out);
}

}  // namespace inkling
