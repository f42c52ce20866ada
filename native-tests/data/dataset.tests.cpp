#include "inkling/data/dataset.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/idx_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

IdxTensor images(std::uint32_t count) {
  return read_idx(idx_file({count, 2, 3}), "images", IdxContent::images);
}
IdxTensor labels(std::uint32_t count) {
  return read_idx(idx_file({count}, 10), "labels", IdxContent::labels);
}

IdxTensor with_label(IdxTensor tensor, std::size_t at, std::uint8_t label) {
  tensor.values[at] = label;
  return tensor;
}

IdxTensor without_last_value(IdxTensor tensor) {
  tensor.values.pop_back();
  return tensor;
}

}  // namespace

TEST_CASE("A data set hands out each image with its label", "[data][dataset]") {
  const Dataset dataset(images(12), labels(12), 10);
  CHECK(dataset.size() == 12);
  CHECK(dataset.rows() == 2);
  CHECK(dataset.columns() == 3);
  CHECK(dataset.features() == 6);
  CHECK(dataset.classes() == 10);
  REQUIRE(dataset.image(11).size() == 6);
  CHECK(dataset.image(0)[0] == 0);
  CHECK(dataset.image(11)[5] == 71);
  CHECK(dataset.label(0) == 0);
  CHECK(dataset.label(11) == 1);
}

TEST_CASE("A data set that was given nothing is empty", "[data][dataset]") {
  const Dataset empty;
  CHECK(empty.size() == 0);
  CHECK(empty.features() == 0);
  CHECK(empty.classes() == 0);
  CHECK(empty.slice(0, 0).size() == 0);
  CHECK(refusal_of([&] { return empty.image(0); }).code == "E_API_RANGE");
}

TEST_CASE("Slices share the bytes and outlive the whole", "[data][dataset]") {
  Dataset tail;
  {
    const Dataset whole(images(12), labels(12), 10);
    const Dataset middle = whole.slice(3, 8);
    CHECK(middle.size() == 8);
    CHECK(middle.image(0).data() == whole.image(3).data());
    tail = middle.slice(6, 2);
    CHECK(tail.image(1).data() == whole.image(10).data());
    CHECK(whole.slice(12, 0).size() == 0);
  }
  CHECK(tail.size() == 2);
  CHECK(tail.features() == 6);
  CHECK(tail.label(1) == 0);
  CHECK(tail.image(1)[0] == 60);
}

