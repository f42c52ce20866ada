#include "inkling/data/pickled_mnist.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/data/pickle_reader.hpp"
#include "inkling/data/pickled_array.hpp"

namespace inkling {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Element i. With the size known to the compiler it is one load.
template <std::size_t Size>
std::uint64_t little_endian(Bytes elements, std::size_t i) {
  const auto element = elements.subspan(i * Size).first<Size>();
  std::uint64_t value = 0;
  for (std::size_t byte = 0; byte < Size; ++byte) value |= std::uint64_t{element[byte]} << 8 * byte;
  return value;
}

/// k for the float k / 256, to the bit: NaN, -0 and everything between two grey levels is refused.
std::uint8_t grey_level(Bytes elements, std::size_t i, Index features, const std::string& where) {
  const auto bits = static_cast<std::uint32_t>(little_endian<kPickledFloat32.size>(elements, i));
  const auto value = std::bit_cast<float>(bits);
  const float scaled = value * kPickledPixelDivisor;  // exact: a power of two
  const std::uint8_t pixel = scaled >= 0 && scaled <= 255 ? static_cast<std::uint8_t>(scaled) : 0;
  INKLING_REQUIRE(std::bit_cast<std::uint32_t>(static_cast<float>(pixel) / kPickledPixelDivisor) == bits,
                  "E_PKL_VALUE", where, "pixels k / 256, k = 0 to 255",
                  text(value, " as pixel ", i % static_cast<std::size_t>(features), " of image ",
                       i / static_cast<std::size_t>(features)),
                  "Files whose pixels were divided by 255 or else changed are not read.");
  return pixel;
}

/// Side of square images. Error E_PKL_SHAPE when there are too many or they are none.
Index image_side(const PickledArray& images, const std::string& where) {
  const auto [count, features] = std::pair(images.shape[0], images.shape[1]);
  INKLING_REQUIRE(count <= kMaxIdxCount && features <= std::int64_t{kMaxIdxSide} * kMaxIdxSide, "E_PKL_SHAPE",
                  where,
                  text("at most ", kMaxIdxCount, " images of ", kMaxIdxSide, " × ", kMaxIdxSide, " pixels"),
                  text(count, " × ", features), "MNIST has 50000 × 784.");
  Index side = 1;
  while (std::int64_t{side} * side < features) ++side;
  INKLING_REQUIRE(std::int64_t{side} * side == features, "E_PKL_SHAPE", where,
                  "a square number of pixels in each image", text(features), "MNIST has 28 × 28 = 784.");
  return side;
}

IdxTensor read_images(const PickleValue& value, const std::string& where) {
  const PickledArray array = read_pickled_array(value, kPickledFloat32, 2, where);
  const Index side = image_side(array, where);
  IdxTensor images = {where, {static_cast<Index>(array.shape[0]), side, side}, {}};
  images.values.resize(array.bytes.size() / kPickledFloat32.size);
  for (std::size_t i = 0; i < images.values.size(); ++i)
    images.values[i] = grey_level(array.bytes, i, side * side, where);
  return images;
}

IdxTensor read_labels(const PickleValue& value, Index count, const std::string& where) {
  const PickledArray array = read_pickled_array(value, kPickledInt64, 1, where);
  INKLING_REQUIRE(array.shape[0] == count, "E_PKL_SHAPE", where,
                  text("as many labels as there are images, ", count), text(array.shape[0]),
                  "The file is damaged.");
  IdxTensor labels = {where, {count}, {}};
  labels.values.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const std::uint64_t label = little_endian<kPickledInt64.size>(array.bytes, i);
    INKLING_REQUIRE(label <= 255, "E_PKL_VALUE", where, "labels 0 to 9",
                    text("label ", static_cast<std::int64_t>(label), " at ", i), "The file is damaged.");
    labels.values[i] = static_cast<std::uint8_t>(label);
  }
  return labels;
}

const std::vector<const PickleValue*>& items_of(const PickleValue& value, std::size_t count,
                                                const std::string& name) {
  INKLING_REQUIRE(value.kind == PickleValue::Kind::tuple && value.items.size() == count, "E_PKL_FORM",
                  text(name, ", byte ", value.at),
                  "((x_train, y_train), (x_valid, y_valid), (x_test, y_test))", describe(value),
                  "Take the tutorial's mnist.pkl.gz.");
  return value.items;
}

Dataset read_set(const PickleValue& value, const char* set, const std::string& name) {
  const auto& arrays = items_of(value, 2, name);
  IdxTensor images = read_images(*arrays[0], text(name, ", x_", set));
  IdxTensor labels = read_labels(*arrays[1], images.dims[0], text(name, ", y_", set));
  return {std::move(images), std::move(labels), kDigits, kPickledPixelDivisor};
}

PickledMnist read_inflated(Bytes bytes, const std::string& name) {
  const Pickle pickle = read_pickle(bytes, name);
  const auto& sets = items_of(*pickle.root, 3, name);
  PickledMnist mnist = {read_set(*sets[0], "train", name), read_set(*sets[1], "valid", name),
                        read_set(*sets[2], "test", name)};
  const Index features = mnist.train.features();
  INKLING_REQUIRE(mnist.validation.features() == features && mnist.test.features() == features, "E_PKL_SHAPE",
                  name, text("images of ", features, " pixels in all three sets"),
                  text(mnist.validation.features(), " and ", mnist.test.features()), "The file is damaged.");
  return mnist;
}

}  // namespace

PickledMnist read_pickled_mnist(Bytes bytes, const std::string& name) {
  return is_gzip(bytes) ? read_inflated(gunzip(bytes, name), name) : read_inflated(bytes, name);
}

}  // namespace inkling
