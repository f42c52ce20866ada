#include "inkling/data/pickled_mnist.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/data/data_loader.hpp"
#include "support/damage.hpp"
#include "support/figure.hpp"
#include "support/gzip_bytes.hpp"
#include "support/pickle_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;
using Bytes = std::vector<std::uint8_t>;

namespace {

Refusal refusal(const Bytes& bytes) {
  return refusal_of([&] { return read_pickled_mnist(bytes, "mnist.pkl"); });
}

/// Sizes, pixels and labels of all three sets.
std::vector<Index> contents(const PickledMnist& mnist) {
  std::vector<Index> all;
  for (const Dataset* set : {&mnist.train, &mnist.validation, &mnist.test}) {
    all.insert(all.end(), {set->size(), set->rows(), set->columns(), set->classes()});
    for (Index i = 0; i < set->size(); ++i) {
      all.insert(all.end(), set->image(i).begin(), set->image(i).end());
      all.push_back(set->label(i));
    }
  }
  return all;
}

/// How many values differ; all, if there are not as many.
std::size_t differences(const std::vector<Index>& a, const std::vector<Index>& b) {
  if (a.size() != b.size()) return std::max(a.size(), b.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i];
  return count;
}

void set_float(ArrayToPickle& array, std::size_t i, float value) {
  Bytes element;
  append_little_endian(element, std::bit_cast<std::uint32_t>(value), 4);
  std::copy(element.begin(), element.end(), array.bytes.begin() + static_cast<std::ptrdiff_t>(4 * i));
}

/// What is damaged everywhere: images of noise.
MnistToPickle noise_mnist() {
  constexpr std::int64_t kFeatures = 36;
  MnistToPickle arrays;
  Generator generator(1);
  for (std::size_t set = 0; set < 3; ++set) {
    const std::int64_t size = set == 0 ? 13 : 6;
    ArrayToPickle& images = arrays[2 * set] = images_to_pickle(size, kFeatures);
    for (std::size_t i = 0; i < images.bytes.size() / 4; ++i)
      set_float(images, i, static_cast<float>(generator.random32() % 256) / 256);
    arrays[2 * set + 1] = labels_to_pickle(size, static_cast<unsigned>(set));
  }
  return arrays;
}

void set_label(ArrayToPickle& array, std::size_t i, std::int64_t label) {
  Bytes element;
  append_little_endian(element, static_cast<std::uint64_t>(label), 8);
  std::copy(element.begin(), element.end(), array.bytes.begin() + static_cast<std::ptrdiff_t>(8 * i));
}

}  // namespace

TEST_CASE("The three sets are read as Python 2 and 3 write them, gzipped or not", "[data][pickled_mnist]") {
  const std::vector<Index> expected = {3, 2, 2,  10, 0,   1,   2,   3,   0, 4,   5,   6,   7,   1,
                                       8, 9, 10, 11, 2,                      //
                                       1, 2, 2,  10, 100, 101, 102, 103, 9,  //
                                       2, 2, 2,  10, 248, 249, 250, 251, 4, 252, 253, 254, 255, 5};
  for (const unsigned protocol : {1U, 2U, 3U, 4U}) {
    INFO("protocol " << protocol);
    const Bytes bytes = pickle_mnist(small_mnist(), protocol);
    CHECK(contents(read_pickled_mnist(bytes, "mnist.pkl")) == expected);
    CHECK(contents(read_pickled_mnist(gzip(bytes), "mnist.pkl.gz")) == expected);
  }
}

TEST_CASE("Images of MNIST's size have its sides", "[data][pickled_mnist]") {
  MnistToPickle arrays = {images_to_pickle(2, 784), labels_to_pickle(2),      images_to_pickle(1, 784),
                          labels_to_pickle(1),      images_to_pickle(1, 784), labels_to_pickle(1)};
  const PickledMnist mnist = read_pickled_mnist(pickle_mnist(arrays), "mnist.pkl");
  CHECK(mnist.train.rows() == 28);
  CHECK(mnist.train.columns() == 28);
  CHECK(mnist.train.image(1)[1] == 785 % 256);
}

TEST_CASE("A network is given the file's floats, to the bit", "[data][pickled_mnist]") {
  MnistToPickle arrays = small_mnist();
  arrays[0] = images_to_pickle(4, 64);  // every grey level
  arrays[1] = labels_to_pickle(4);
  arrays[2] = images_to_pickle(1, 64);
  arrays[4] = images_to_pickle(2, 64);
  const PickledMnist mnist = read_pickled_mnist(pickle_mnist(arrays), "mnist.pkl");
  for (const Dataset* set : {&mnist.train, &mnist.validation, &mnist.test})
    CHECK(set->pixel_divisor() == 256);
  DataLoader loader(mnist.train.slice(1, 3), {.batch_size = 3});
  loader.begin();
  REQUIRE(loader.next());
  Bytes given;
  for (Index i = 0; i < 3; ++i)
    for (Index p = 0; p < 64; ++p)
      append_little_endian(given, std::bit_cast<std::uint32_t>(loader.inputs()(i, p)), 4);
  CHECK(given == Bytes(arrays[0].bytes.begin() + 64 * 4, arrays[0].bytes.end()));
}

