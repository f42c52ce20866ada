// The data file of the PyTorch tutorial, mnist.pkl.gz of deeplearning.net: a pickle of
// ((x_train, y_train), (x_valid, y_valid), (x_test, y_test)), numpy arrays of Python 2. x is float32 (count,
// 784) with pixels k / 256, y is int64 (count,); the counts are 50,000, 10,000 and 10,000.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "inkling/data/dataset.hpp"

namespace inkling {

struct PickledMnist {
  Dataset train;
  Dataset validation;
  Dataset test;
};

/// What its pixels were divided by.
inline constexpr float kPickledPixelDivisor = 256;

/// Reads the file, gzipped or not. Its own form is read and the same arrays pickled by Python 3 with protocol
/// 3 or 4, of any counts and of images that are any square; nothing else. The pixels become bytes again, and
/// pixel_divisor() is 256, so that a DataLoader gives the very floats of the file.
/// Holds the inflated file (220 MB) beside a byte for each pixel.
/// Error E_PKL_VALUE for a pixel that is not k / 256 or a label that is no byte, E_PKL_SHAPE when the arrays
/// do not fit together or are no squares or larger than kMaxIdxCount and kMaxIdxSide allow, E_IDX_LABEL for a
/// label above 9, E_PKL_FORM when it holds something else, and whatever gunzip(), read_pickle() and
/// read_pickled_array() say; the message names `name`.
PickledMnist read_pickled_mnist(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
