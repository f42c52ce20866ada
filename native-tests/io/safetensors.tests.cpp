#include "inkling/io/safetensors.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/random.hpp"
#include "support/damage.hpp"
#include "support/figure.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Bytes = std::vector<std::uint8_t>;

namespace {

std::vector<std::uint32_t> bits(const std::vector<float>& values) {
  std::vector<std::uint32_t> out(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) out[i] = std::bit_cast<std::uint32_t>(values[i]);
  return out;
}

/// NaNs with their payloads would not survive arithmetic, so they are put there as bits.
std::vector<float> from_bits(const std::vector<std::uint32_t>& words) {
  std::vector<float> out(words.size());
  std::memcpy(out.data(), words.data(), words.size() * sizeof(float));
  return out;
}

TensorFile small_file() {
  return {{{"out.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"out.bias", {2}, {-1, 0.5F}}}, {{"epoch", "25"}}};
}

/// What is damaged everywhere.
TensorFile long_file() {
  TensorFile file = {{}, {{"epoch", "25"}, {"note", "tab\t, 数字"}}};
  for (int i = 0; i < 24; ++i) {
    std::vector<float> values(32);
    for (std::size_t k = 0; k < values.size(); ++k)
      values[k] = 1.0F / static_cast<float>(k + static_cast<std::size_t>(i) + 1);
    file.tensors.push_back({"hidden" + std::to_string(i) + ".weight", {4, 8}, values});
  }
  return file;
}

void check_same(const TensorFile& a, const TensorFile& b) {
  CHECK(a.metadata == b.metadata);
  REQUIRE(a.tensors.size() == b.tensors.size());
  for (std::size_t t = 0; t < a.tensors.size(); ++t) {
    CHECK(a.tensors[t].name == b.tensors[t].name);
    CHECK(a.tensors[t].shape == b.tensors[t].shape);
    CHECK(bits(a.tensors[t].values.as<float>()) == bits(b.tensors[t].values.as<float>()));
  }
}

}  // namespace

TEST_CASE("The file is laid out as the format says", "[io][safetensors]") {
  const Bytes file = write_safetensors(small_file());
  const std::string json = R"({"__metadata__":{"epoch":"25"},)"
                           R"("out.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                           R"("out.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}})";
  const std::size_t padded = (json.size() + 7) / 8 * 8;
  REQUIRE(file.size() == 8 + padded + 32);
  CHECK(Bytes(file.begin(), file.begin() + 8) ==
        Bytes{static_cast<std::uint8_t>(padded), 0, 0, 0, 0, 0, 0, 0});
  const std::string header(file.begin() + 8, file.begin() + 8 + static_cast<std::ptrdiff_t>(padded));
  CHECK(header == json + std::string(padded - json.size(), ' '));
  const Bytes first_values(file.end() - 32, file.end() - 20);
  CHECK(first_values == Bytes{0, 0, 0x80, 0xbf, 0, 0, 0, 0x3f, 0, 0, 0x80, 0x3f});  // -1, 0.5, 1
}

TEST_CASE("What was written is read back, sorted by name", "[io][safetensors]") {
  TensorFile file = small_file();
  const TensorFile read = read_safetensors(write_safetensors(file), "x");
  std::reverse(file.tensors.begin(), file.tensors.end());  // out.bias before out.weight
  check_same(read, file);
}

TEST_CASE("The same content gives the same bytes in any order", "[io][safetensors]") {
  TensorFile file = small_file();
  const Bytes once = write_safetensors(file);
  std::reverse(file.tensors.begin(), file.tensors.end());
  CHECK(write_safetensors(file) == once);
  CHECK(write_safetensors(read_safetensors(once, "x")) == once);
}

