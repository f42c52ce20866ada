// Python's pickle, as far as numpy's arrays use it. A pickle is a program for a stack machine, by which a
// file can make Python call anything. Here nothing is called or imported: what the program asks for is
// written down.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "inkling/data/pickle_value.hpp"

namespace inkling {

/// Owns the values. The texts are views of the file's bytes, which must outlive it.
struct Pickle {
  std::vector<std::unique_ptr<PickleValue>> values;
  const PickleValue* root = nullptr;
};

/// Six arrays take about 350 at most. This bounds stack, memo and everything that is allocated.
inline constexpr int kMaxPickleOpcodes = 1000;

/// Reads a pickle of protocol 1 to 4 (Lib/pickletools.py of CPython describes the opcodes). Error E_PKL_MAGIC
/// when it begins as none, E_PKL_PROTOCOL for a newer one, E_PKL_OPCODE for an opcode that numpy's arrays do
/// without (lists, classes, floats ...), E_PKL_GLOBAL for any name but PickleGlobal's, E_PKL_STACK when an
/// opcode does not find what it needs, E_PKL_LONG for more than kMaxPickleOpcodes, E_PKL_SHORT when it ends
/// too early, E_PKL_TRAILING when more follows. The messages say at which byte of `name`.
Pickle read_pickle(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
