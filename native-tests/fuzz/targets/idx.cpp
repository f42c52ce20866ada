#include "inkling/data/idx.hpp"

#include "fuzz/target.hpp"
#include "inkling/data/idx_file.hpp"

namespace inkling::testing {
namespace {

/// Read by both ways, which must agree.
std::string verdict_as(IdxContent content, std::span<const std::uint8_t> bytes) {
  IdxTensor tensor;
  const std::string code = code_of([&] { tensor = read_idx(bytes, "fuzzed", content); });
  const std::string moved = code_of([&] {
    const IdxTensor same = read_idx(Bytes(bytes.begin(), bytes.end()), "fuzzed", content);
    promise(same.dims == tensor.dims && same.values == tensor.values,
            "moved or copied, the values are the same");
  });
  promise(moved == code, "moved or copied, the bytes are judged alike");
  if (code != "ok") return code;
  std::size_t size = 1;
  for (const Index dim : tensor.dims) {
    promise(dim >= 1 && dim <= kMaxIdxCount, "no dimension is beyond the limits");
    size *= static_cast<std::size_t>(dim);
  }
  promise(tensor.dims.size() == (content == IdxContent::images ? 3U : 1U),
          "images have three dimensions, labels one");
  promise(size == tensor.values.size(), "there are as many values as the dimensions say");
  promise(resembles_idx(bytes), "what is read as IDX resembles IDX");
  return code;
}

}  // namespace

std::string idx_verdict(std::span<const std::uint8_t> bytes) {
  const std::string file = code_of([&] { read_idx_file(bytes, "fuzzed", idx_content(bytes, "fuzzed")); });
  return verdict_as(IdxContent::images, bytes) + ' ' + verdict_as(IdxContent::labels, bytes) + ' ' + file;
}

}  // namespace inkling::testing
