// What is fuzzed: each reader of foreign bytes as one function, the same for libFuzzer and for the replay of
// its corpus.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "inkling/core/error.hpp"

namespace inkling::testing {

using Bytes = std::vector<std::uint8_t>;

/// What became of the input: "ok", or the code of the Error that refused it. Anything else that is thrown is
/// a finding.
using Verdict = std::string (*)(std::span<const std::uint8_t>);

/// Another input made of one that libFuzzer made: with lengths and checksums put right, without which most
/// inputs would be refused at their beginning. Null where there are none.
using Repair = Bytes (*)(std::span<const std::uint8_t>);

struct FuzzTarget {
  std::string_view name;  ///< and its folder in corpus/
  Verdict verdict = nullptr;
  Repair repair = nullptr;
};

std::span<const FuzzTarget> fuzz_targets();
/// Throws std::out_of_range for a name that is none.
const FuzzTarget& fuzz_target(std::string_view name);

/// Broken by an input that was taken: what the reader promises of all that it takes.
inline void promise(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

/// The code of the Error that `read` ends with, or "ok".
template <typename Read>
std::string code_of(Read&& read) {
  try {
    read();
    return "ok";
  } catch (const Error& error) {
    promise(!error.fault().where.empty() && !error.fault().expected.empty(),
            "an Error says where and what was expected");
    return error.code();
  }
}

std::string idx_verdict(std::span<const std::uint8_t> bytes);
std::string gzip_verdict(std::span<const std::uint8_t> bytes);
std::string pickled_mnist_verdict(std::span<const std::uint8_t> bytes);
std::string safetensors_verdict(std::span<const std::uint8_t> bytes);
std::string checkpoint_verdict(std::span<const std::uint8_t> bytes);
std::string run_hash_verdict(std::span<const std::uint8_t> bytes);
std::string strokes_verdict(std::span<const std::uint8_t> bytes);

Bytes repaired_gzip(std::span<const std::uint8_t> bytes);
Bytes repaired_safetensors(std::span<const std::uint8_t> bytes);
Bytes repaired_checkpoint(std::span<const std::uint8_t> bytes);

}  // namespace inkling::testing
