// torch.nn.utils.parameters_to_vector and vector_to_parameters: a network's parameters, one after the other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkling/nn/module.hpp"

namespace inkling {

/// All parameters in the order of named_parameters(), each row by row, as little-endian 32-bit floats.
/// Buffers, such as batch norm's running mean, are none of them.
std::vector<std::uint8_t> parameters_to_vector(Module& model);

/// The reverse: all parameters or none. Error E_ST_LENGTH unless there are as many numbers as the model has
/// parameters, E_ST_NONFINITE for NaN or infinity; `name` serves messages.
void vector_to_parameters(std::span<const std::uint8_t> vector, Module& model, const std::string& name);

}  // namespace inkling
