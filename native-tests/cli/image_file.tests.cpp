#include "cli/image_file.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <zlib.h>

#include "inkling/core/random.hpp"
#include "support/damage.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::cli;
using testing::refusal_of;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::string& text) {
  return {text.begin(), text.end()};
}

void append_word(Bytes& out, std::uint32_t word) {
  for (unsigned shift = 32; shift > 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(word >> (shift - 8)));
}

void append_chunk(Bytes& out, const std::string& type, const Bytes& data) {
  append_word(out, static_cast<std::uint32_t>(data.size()));
  Bytes checked = bytes_of(type);
  checked.insert(checked.end(), data.begin(), data.end());
  out.insert(out.end(), checked.begin(), checked.end());
  append_word(out, static_cast<std::uint32_t>(crc32(0, checked.data(), static_cast<uInt>(checked.size()))));
}

enum class Colours : std::uint8_t { grey = 0, grey_and_alpha = 4 };

/// A PNG of 8 bits (https://www.w3.org/TR/png-3/): rows, each behind the byte 0, compressed by zlib.
Bytes png(std::uint32_t columns, std::uint32_t rows, Colours colours, const Bytes& filtered) {
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  Bytes header;
  append_word(header, columns);
  append_word(header, rows);
  for (const std::uint8_t byte : {std::uint8_t{8}, static_cast<std::uint8_t>(colours), std::uint8_t{0},
                                  std::uint8_t{0}, std::uint8_t{0}})
    header.push_back(byte);
  append_chunk(out, "IHDR", header);
  uLongf size = compressBound(filtered.size());
  Bytes packed(size);
  REQUIRE(compress(packed.data(), &size, filtered.data(), filtered.size()) == Z_OK);
  packed.resize(size);
  append_chunk(out, "IDAT", packed);
  append_chunk(out, "IEND", {});
  return out;
}

Bytes small_png() {
  return png(3, 2, Colours::grey, {0, 10, 20, 30, 0, 40, 50, 60});
}

Bytes jpeg() {
  std::ifstream in(INKLING_ASSETS "/images/seven.jpg", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A BMP of one bit a pixel, 8 × 2: the lower row first, each of four bytes.
Bytes bmp() {
  Bytes out = bytes_of("BM");
  const auto little = [&out](std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  };
  for (const std::uint32_t value : {70U, 0U, 62U, 40U, 8U, 2U}) little(value, 4);
  little(1, 2);
  little(1, 2);
  for (const std::uint32_t value : {0U, 8U, 0U, 0U, 2U, 0U, 0x00000000U, 0x00ffffffU}) little(value, 4);
  for (const std::uint8_t row : {std::uint8_t{0x0f}, std::uint8_t{0xaa}}) {
    out.push_back(row);
    out.insert(out.end(), 3, 0);
  }
  return out;
}

GreyImage decoded(const Bytes& bytes) {
  return decode_image(bytes, "picture");
}

std::string code_of(const Bytes& bytes) {
  return refusal_of([&] { return decoded(bytes).rows; }).code;
}

}  // namespace

TEST_CASE("Pictures of each format become grey levels", "[cli][image]") {
  const GreyImage portable = decoded(small_png());
  CHECK(portable.rows == 2);
  CHECK(portable.columns == 3);
  CHECK(portable.pixels == Bytes{10, 20, 30, 40, 50, 60});
  Bytes pgm = bytes_of("P5\n# a comment\n3 2\n255\n");
  pgm.insert(pgm.end(), {10, 20, 30, 40, 50, 60});
  CHECK(decoded(pgm).pixels == portable.pixels);
  CHECK(decoded(bmp()).pixels == Bytes{255, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0, 255, 255, 255, 255});
  const GreyImage photo = decoded(jpeg());
  CHECK(photo.rows == 84);
  CHECK(photo.columns == 84);
  CHECK(photo.pixels.front() > 225);
  CHECK(photo.bitmap().pixels.size() == 84U * 84U);
}

TEST_CASE("What is transparent shows white paper", "[cli][image]") {
  const Bytes picture = png(4, 1, Colours::grey_and_alpha, {0, 0, 255, 0, 0, 0, 128, 100, 0});
  CHECK(decoded(picture).pixels == Bytes{0, 255, 127, 255});
}

TEST_CASE("What is no picture, or a damaged or too large one, is refused", "[cli][image]") {
  CHECK(code_of({}) == "E_IMAGE_FORMAT");
  CHECK(code_of(bytes_of("hello")) == "E_IMAGE_FORMAT");
  CHECK(code_of(bytes_of("GIF89a")) == "E_IMAGE_FORMAT");
  CHECK(code_of(Bytes(kMaxImageBytes + 1)) == "E_IMAGE_SIZE");
  CHECK(code_of(png(16384, 2049, Colours::grey, {0})) == "E_IMAGE_SIZE");
  CHECK(code_of(png(16385, 1, Colours::grey, {0})) == "E_IMAGE_SIZE");
  CHECK(code_of(png(0xffffffff, 0xffffffff, Colours::grey, {0})) != "none");
  CHECK(code_of(bytes_of("P5\n16384 16384\n255\n")) == "E_IMAGE_SIZE");
  CHECK(code_of(bytes_of("P5\n99999999999 1\n255\n")) != "none");
  CHECK(code_of(png(4, 4, Colours::grey, {0, 1, 2})) == "E_IMAGE_DATA");
  Bytes cut = jpeg();
  cut.resize(cut.size() / 2);
  CHECK((code_of(cut) == "none" || code_of(cut) == "E_IMAGE_DATA"));  // the rest of a JPEG is made up
}

TEST_CASE("A picture that expands far beyond its size is refused", "[cli][image]") {
  const Bytes bomb = png(4, 4, Colours::grey, Bytes(300'000'000));
  CHECK(bomb.size() < 400'000);
  CHECK(code_of(bomb) == "E_IMAGE_DATA");
}

TEST_CASE("D2: every damage of a picture is a picture or an error of its own", "[cli][image]") {
  const auto check = [](const Bytes& bytes, std::size_t at) {
    INFO("at byte " << at);
    const std::string code = code_of(bytes);
    REQUIRE((code == "none" || code.starts_with("E_IMAGE_")));
  };
  Bytes pgm = bytes_of("P5 3 2 255 ");
  pgm.insert(pgm.end(), {10, 20, 30, 40, 50, 60});
  for (const Bytes& picture : {small_png(), bmp(), pgm}) {
    testing::for_each_truncation(picture, check);
    testing::for_each_bit_flip(picture, check);
  }
  const Bytes photo = jpeg();
  for (std::size_t size = 0; size < photo.size(); size += 7)
    check(Bytes(photo.begin(), photo.begin() + static_cast<std::ptrdiff_t>(size)), size);
  Generator random(3);
  for (int i = 0; i < 3000; ++i) {
    Bytes damaged = photo;
    for (int k = 0; k < 3; ++k)
      damaged[random.random32() % damaged.size()] = static_cast<std::uint8_t>(random.random32());
    check(damaged, static_cast<std::size_t>(i));
  }
}