TEST_CASE("Sets that are no MNIST are refused", "[data][pickled_mnist][hostile]") {
  struct Bad {
    const char* what;
    std::function<void(MnistToPickle&)> change;
    const char* code;
    const char* message;
  };
  const std::vector<Bad> all = {
      {"pixels / 255", [](auto& a) { a[0] = images_to_pickle(3, 4, 10, 255); }, "E_PKL_VALUE",
       "mnist.pkl, x_train: expected pixels k / 256, k = 0 to 255, found 0.039215688 as pixel 0 of image 0."},
      {"half a grey level", [](auto& a) { set_float(a[4], 7, 1.5F / 256); }, "E_PKL_VALUE",
       "x_test: expected pixels k / 256, k = 0 to 255, found 0.005859375 as pixel 3 of image 1"},
      {"white", [](auto& a) { set_float(a[2], 1, 1); }, "E_PKL_VALUE", "found 1 as pixel 1"},
      {"minus a grey level", [](auto& a) { set_float(a[2], 1, -1.0F / 256); }, "E_PKL_VALUE",
       "found -0.0039"},
      {"minus zero", [](auto& a) { set_float(a[2], 1, -0.0F); }, "E_PKL_VALUE", "found -0 as"},
      {"the least float", [](auto& a) { set_float(a[2], 1, std::numeric_limits<float>::denorm_min()); },
       "E_PKL_VALUE", "found 1e-45"},
      {"NaN", [](auto& a) { set_float(a[2], 1, std::numeric_limits<float>::quiet_NaN()); }, "E_PKL_VALUE",
       "found NaN"},
      {"infinity", [](auto& a) { set_float(a[2], 1, std::numeric_limits<float>::infinity()); }, "E_PKL_VALUE",
       "found Infinity"},
      {"label 10", [](auto& a) { set_label(a[1], 2, 10); }, "E_IDX_LABEL",
       "mnist.pkl, y_train: expected labels 0 to 9"},
      {"label 255", [](auto& a) { set_label(a[1], 2, 255); }, "E_IDX_LABEL", "label 255 at 2"},
      {"label 256", [](auto& a) { set_label(a[1], 2, 256); }, "E_PKL_VALUE", "found label 256 at 2"},
      {"label -1", [](auto& a) { set_label(a[5], 1, -1); }, "E_PKL_VALUE",
       "y_test: expected labels 0 to 9, found label -1"},
      {"a label 2^32", [](auto& a) { set_label(a[5], 1, std::int64_t{1} << 32); }, "E_PKL_VALUE",
       "4294967296"},
      {"a label more", [](auto& a) { a[1] = labels_to_pickle(4); }, "E_PKL_SHAPE",
       "y_train: expected as many labels as there are images, 3, found 4"},
      {"a label less", [](auto& a) { a[5] = labels_to_pickle(1); }, "E_PKL_SHAPE", "2, found 1"},
      {"no square", [](auto& a) { a[0] = images_to_pickle(3, 5); }, "E_PKL_SHAPE",
       "a square number of pixels in each "
       "image, found 5"},
      {"other sizes", [](auto& a) { a[2] = images_to_pickle(1, 9); }, "E_PKL_SHAPE",
       "images of 4 pixels in all three sets, found 9 and 4"},
      {"other sizes at the end", [](auto& a) { a[4] = images_to_pickle(2, 1); }, "E_PKL_SHAPE",
       "found 4 and 1"},
      {"too large", [](auto& a) { a[0] = images_to_pickle(1, 513 * 513); }, "E_PKL_SHAPE",
       "found 1 × 263169"},
      {"too many", [](auto& a) { a[0] = images_to_pickle(2'000'001, 1); }, "E_PKL_SHAPE",
       "found 2000001 × 1"},
      {"a shape of 2^62", [](auto& a) { a[0].shape = {(1LL << 31) - 1, (1LL << 31) - 1}; }, "E_PKL_SIZE",
       "2147483647 × 2147483647"},
      {"images and labels swapped", [](auto& a) { std::swap(a[0], a[1]); }, "E_PKL_DTYPE",
       "x_train: expected elements of "
       "type '<f4', found 'i8'"},
      {"labels of 32 bits", [](auto& a) { a[3].type = "i4"; }, "E_PKL_DTYPE", "y_valid: "},
      {"Fortran's order", [](auto& a) { a[4].fortran = true; }, "E_PKL_ORDER", "x_test: "},
  };
  for (const Bad& bad : all) {
    INFO(bad.what);
    MnistToPickle arrays = small_mnist();
    bad.change(arrays);
    const Refusal found = refusal(pickle_mnist(arrays));
    CHECK(found.code == bad.code);
    CHECK_THAT(found.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("Other tuples are refused", "[data][pickled_mnist][hostile]") {
  const auto tuples = [](std::size_t outer, std::size_t inner) {
    PickleWriter writer(2);
    writer.begin_tuple(outer);
    for (std::size_t i = 0; i < outer; ++i) {
      writer.begin_tuple(inner);
      for (std::size_t k = 0; k < inner; ++k) writer.array(small_mnist()[k % 2]);
      writer.end_tuple(inner);
    }
    writer.end_tuple(outer);
    return refusal(writer.finish());
  };
  CHECK(tuples(3, 2).code == "none");
  CHECK_THAT(
      tuples(2, 2).message,
      ContainsSubstring("expected ((x_train, y_train), (x_valid, y_valid), (x_test, y_test)), found a tuple "
                        "of 2"));
  for (const auto& [outer, inner] : {std::pair{2, 2}, {4, 2}, {0, 2}, {3, 1}, {3, 3}, {3, 0}})
    CHECK(tuples(static_cast<std::size_t>(outer), static_cast<std::size_t>(inner)).code == "E_PKL_FORM");

  PickleWriter array(2);
  array.array(images_to_pickle(1, 4));
  CHECK(refusal(array.finish()).code == "E_PKL_FORM");
}

TEST_CASE("A file that is none is refused", "[data][pickled_mnist][hostile]") {
  CHECK(refusal({}).code == "E_PKL_SHORT");
  CHECK(refusal({'P', 'K', 3, 4}).code == "E_PKL_MAGIC");
  CHECK(refusal({0x1f, 0x8b}).code == "E_GZ_TRUNCATED");
  CHECK(refusal(gzip(gzip(pickle_mnist(small_mnist())))).code == "E_PKL_MAGIC");

  Bytes longer = pickle_mnist(small_mnist());
  longer.push_back('.');
  CHECK(refusal(longer).code == "E_PKL_TRAILING");
  CHECK(refusal(gzip(longer)).code == "E_PKL_TRAILING");
}

TEST_CASE("A file cut anywhere is refused", "[data][pickled_mnist][hostile]") {
  std::size_t cuts = 0;
  for (const unsigned protocol : {1U, 2U, 3U, 4U}) {
    const Bytes good = pickle_mnist(noise_mnist(), protocol);
    CHECK(good.size() >= kLeastDamaged);
    cuts += for_each_truncation(good, [](const Bytes& cut, std::size_t size) {
      INFO(size);
      CHECK(refusal(cut).code == "E_PKL_SHORT");
    });
  }
  cuts += for_each_truncation(gzip(pickle_mnist(small_mnist())), [](const Bytes& cut, std::size_t size) {
    INFO(size);
    CHECK(refusal(cut).code != "none");
  });
  figure("D2", "mnist.pkl and mnist.pkl.gz, truncations", static_cast<double>(cuts));
}

TEST_CASE("A bit turned is refused, turns one value or changes nothing", "[data][pickled_mnist][hostile]") {
  std::size_t turned = 0;
  for (const unsigned protocol : {1U, 2U, 4U}) {
    // A long one of Python 2's, which PyTorch's tutorial has: the others differ from it before the numbers.
    const Bytes good = pickle_mnist(protocol == 2 ? noise_mnist() : small_mnist(), protocol);
    CHECK((protocol != 2 || good.size() >= kLeastDamaged));
    const std::vector<Index> expected = contents(read_pickled_mnist(good, "mnist.pkl"));
    std::size_t refused = 0;
    const std::size_t bits = for_each_bit_flip(
        good,
        [&](const Bytes& damaged, std::size_t at) {
          INFO("protocol " << protocol << ", byte " << at);
          try {
            const std::vector<Index> found = contents(read_pickled_mnist(damaged, "mnist.pkl"));
            CHECK(differences(found, expected) <= 1);
          } catch (const Error& error) {
            CHECK((error.code().starts_with("E_PKL_") || error.code() == "E_IDX_LABEL"));
            ++refused;
          }
        },
        kSlowStride);
    turned += bits;
    CHECK(refused > bits / 2);
  }
  figure("D2", "mnist.pkl, bits turned", static_cast<double>(turned));
}

TEST_CASE("A bit turned in the gzipped file is refused or changes nothing",
          "[data][pickled_mnist][hostile]") {
  const Bytes good = gzip(pickle_mnist(small_mnist()));
  const std::vector<Index> expected = contents(read_pickled_mnist(good, "mnist.pkl.gz"));
  const std::size_t turned = for_each_bit_flip(good, [&](const Bytes& damaged, std::size_t at) {
    INFO(at);
    try {
      const std::vector<Index> found = contents(read_pickled_mnist(damaged, "mnist.pkl.gz"));
      CHECK(found == expected);
    } catch (const Error& error) {
      CHECK((error.code().starts_with("E_PKL_") || error.code().starts_with("E_GZ_")));
    }
  });
  figure("D2", "mnist.pkl.gz, bits turned", static_cast<double>(turned));
}
