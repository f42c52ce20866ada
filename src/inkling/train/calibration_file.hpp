// A calibration as a file.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "inkling/io/safetensors.hpp"
#include "inkling/train/calibration.hpp"

namespace inkling {

/// As a safetensors file that PyTorch's library opens: "temperature" and "threshold" (float64, single
/// numbers), "declined", "reliability.before.count", ".confidence", ".accuracy" and the same of
/// "reliability.after" (one number for each bin), "detector.mean", "detector.deviation",
/// "detector.hidden1.weight", "detector.hidden1.bias", "detector.out.weight", "detector.out.bias"; metadata
/// "format", "version" and "network", the fingerprint. Those of the detector and its threshold are only there
/// if the detector is.
TensorFile calibration_file(const Calibration& calibration);

/// Reads it for this network. Error E_ST_* as read_safetensors(); E_ST_FORMAT for a file of another kind,
/// E_ST_VERSION; E_ST_MODEL when it is of another network, or a tensor is missing or has another shape;
/// E_ST_DTYPE, E_ST_NONFINITE and E_ST_VALUE for what no calibration can hold.
Calibration read_calibration(std::span<const std::uint8_t> bytes, const std::string& name, Sequential& model);

}  // namespace inkling
