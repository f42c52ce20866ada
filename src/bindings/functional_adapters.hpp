// torch's random numbers and torch.nn.functional in JavaScript's types. Matrices are flat, row by row; their
// widths follow from the other arguments.
#pragma once

#include "bindings/typed_arrays.hpp"
#include "inkling/core/random.hpp"

namespace inkling::bindings {

/// Error E_API_RANGE unless the seed is a whole number from 0 to 2^53.
Generator* make_generator(double seed);
Float32Array rand(Generator& generator, double count);
Float32Array randn(Generator& generator, double count);
Int32Array randint(Generator& generator, double low, double high, double count);
Uint32Array randperm(Generator& generator, double count);

/// (rows, inner) times (inner, columns). Error E_API_LENGTH when a length is no multiple of `inner`.
Float32Array mm(const Float32Array& a, const Float32Array& b, double inner);
/// input: (batch, in); weight: (out, in); bias: (out).
Float32Array linear(const Float32Array& input, const Float32Array& weight, const Float32Array& bias);
Float32Array relu(const Float32Array& input);
Float32Array softmax(const Float32Array& logits, double classes);
Float32Array log_softmax(const Float32Array& logits, double classes);
/// The mean over the rows; as many rows as labels.
double cross_entropy(const Float32Array& logits, const Uint8Array& labels);
Float32Array one_hot(const Uint8Array& labels, double classes);

}  // namespace inkling::bindings