TEST_CASE("Every bit of a value survives", "[io][safetensors]") {
  const std::vector<std::uint32_t> words = {
      0x00000000, 0x80000000,              // 0, -0
      0x00000001, 0x807fffff, 0x00800000,  // denormals, the smallest normal number
      0x7f800000, 0xff800000, 0x7f7fffff,  // infinities, the largest number
      0x7fc00000, 0x7f800001, 0xffc12345,  // NaN: quiet, signalling, with sign and payload
  };
  const TensorFile file = {{{"w", {11}, from_bits(words)}}, {}};
  const TensorFile read = read_safetensors(write_safetensors(file), "x");
  REQUIRE(read.tensors.size() == 1);
  CHECK(bits(read.tensors[0].values.as<float>()) == words);
  figure("D4", "special values", static_cast<double>(words.size()));
}

TEST_CASE("Networks of any bits are written, read and written again as the same bytes", "[io][safetensors]") {
  Generator random(4);
  int networks = 0;
  double values = 0;
  for (; networks < 10'000; ++networks) {
    TensorFile file;
    Index inputs = 1 + static_cast<Index>(random.random32() % 6);
    const auto layers = 1 + random.random32() % 3;
    for (std::uint32_t layer = 1; layer <= layers; ++layer) {
      const Index outputs = 1 + static_cast<Index>(random.random32() % 6);
      const auto add = [&](const char* kind, std::vector<Index> shape, Index size) {
        std::vector<std::uint32_t> words(static_cast<std::size_t>(size));
        for (std::uint32_t& word : words) word = random.random32();
        file.tensors.push_back({"hidden" + std::to_string(layer) + kind, std::move(shape), from_bits(words)});
        values += static_cast<double>(size);
      };
      add(".weight", {outputs, inputs}, outputs * inputs);
      add(".bias", {outputs}, outputs);
      inputs = outputs;
    }
    const Bytes written = write_safetensors(file);
    REQUIRE(write_safetensors(read_safetensors(written, "x")) == written);
  }
  figure("D4", "networks", networks);
  figure("D4", "values of them, of any bits", values);
}

TEST_CASE("Every type of number keeps its bits", "[io][safetensors]") {
  const std::vector<double> reals = {-0.0, 1e-320, std::numeric_limits<double>::infinity(), 0.1};
  const std::vector<std::int64_t> integers = {std::numeric_limits<std::int64_t>::min(), -1,
                                              std::numeric_limits<std::int64_t>::max()};
  const TensorFile file = {{{"a", {2, 2}, reals}, {"b", {3}, integers}, {"c", {1}, {0.5F}}}, {}};
  const TensorFile read = read_safetensors(write_safetensors(file), "x");
  REQUIRE(read.tensors.size() == 3);
  CHECK(read.tensors[0].values.dtype() == DType::f64);
  CHECK(read.tensors[0].values.as<double>() == reals);
  CHECK(std::signbit(read.tensors[0].values.as<double>()[0]));
  CHECK(read.tensors[1].values.as<std::int64_t>() == integers);
  CHECK(read.tensors[2].values.as<float>() == std::vector<float>{0.5F});
}

TEST_CASE("Scalars, names in any script and metadata in any text survive", "[io][safetensors]") {
  const std::string text =
      "tab\t, quote \", backslash \\, slash /, null " + std::string(1, '\0') + ", 数字, 🖋";
  const TensorFile file = {
      {{"scalar", {}, {3}}, {"数字 \"\\/ é 🖋", {1, 1, 1, 1, 1, 1, 1, 1}, {2}}},  // sorted
      {{"", ""}, {"note", text}, {"数字", "x"}}};
  check_same(read_safetensors(write_safetensors(file), "x"), file);
}

TEST_CASE("A file without tensors is a file", "[io][safetensors]") {
  const Bytes file = write_safetensors({});
  CHECK(file == Bytes{8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' '});
  CHECK(read_safetensors(file, "x").tensors.empty());
}

TEST_CASE("The data begins at a multiple of 8 bytes whatever the names", "[io][safetensors]") {
  for (std::size_t length = 1; length <= 16; ++length) {
    const Bytes file = write_safetensors({{{std::string(length, 'a'), {1}, {1}}}, {}});
    CHECK((file.size() - 4) % 8 == 0);
  }
}

