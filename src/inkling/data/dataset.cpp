#include "inkling/data/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

struct Dataset::Storage {
  IdxTensor images;
  IdxTensor labels;
  Index classes;
  float pixel_divisor;
};

namespace {

/// read_idx() guarantees this; an IdxTensor made by hand may be anything.
void require_consistent(const IdxTensor& tensor, std::size_t rank, const char* what) {
  std::size_t size = 1;
  for (const Index dim : tensor.dims) size *= static_cast<std::size_t>(std::max<Index>(dim, 0));
  INKLING_REQUIRE(tensor.dims.size() == rank && tensor.values.size() == size, "E_API_LENGTH", tensor.name,
                  text(what, " of ", rank, " dimension(s) and a value for each element"),
                  text(tensor.dims.size(), " dimension(s) and ", tensor.values.size(), " values"), "");
}

void require_in_range(Index i, Index count) {
  INKLING_REQUIRE(i >= 0 && i < count, "E_API_RANGE", "Dataset", text("an image below ", count), text(i), "");
}

}  // namespace

Dataset::Dataset(IdxTensor images, IdxTensor labels, Index classes, float pixel_divisor) {
  INKLING_REQUIRE(classes >= 1 && classes <= kMaxClasses, "E_API_RANGE", "classes",
                  text("1 to ", kMaxClasses), text(classes), "");
  INKLING_REQUIRE(pixel_divisor > 0 && std::isfinite(pixel_divisor), "E_API_RANGE", "pixel_divisor",
                  "a positive number", text(pixel_divisor), "");
  require_consistent(images, 3, "images");
  require_consistent(labels, 1, "labels");
  INKLING_REQUIRE(images.dims[0] == labels.dims[0], "E_IDX_COUNT", text(images.name, " and ", labels.name),
                  "as many labels as images", text(images.dims[0], " images vs ", labels.dims[0], " labels"),
                  "Do the two files belong together? MNIST has 60000 for training and 10000 for testing.");
  const auto bad =
      std::find_if(labels.values.begin(), labels.values.end(), [&](auto y) { return y >= classes; });
  INKLING_REQUIRE(bad == labels.values.end(), "E_IDX_LABEL", labels.name,
                  text("labels 0 to ", classes - 1, ", as the model has ", classes, " classes"),
                  text("label ", int{*bad}, " at ", bad - labels.values.begin()),
                  "Take a last layer that is as wide as there are classes.");
  count_ = images.dims[0];
  storage_ =
      std::make_shared<const Storage>(Storage{std::move(images), std::move(labels), classes, pixel_divisor});
}

Index Dataset::rows() const {
  return storage_ ? storage_->images.dims[1] : 0;
}
Index Dataset::columns() const {
  return storage_ ? storage_->images.dims[2] : 0;
}
Index Dataset::classes() const {
  return storage_ ? storage_->classes : 0;
}
float Dataset::pixel_divisor() const {
  return storage_ ? storage_->pixel_divisor : kPixelDivisor;
}

std::span<const std::uint8_t> Dataset::image(Index i) const {
  require_in_range(i, size());
  if (i >= count_) return more_->image(first_more_ + i - count_);
  const auto size = static_cast<std::size_t>(features());
  return std::span(storage_->images.values).subspan(static_cast<std::size_t>(first_ + i) * size, size);
}

std::uint8_t Dataset::label(Index i) const {
  require_in_range(i, size());
  if (i >= count_) return more_->label(first_more_ + i - count_);
  return storage_->labels.values[static_cast<std::size_t>(first_ + i)];
}

Dataset Dataset::slice(Index first, Index count) const {
  INKLING_REQUIRE(first >= 0 && count >= 0 && first <= size() && count <= size() - first, "E_API_RANGE",
                  "Dataset::slice", text("a part of ", size(), " images"),
                  text(count, " images from ", first, " on"), "");
  Dataset part = *this;
  const Index skipped = std::min(first, count_);
  part.first_ += skipped;
  part.count_ = std::min(count, count_ - skipped);
  part.first_more_ += first - skipped;
  part.count_more_ = count - part.count_;
  return part;
}

Dataset Dataset::followed_by(std::shared_ptr<const ImageSource> more) const {
  INKLING_REQUIRE(count_more_ == 0, "E_API_STATE", "Dataset::followed_by()", "images of files alone",
                  text(count_more_, " more images"), "");
  INKLING_REQUIRE(more->features() == features(), "E_IDX_SHAPE", "Dataset::followed_by()",
                  text("images of ", features(), " pixels"), text("images of ", more->features()), "");
  Dataset all = *this;
  all.count_more_ = more->size();
  all.more_ = std::move(more);
  return all;
}

}  // namespace inkling
