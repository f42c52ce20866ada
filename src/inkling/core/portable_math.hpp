// exp, log and their kin that give the same bits everywhere. Those of the C library differ in the last bit
// from one to the next, and so would the networks that are trained with them.
#pragma once

namespace inkling {

/// Within 1 unit in the last place; 0 and infinity beyond the range, NaN for NaN.
double portable_exp(double x);

/// Within 1 unit in the last place; -infinity for 0, NaN below it.
double portable_log(double x);

/// Within 1e-14 of the value.
double portable_tanh(double x);

/// log(1 / (1 + exp(-x))), torch's logsigmoid: what log odds are as the logarithm of a probability. Within
/// 1e-15 of the value.
double portable_log_sigmoid(double x);

// In double and then rounded: the nearest float, but for about one in 10^8 that lies next to a half.
inline float portable_exp(float x) {
  return static_cast<float>(portable_exp(static_cast<double>(x)));
}
inline float portable_log(float x) {
  return static_cast<float>(portable_log(static_cast<double>(x)));
}
inline float portable_tanh(float x) {
  return static_cast<float>(portable_tanh(static_cast<double>(x)));
}

}  // namespace inkling
