#include "inkling/data/idx.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include "inkling/core/error.hpp"
#include "inkling/data/file_kind.hpp"

namespace inkling {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kMagicBytes = 4;  // 0, 0, type, rank
constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr const char* kIncomplete = "The download may be incomplete; download the file again.";
constexpr const char* kSwapped = "Were images and labels swapped?";

std::uint32_t big_endian32(Bytes bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24U | std::uint32_t{bytes[at + 1]} << 16U |
         std::uint32_t{bytes[at + 2]} << 8U | bytes[at + 3];
}

/// IDX's name of an element type; empty for a code that the format does not have.
std::string_view type_name(std::uint8_t type) {
  switch (type) {
    case kUnsignedByte:
      return "unsigned byte";
    case 0x09:
      return "signed byte";
    case 0x0B:
      return "16-bit integer";
    case 0x0C:
      return "32-bit integer";
    case 0x0D:
      return "float";
    case 0x0E:
      return "double";
    default:
      return {};
  }
}

std::string hex_byte(std::uint8_t byte) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  return {'0', 'x', kHexDigits[byte >> 4U], kHexDigits[byte & 15U]};
}

/// 47040000 → "47,040,000"
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

bool is_type_and_rank(std::uint8_t type, std::uint8_t rank) {
  return !type_name(type).empty() && rank >= 1 && rank <= 4;
}

bool is_byte_swapped(Bytes bytes) {
  return bytes[2] == 0 && bytes[3] == 0 && is_type_and_rank(bytes[1], bytes[0]);
}

void check_magic(Bytes bytes, const std::string& name, IdxContent content) {
  const bool images = content == IdxContent::images;
  const char* const what = images ? "images" : "labels";
  INKLING_REQUIRE(bytes.size() >= kMagicBytes, "E_IDX_SHORT", name, "an IDX file of at least 4 bytes",
                  text(bytes.size(), " bytes"), kIncomplete);
  INKLING_REQUIRE(bytes[0] == 0 && bytes[1] == 0, "E_IDX_MAGIC", name,
                  text("an IDX file (00 00 08 0", images ? 3 : 1, ")"), describe_start(bytes),
                  is_byte_swapped(bytes) ? "Is its header byte-swapped? IDX is big-endian."
                                         : unpacking_hint(file_kind(bytes)));
  const std::uint8_t type = bytes[2];
  INKLING_REQUIRE(!type_name(type).empty(), "E_IDX_TYPE", name, text(what, " of type 0x08 (ubyte)"),
                  text("unknown type ", hex_byte(type)), "IDX has no such type: the file is damaged.");
  INKLING_REQUIRE(type == kUnsignedByte, "E_IDX_TYPE", name, text(what, " of type 0x08 (ubyte)"),
                  text("type ", hex_byte(type), " (", type_name(type), ")"),
                  text(what, " must be ubyte, 0..255."));
  const int rank = bytes[3];
  INKLING_REQUIRE(rank != (images ? 1 : 3), "E_IDX_ROLE", name,
                  text(what, ", an array of ", images ? 3 : 1, images ? " dimensions" : " dimension"),
                  text("this is ", images ? "a label" : "an image", " file"), kSwapped);
  INKLING_REQUIRE(rank == (images ? 3 : 1), "E_IDX_RANK", name,
                  images ? "3 dimensions (images, rows, columns)" : "1 dimension (labels)", text(rank),
                  "Only images of one grey channel and their labels are read.");
}

/// Number of bytes that the header declares. Dimensions are 32 bits each, so that the product of three can
/// wrap even in 64 bits; what fits in 32 can be addressed on every target, wasm32 included.
std::uint64_t declared_size(std::span<const std::uint32_t> dims, const std::string& name) {
  std::uint64_t size = 1;
  std::string shape;
  for (const std::uint32_t dim : dims) shape += text(shape.empty() ? "" : " × ", dim);
  for (const std::uint32_t dim : dims) {
    INKLING_REQUIRE(dim > 0, "E_IDX_ZERO", name, "dimensions of at least 1", shape,
                    "The file holds nothing.");
  }
  for (const std::uint32_t dim : dims) {
    size *= dim;  // at most 2^32 times 2^32
    INKLING_REQUIRE(size <= std::numeric_limits<std::uint32_t>::max(), "E_IDX_OVERFLOW", name,
                    "fewer than 2^32 bytes", shape, "The header is damaged.");
  }
  const bool sides_fit =
      std::all_of(dims.begin() + 1, dims.end(), [](auto side) { return side <= kMaxIdxSide; });
  INKLING_REQUIRE(dims[0] <= kMaxIdxCount && sides_fit, "E_IDX_TOOBIG", name,
                  text("at most ", kMaxIdxCount, " images of ", kMaxIdxSide, " × ", kMaxIdxSide, " pixels"),
                  shape, "MNIST has 60000 × 28 × 28.");
  return size;
}

/// What the header says, once the whole file has been checked.
struct Header {
  std::vector<Index> dims;
  std::size_t bytes;  // of itself
};

Header read_header(Bytes bytes, const std::string& name, IdxContent content) {
  check_magic(bytes, name, content);
  std::vector<std::uint32_t> dims(bytes[3]);
  const std::size_t header = kMagicBytes + 4 * dims.size();
  INKLING_REQUIRE(bytes.size() >= header, "E_IDX_SHORT", name, text("a header of ", header, " bytes"),
                  text(bytes.size()), kIncomplete);
  for (std::size_t d = 0; d < dims.size(); ++d) dims[d] = big_endian32(bytes, kMagicBytes + 4 * d);

  const std::uint64_t declared = declared_size(dims, name);
  const Bytes body = bytes.subspan(header);
  INKLING_REQUIRE(body.size() >= declared, "E_IDX_SHORT", name, "all of its values",
                  text("a file that declares ", grouped(declared), ", has ", grouped(body.size())),
                  kIncomplete);
  INKLING_REQUIRE(body.size() == declared, "E_IDX_TRAILING", name, "its end after the values it declares",
                  text("a file that declares ", grouped(declared), ", has ", grouped(body.size())),
                  "Something was appended, or the header is damaged.");
  return {{dims.begin(), dims.end()}, header};
}

}  // namespace

bool resembles_idx(Bytes bytes) {
  if (bytes.size() < kMagicBytes) return true;
  return (bytes[0] == 0 && bytes[1] == 0) || is_byte_swapped(bytes) || is_type_and_rank(bytes[2], bytes[3]);
}

IdxTensor read_idx(Bytes bytes, const std::string& name, IdxContent content) {
  Header header = read_header(bytes, name, content);
  const Bytes values = bytes.subspan(header.bytes);
  return {name, std::move(header.dims), {values.begin(), values.end()}};
}

IdxTensor read_idx(std::vector<std::uint8_t>&& bytes, const std::string& name, IdxContent content) {
  Header header = read_header(bytes, name, content);
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header.bytes));
  return {name, std::move(header.dims), std::move(bytes)};
}

}  // namespace inkling
