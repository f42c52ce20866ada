#include "inkling/data/pickle_opcodes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

struct RefusedOpcode {
  std::uint8_t code;
  const char* name;
};
/// Refused ones that other pickles are likely to have.
constexpr std::array kRefusedOpcodes = {
    RefusedOpcode{'i', "INST"},         RefusedOpcode{'o', "OBJ"},         RefusedOpcode{0x81, "NEWOBJ"},
    RefusedOpcode{0x92, "NEWOBJ_EX"},   RefusedOpcode{'P', "PERSID"},      RefusedOpcode{'Q', "BINPERSID"},
    RefusedOpcode{0x82, "EXT1"},        RefusedOpcode{0x83, "EXT2"},       RefusedOpcode{0x84, "EXT4"},
    RefusedOpcode{']', "EMPTY_LIST"},   RefusedOpcode{'l', "LIST"},        RefusedOpcode{'e', "APPENDS"},
    RefusedOpcode{'}', "EMPTY_DICT"},   RefusedOpcode{'d', "DICT"},        RefusedOpcode{'u', "SETITEMS"},
    RefusedOpcode{'S', "STRING"},       RefusedOpcode{'p', "PUT"},         RefusedOpcode{'g', "GET"},
    RefusedOpcode{'F', "FLOAT"},        RefusedOpcode{'G', "BINFLOAT"},    RefusedOpcode{0x8a, "LONG1"},
    RefusedOpcode{0x8e, "BINBYTES8"},   RefusedOpcode{0x96, "BYTEARRAY8"}, RefusedOpcode{0x80, "PROTO"},
    RefusedOpcode{0x97, "NEXT_BUFFER"},
};

}  // namespace

std::string describe_opcode(std::uint8_t code) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  const std::string number = text("opcode 0x", kHexDigits[code >> 4U], kHexDigits[code & 15U]);
  const auto* const known =
      std::find_if(kRefusedOpcodes.begin(), kRefusedOpcodes.end(),
                   [code](const RefusedOpcode& refused) { return refused.code == code; });
  return known == kRefusedOpcodes.end() ? number : text(number, " (", known->name, ")");
}

}  // namespace inkling