TEST_CASE("Nothing is written that could not be read", "[io][safetensors]") {
  struct BadContent {
    const char* what;
    TensorFile file;
    const char* code;
  };
  const Index largest = std::numeric_limits<Index>::max();
  TensorFile many;
  for (int i = 0; i <= 1024; ++i) many.tensors.push_back({std::to_string(i), {1}, {0}});
  const std::vector<BadContent> contents = {
      {"values missing", {{{"w", {2, 3}, {1, 2, 3}}}, {}}, "E_ST_SHAPE"},
      {"empty tensor", {{{"w", {0}, {}}}, {}}, "E_ST_SHAPE"},
      {"negative size", {{{"w", {-1}, {}}}, {}}, "E_ST_SHAPE"},
      {"nine dimensions", {{{"w", {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1}}}, {}}, "E_ST_SHAPE"},
      {"a size that overflows",
       {{{"w", {largest / 1024, largest / 1024}, {1}}}, {}},
       sizeof(Index) == 8 ? "E_ST_OVERFLOW" : "E_ST_SHAPE"},
      {"a name twice", {{{"w", {1}, {1}}, {"w", {1}, {2}}}, {}}, "E_ST_DUP"},
      {"no name", {{{"", {1}, {1}}}, {}}, "E_ST_NAME"},
      {"a long name", {{{std::string(257, 'w'), {1}, {1}}}, {}}, "E_ST_NAME"},
      {"a control character", {{{"w\n", {1}, {1}}}, {}}, "E_ST_NAME"},
      {"the format's own name", {{{"__metadata__", {1}, {1}}}, {}}, "E_ST_NAME"},
      {"a name not in UTF-8", {{{"w\xff", {1}, {1}}}, {}}, "E_ST_UTF8"},
      {"metadata not in UTF-8", {{}, {{"note", "\xed\xa0\x80"}}}, "E_ST_UTF8"},
      {"metadata of 64,001 bytes", {{}, {{"k", std::string(64'000, 'x')}}}, "E_ST_META"},
      {"1,025 tensors", many, "E_ST_COUNT"},
  };
  for (const BadContent& content : contents) {
    INFO(content.what);
    CHECK(refusal_of([&] { return write_safetensors(content.file); }).code == content.code);
  }
}

TEST_CASE("A safetensors file cut anywhere is refused", "[io][safetensors][hostile]") {
  const Bytes good = write_safetensors(long_file());
  CHECK(good.size() >= kLeastDamaged);
  const std::size_t cuts = for_each_truncation(good, [](const Bytes& file, std::size_t size) {
    const Refusal refusal = refusal_of([&] { return read_safetensors(file, "x"); });
    INFO(size << " bytes: " << refusal.message);
    CHECK(refusal.code.starts_with("E_ST_"));
  });
  figure("D2", "safetensors, truncations", static_cast<double>(cuts));
}

TEST_CASE("A bit turned in a safetensors file is refused or leaves a sound file",
          "[io][safetensors][hostile]") {
  const Bytes good = write_safetensors(long_file());
  CHECK(good.size() >= kLeastDamaged);
  constexpr std::size_t kValues = 24 * 32;
  const std::size_t data = good.size() - kValues * sizeof(float);
  const std::size_t turned = for_each_bit_flip(
      good,
      [&](const Bytes& file, std::size_t at) {
        TensorFile read;
        const Refusal refusal = refusal_of([&] { return read = read_safetensors(file, "x"); });
        INFO("byte " << at << ": " << refusal.message);
        if (at >= data) CHECK(write_safetensors(read) == file);  // any value is a value
        if (at >= data || refusal.code != "none") return;
        const TensorFile again = read_safetensors(write_safetensors(read), "x");
        std::size_t values = 0;
        for (const NamedTensor& tensor : again.tensors) values += tensor.values.size();
        CHECK(again.tensors.size() == 24);
        CHECK(values == kValues);
      },
      kSlowStride);
  figure("D2", "safetensors, bits turned", static_cast<double>(turned));
}