TEST_CASE("Images and slices out of range are refused", "[data][dataset]") {
  const Dataset part = Dataset(images(12), labels(12), 10).slice(2, 4);
  constexpr Index kLargest = std::numeric_limits<Index>::max();
  CHECK(refusal_of([&] { return part.image(4); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return part.label(-1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return part.slice(-1, 2); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return part.slice(1, -1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return part.slice(5, 0); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return part.slice(2, kLargest); }).code == "E_API_RANGE");
  CHECK_THAT(refusal_of([&] { return part.slice(1, 4); }).message,
             ContainsSubstring("expected a part of 4 images, found 4 images from 1 on"));
}

TEST_CASE("Files that do not belong together are refused", "[data][dataset][hostile]") {
  struct BadPair {
    const char* what;
    IdxTensor images;
    IdxTensor labels;
    Index classes;
    const char* code;
    const char* message;
  };
  const std::vector<BadPair> pairs = {
      {"a label missing", images(12), labels(11), 10, "E_IDX_COUNT", "12 images vs 11 labels"},
      {"a label too many", images(12), labels(13), 10, "E_IDX_COUNT", "images and labels: expected as many"},
      {"a large label", images(30), with_label(labels(30), 17, 200), 10, "E_IDX_LABEL", "label 200 at 17"},
      {"the label after the last", images(9), with_label(labels(9), 8, 10), 10, "E_IDX_LABEL",
       "model has 10 classes"},
      {"fewer classes", images(12), labels(12), 5, "E_IDX_LABEL", "label 5 at 5"},
      {"no classes", images(12), labels(12), 0, "E_API_RANGE", "classes: expected 1 to 256"},
      {"too many classes", images(12), labels(12), 257, "E_API_RANGE", "found 257"},
      {"labels as images", labels(12), labels(12), 10, "E_API_LENGTH", "images of 3 dimension(s)"},
      {"images as labels", images(12), images(12), 10, "E_API_LENGTH", "labels of 1 dimension(s)"},
      {"a pixel missing", without_last_value(images(2)), labels(2), 10, "E_API_LENGTH", "11 values"},
  };
  for (const BadPair& pair : pairs) {
    INFO(pair.what);
    const Refusal refusal = refusal_of([&] { return Dataset(pair.images, pair.labels, pair.classes); });
    CHECK(refusal.code == pair.code);
    CHECK_THAT(refusal.message, ContainsSubstring(pair.message));
  }
}

TEST_CASE("Every class that a byte can name is allowed", "[data][dataset]") {
  const Dataset dataset(images(3), with_label(labels(3), 2, 255), 256);
  CHECK(dataset.label(2) == 255);
}

TEST_CASE("Pixels are divided by 255 unless told otherwise", "[data][dataset]") {
  CHECK(Dataset().pixel_divisor() == 255);
  CHECK(Dataset(images(3), labels(3), 10).pixel_divisor() == 255);
  CHECK(Dataset(images(3), labels(3), 10, 256).slice(1, 2).pixel_divisor() == 256);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const float divisor : {0.0F, -1.0F, kInfinity, std::numeric_limits<float>::quiet_NaN()}) {
    const Refusal refusal = refusal_of([&] { return Dataset(images(3), labels(3), 10, divisor); });
    CHECK(refusal.code == "E_API_RANGE");
    CHECK_THAT(refusal.message, ContainsSubstring("pixel_divisor: expected a positive number"));
  }
}

namespace {

/// Three images of six pixels, 100, 101 and 102.
class Hundreds final : public ImageSource {
 public:
  [[nodiscard]] Index size() const override { return 3; }
  [[nodiscard]] Index features() const override { return 6; }
  [[nodiscard]] std::span<const std::uint8_t> image(Index i) const override {
    return std::span(pixels_).subspan(static_cast<std::size_t>(i) * 6, 6);
  }
  [[nodiscard]] std::uint8_t label(Index i) const override { return static_cast<std::uint8_t>(9 - i); }

 private:
  std::vector<std::uint8_t> pixels_ = {100, 100, 100, 100, 100, 100, 101, 101, 101,
                                       101, 101, 101, 102, 102, 102, 102, 102, 102};
};

}  // namespace

TEST_CASE("A data set goes on with the images of a source", "[data][dataset]") {
  const Dataset files(images(12), labels(12), 10);
  const Dataset all = files.slice(4, 6).followed_by(std::make_shared<Hundreds>());
  REQUIRE(all.size() == 9);
  CHECK(all.rows() == 2);
  CHECK(all.image(5)[0] == files.image(9)[0]);
  CHECK(all.image(6)[5] == 100);
  CHECK(all.image(8)[0] == 102);
  CHECK(all.label(5) == files.label(9));
  CHECK(all.label(8) == 7);
  CHECK(refusal_of([&] { return all.image(9); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return all.followed_by(std::make_shared<Hundreds>()); }).code == "E_API_STATE");
  CHECK(all.slice(0, 6).followed_by(std::make_shared<Hundreds>()).size() == 9);
  CHECK(refusal_of([] { return Dataset().followed_by(std::make_shared<Hundreds>()); }).code == "E_IDX_SHAPE");

  // Every slice of it is what the images one by one are.
  for (Index first = 0; first <= 9; ++first) {
    for (Index count = 0; count <= 9 - first; ++count) {
      const Dataset part = all.slice(first, count);
      REQUIRE(part.size() == count);
      for (Index i = 0; i < count; ++i) {
        CHECK(part.image(i).data() == all.image(first + i).data());
        CHECK(part.label(i) == all.label(first + i));
      }
      CHECK(refusal_of([&] { return part.slice(0, count + 1); }).code == "E_API_RANGE");
    }
  }
}
