// A trained network as an ONNX file, which ONNX Runtime and others run without Inkling.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/nn/sequential.hpp"

namespace inkling {

struct OnnxOptions {
  float pixel_divisor = 255;  ///< what pixels were divided by in training: see data/pixels.hpp
};

/// The network in eval mode, with what comes before and after it. Input: `pixels`, uint8 (batch, features),
/// as image files and canvases have them: bytes cannot be taken for numbers that are scaled already. Outputs:
/// `probabilities` and `logits`, float32 (batch, classes). Initializers have the names and shapes of the
/// state dict, a Linear's weight is (out, in). The same network gives the same bytes.
///
/// Exported are Linear, ReLU, LeakyReLU, Tanh, Sigmoid, GELU, BatchNorm1d (with its running statistics) and
/// Sequential; Dropout and Flatten do nothing in eval mode and are left out. Error E_ONNX_LAYER for other
/// modules, when neither a Linear nor a BatchNorm1d tells the input's width, and when a layer does not take
/// as many features as it gets; E_ONNX_DIVISOR unless the divisor is finite and above 0.
std::vector<std::uint8_t> export_onnx(Sequential& model, const OnnxOptions& options = {});

}  // namespace inkling
