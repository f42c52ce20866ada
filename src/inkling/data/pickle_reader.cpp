#include "inkling/data/pickle_reader.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/file_kind.hpp"
#include "inkling/data/pickle_input.hpp"
#include "inkling/data/pickle_opcodes.hpp"

namespace inkling {
namespace {

using Bytes = std::span<const std::uint8_t>;
using Kind = PickleValue::Kind;
using Op = PickleOpcode;

constexpr const char* kRepickle =
    "Take the tutorial's mnist.pkl.gz, or let Python write it again by pickle.dump(data, file, protocol=4).";

/// The stack machine.
class PickleReader {
 public:
  PickleReader(Bytes bytes, const std::string& name) : input_(bytes, name) {}

  Pickle read() {
    for (int count = 0;; ++count) {
      const std::uint8_t code = input_.take_opcode();
      INKLING_REQUIRE(count < kMaxPickleOpcodes, "E_PKL_LONG", input_.where(),
                      text("its end after at most ", kMaxPickleOpcodes, " opcodes"), "more", kRepickle);
      if (Op{code} == Op::stop) break;
      if (Op{code} == Op::proto && input_.opcode_at() == 0)
        check_protocol();
      else
        step(code);
    }
    const PickleValue* const root = pop("STOP");
    require_stack(stack_.empty() && marks_.empty(), "STOP to find one object", "several");
    INKLING_REQUIRE(input_.left() == 0, "E_PKL_TRAILING", input_.where(), "the file's end after STOP (0x2e)",
                    text(input_.left(), " more byte(s)"), "Something was appended, or the file is damaged.");
    return {std::move(values_), root};
  }

 private:
  void check_protocol() {
    const std::uint64_t protocol = input_.take_number(1);
    INKLING_REQUIRE(protocol >= 2 && protocol <= 4, "E_PKL_PROTOCOL", input_.where(), "protocol 1 to 4",
                    text("protocol ", protocol), kRepickle);
  }

  void step(std::uint8_t code) {
    switch (Op{code}) {
      case Op::mark:
        return marks_.push_back(stack_.size());
      case Op::none:
        return push({.kind = Kind::none});
      case Op::newfalse:
      case Op::newtrue:
        return push({.kind = Kind::boolean, .number = Op{code} == Op::newtrue});
      case Op::line_int:
        return push_spelt_boolean();
      case Op::binint1:
        return push_integer(input_.take_number(1));
      case Op::binint2:
        return push_integer(input_.take_number(2));
      case Op::binint:
        return push_integer(input_.take_number(4));
      case Op::short_binstring:
      case Op::short_binbytes:
      case Op::short_binunicode:
        return push({.kind = Kind::text, .text = input_.take(input_.take_number(1))});
      case Op::binstring:
      case Op::binbytes:
      case Op::binunicode:
        return push({.kind = Kind::text, .text = input_.take(input_.take_number(4))});
      case Op::empty_tuple:
        return push_tuple(0);
      case Op::tuple1:
        return push_tuple(1);
      case Op::tuple2:
        return push_tuple(2);
      case Op::tuple3:
        return push_tuple(3);
      case Op::tuple:
        return push_marked_tuple();
      case Op::global:
        return push_global();
      case Op::stack_global:
        return push_stack_global();
      case Op::reduce:
        return push_call();
      case Op::build:
        return set_state();
      case Op::binput:
        return memorize(input_.take_number(1));
      case Op::long_binput:
        return memorize(input_.take_number(4));
      case Op::memoize:
        return memorize(memo_.size());
      case Op::binget:
        return push_memorized(input_.take_number(1));
      case Op::long_binget:
        return push_memorized(input_.take_number(4));
      case Op::frame:  // a remark for readers of streams: so many bytes follow
        return input_.require(input_.take_number(8));
      case Op::stop:
      case Op::proto:
        break;
    }
    throw Error({"E_PKL_OPCODE", input_.where(), "an opcode that tuples of numpy arrays need",
                 describe_opcode(code), kRepickle});
  }

  void push_integer(std::uint64_t number) {
    push({.kind = Kind::integer, .number = static_cast<std::int32_t>(static_cast<std::uint32_t>(number))});
  }

  void push_spelt_boolean() {
    const std::string_view line = input_.take_line();
    INKLING_REQUIRE(line == "00" || line == "01", "E_PKL_OPCODE", input_.where(),
                    "00 or 01 after opcode 0x49 (INT)", printable(line), kRepickle);
    push({.kind = Kind::boolean, .number = line == "01"});
  }

