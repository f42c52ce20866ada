// The instructions of a pickle.
#pragma once

#include <cstdint>
#include <string>

namespace inkling {

/// Those that tuples of numpy arrays need, protocols 1 to 4, by their names in CPython's Lib/pickletools.py.
/// Those from SHORT_BINBYTES on came with Python 3.
enum class PickleOpcode : std::uint8_t {
  mark = '(',
  stop = '.',
  none = 'N',
  line_int = 'I',  // INT: protocol 1 spells False and True so, "I00\n" and "I01\n"
  binint = 'J',
  binint1 = 'K',
  binint2 = 'M',
  binstring = 'T',
  short_binstring = 'U',
  tuple = 't',
  empty_tuple = ')',
  global = 'c',
  reduce = 'R',
  build = 'b',
  binput = 'q',
  long_binput = 'r',
  binget = 'h',
  long_binget = 'j',
  proto = 0x80,
  tuple1 = 0x85,
  tuple2 = 0x86,
  tuple3 = 0x87,
  newtrue = 0x88,
  newfalse = 0x89,
  short_binbytes = 'C',
  binbytes = 'B',
  binunicode = 'X',
  short_binunicode = 0x8c,
  stack_global = 0x93,
  memoize = 0x94,
  frame = 0x95,
};

/// "opcode 0x69 (INST)": for messages.
std::string describe_opcode(std::uint8_t code);

}  // namespace inkling