  void push_tuple(std::size_t size) {
    require_stack(available() >= size, text("TUPLE to find ", size, " objects"), text(available()));
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(size);
    PickleValue tuple{.kind = Kind::tuple, .items = {first, stack_.end()}};
    stack_.erase(first, stack_.end());
    push(std::move(tuple));
  }

  void push_marked_tuple() {
    require_stack(!marks_.empty(), "TUPLE to find a MARK", "none");
    const std::size_t size = available();
    marks_.pop_back();
    push_tuple(size);
  }

  void push_global() {
    const std::string_view module = input_.take_line();
    push_name("0x63 (GLOBAL ", module, input_.take_line());
  }

  void push_stack_global() {
    const PickleValue* const name = pop("STACK_GLOBAL");
    const PickleValue* const module = pop("STACK_GLOBAL");
    push_name("0x93 (STACK_GLOBAL ", as_text(*module), as_text(*name));
  }

  void push_name(const char* opcode, std::string_view module, std::string_view name) {
    const std::optional<PickleGlobal> global = pickle_global(module, name);
    INKLING_REQUIRE(global.has_value(), "E_PKL_GLOBAL", input_.where(),
                    "only numpy's _reconstruct, ndarray and dtype",
                    text("opcode ", opcode, printable(module), '.', printable(name), ")"), kRepickle);
    push({.kind = Kind::global, .global = *global});
  }

  /// Here Python would call.
  void push_call() {
    const PickleValue* const arguments = pop("REDUCE");
    const PickleValue* const callee = pop("REDUCE");
    require_stack(arguments->kind == Kind::tuple, "REDUCE to find a tuple", describe(*arguments));
    require_stack(callee->kind == Kind::global && callee->global != PickleGlobal::ndarray,
                  "REDUCE to find numpy's _reconstruct or dtype", describe(*callee));
    push({.kind = Kind::call, .global = callee->global, .arguments = arguments});
  }

  void set_state() {
    const PickleValue* const state = pop("BUILD");
    PickleValue* const object = pop("BUILD");
    require_stack(object->kind == Kind::call && object->state == nullptr,
                  "BUILD to find an object without a state", describe(*object));
    object->state = state;
    stack_.push_back(object);
  }

  void memorize(std::uint64_t index) {
    require_stack(available() > 0, "an object to put into the memo", "none");
    memo_[index] = stack_.back();
  }

  void push_memorized(std::uint64_t index) {
    const auto known = memo_.find(index);
    require_stack(known != memo_.end(), "an entry that is in the memo", text("entry ", index));
    stack_.push_back(known->second);
  }

  void push(PickleValue value) {
    value.at = input_.opcode_at();
    values_.push_back(std::make_unique<PickleValue>(std::move(value)));
    stack_.push_back(values_.back().get());
  }

  PickleValue* pop(const char* opcode) {
    require_stack(available() > 0, text(opcode, " to find an object"), "none");
    PickleValue* const top = stack_.back();
    stack_.pop_back();
    return top;
  }

  /// Objects above the last mark; those below are out of reach until a tuple takes the mark away.
  [[nodiscard]] std::size_t available() const { return stack_.size() - (marks_.empty() ? 0 : marks_.back()); }

  void require_stack(bool condition, const std::string& expected, const std::string& found) const {
    INKLING_REQUIRE(condition, "E_PKL_STACK", input_.where(), expected, found, "The file is damaged.");
  }

  PickleInput input_;
  std::vector<std::unique_ptr<PickleValue>> values_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;  // the stack's height at each MARK
  std::map<std::uint64_t, PickleValue*> memo_;
};

/// Protocol 1 has no header: what begins there is a tuple or a name.
bool resembles_pickle(Bytes bytes) {
  return Op{bytes[0]} == Op::proto || Op{bytes[0]} == Op::mark || Op{bytes[0]} == Op::global;
}

}  // namespace

Pickle read_pickle(Bytes bytes, const std::string& name) {
  INKLING_REQUIRE(!bytes.empty(), "E_PKL_SHORT", name, "a pickle", "nothing: the file is empty",
                  "The download may be incomplete; download the file again.");
  INKLING_REQUIRE(resembles_pickle(bytes), "E_PKL_MAGIC", name, "a pickle (80 02)",
                  text(describe_start(bytes), ", not a pickle"), unpacking_hint(file_kind(bytes)));
  return PickleReader(bytes, name).read();
}

}  // namespace inkling
