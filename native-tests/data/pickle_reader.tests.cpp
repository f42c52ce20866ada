#include "inkling/data/pickle_reader.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/damage.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using namespace std::string_literals;
using Catch::Matchers::ContainsSubstring;
using Bytes = std::vector<std::uint8_t>;
using Kind = PickleValue::Kind;

namespace {

Bytes bytes_of(const std::string& text) {
  return {text.begin(), text.end()};
}

Refusal refusal(const std::string& pickle) {
  const Bytes bytes = bytes_of(pickle);
  return refusal_of([&] { return read_pickle(bytes, "file"); });
}

}  // namespace

TEST_CASE("Values are read by their opcodes", "[data][pickle_reader]") {
  struct Simple {
    const char* what;
    std::string pickle;
    Kind kind;
    const char* described;
  };
  const std::vector<Simple> all = {
      {"NONE", "\x80\x02N."s, Kind::none, "None"},
      {"NEWTRUE", "\x80\x02\x88."s, Kind::boolean, "True"},
      {"INT", "(I00\nt."s, Kind::tuple, "a tuple of 1"},
      {"BININT1", "\x80\x02K\xff."s, Kind::integer, "255"},
      {"BININT2", "\x80\x02M\xff\xff."s, Kind::integer, "65535"},
      {"BININT", "\x80\x02J\xfe\xff\xff\xff."s, Kind::integer, "-2"},
      {"SHORT_BINSTRING", "\x80\x02U\x02\x66\x34."s, Kind::text, "'f4'"},
      {"BINSTRING", "\x80\x02T\x02\0\0\0\x00\x34."s, Kind::text, "'?4'"},
      {"SHORT_BINBYTES", "\x80\x03"s + "C\x01x."s, Kind::text, "'x'"},
      {"BINBYTES", "\x80\x03"s + "B\x01\0\0\0x."s, Kind::text, "'x'"},
      {"BINUNICODE", "\x80\x03X\x01\0\0\0x."s, Kind::text, "'x'"},
      {"SHORT_BINUNICODE", "\x80\x04\x8c\x01x."s, Kind::text, "'x'"},
      {"EMPTY_TUPLE", "\x80\x02)."s, Kind::tuple, "a tuple of 0"},
      {"TUPLE1", "\x80\x02N\x85."s, Kind::tuple, "a tuple of 1"},
      {"TUPLE2", "\x80\x02NN\x86."s, Kind::tuple, "a tuple of 2"},
      {"TUPLE3", "\x80\x02NNN\x87."s, Kind::tuple, "a tuple of 3"},
      {"TUPLE", "((NNNNtNt."s, Kind::tuple, "a tuple of 2"},
      {"GLOBAL", "cnumpy\ndtype\n."s, Kind::global, "numpy.dtype"},
      {"GLOBAL of numpy 2", "cnumpy._core.multiarray\n_reconstruct\n."s, Kind::global,
       "numpy.core.multiarray._reconstruct"},
      {"STACK_GLOBAL", "\x80\x04\x8c\x05numpy\x8c\x07ndarray\x93."s, Kind::global, "numpy.ndarray"},
      {"REDUCE", "cnumpy\ndtype\n)R."s, Kind::call, "what numpy.dtype makes"},
      {"BINPUT, BINGET", "(K\x07q\x09h\x09t."s, Kind::tuple, "a tuple of 2"},
      {"LONG_BINPUT, LONG_BINGET", "(K\x07r\xff\xff\xff\xffj\xff\xff\xff\xfft."s, Kind::tuple,
       "a tuple of 2"},
      {"FRAME", "\x80\x04\x95\x02\0\0\0\0\0\0\0N."s, Kind::none, "None"},
  };
  for (const Simple& one : all) {
    INFO(one.what);
    const Bytes bytes = bytes_of(one.pickle);
    const Pickle pickle = read_pickle(bytes, "file");
    CHECK(pickle.root->kind == one.kind);
    CHECK(describe(*pickle.root) == one.described);
  }
}

TEST_CASE("The memo gives back the value itself", "[data][pickle_reader]") {
  const Bytes bytes = bytes_of("\x80\x04(K\x07\x94K\x08\x94h\x01h\0t."s);
  const Pickle pickle = read_pickle(bytes, "file");
  REQUIRE(pickle.root->items.size() == 4);
  CHECK(pickle.root->items[2] == pickle.root->items[1]);
  CHECK(pickle.root->items[3] == pickle.root->items[0]);
  CHECK(is_number(*pickle.root->items[3], 7));
}

TEST_CASE("A call and its state are written down", "[data][pickle_reader]") {
  const Bytes bytes = bytes_of(
      "\x80\x02"
      "cnumpy\ndtype\nU\x02i8\x85RK\x03\x85"
      "b."s);
  const Pickle pickle = read_pickle(bytes, "file");
  const PickleValue& call = *pickle.root;
  CHECK(call.kind == Kind::call);
  CHECK(call.global == PickleGlobal::dtype);
  CHECK(as_text(*call.arguments->items.at(0)) == "i8");
  CHECK(is_number(*call.state->items.at(0), 3));
  CHECK(call.at == 20);
}

TEST_CASE("False and True are 0 and 1, other kinds are no numbers", "[data][pickle_reader]") {
  CHECK(is_number({.kind = Kind::boolean, .number = 1}, 1));
  CHECK_FALSE(is_number({.kind = Kind::boolean, .number = 1}, 0));
  CHECK_FALSE(is_number({.kind = Kind::none}, 0));
  CHECK_FALSE(is_number({.kind = Kind::tuple}, 0));
}

TEST_CASE("What numpy's arrays do without is refused, by its byte", "[data][pickle_reader][hostile]") {
  struct Bad {
    const char* what;
    std::string pickle;
    const char* code;
    const char* message;
  };
  const std::string many(1'000'000, '(');
  const std::vector<Bad> all = {
      {"os.system", "cos\nsystem\n(U\x02idtR."s, "E_PKL_GLOBAL",
       "file, byte 0: expected only numpy's _reconstruct, ndarray and dtype, found opcode 0x63 (GLOBAL "
       "os.system)"},
      {"os.system by names", "\x80\x04\x8c\x02os\x8c\x06system\x93."s, "E_PKL_GLOBAL",
       "byte 14: expected only numpy's _reconstruct, ndarray and dtype, found opcode 0x93 (STACK_GLOBAL "
       "os.system)"},
      {"names that are no texts", "\x80\x04NN\x93."s, "E_PKL_GLOBAL", "STACK_GLOBAL .)"},
      {"another name of numpy", "cnumpy.core.multiarray\nscalar\n."s, "E_PKL_GLOBAL", "multiarray.scalar"},
      {"another module's dtype", "cposix\ndtype\n."s, "E_PKL_GLOBAL", "GLOBAL posix.dtype)"},
      {"a name within a name", "cnumpy\ndtype.__init__\n."s, "E_PKL_GLOBAL", "numpy.dtype.__init__"},
      {"what cannot be shown", "c\x1b[2J\xff\nx\n."s, "E_PKL_GLOBAL", "GLOBAL ?[2J?.x)"},
      {"a long name", "c"s + std::string(100'000, 'x') + "\nx\n."s, "E_PKL_GLOBAL", "xxx....x)"},
      {"INST", "(ios\nsystem\n."s, "E_PKL_OPCODE",
       "byte 1: expected an opcode that tuples of numpy arrays need, "
       "found opcode 0x69 (INST)"},
      {"OBJ", "(cnumpy\ndtype\no."s, "E_PKL_OPCODE", "0x6f (OBJ)"},
      {"NEWOBJ",
       "\x80\x02"
       "cnumpy\ndtype\n)\x81."s,
       "E_PKL_OPCODE", "0x81 (NEWOBJ)"},
      {"EXT1", "\x80\x02\x82\x01."s, "E_PKL_OPCODE", "0x82 (EXT1)"},
      {"PERSID", "(Pid\n."s, "E_PKL_OPCODE", "0x50 (PERSID)"},
      {"a list", "\x80\x02]."s, "E_PKL_OPCODE", "0x5d (EMPTY_LIST)"},
      {"a dict", "\x80\x02}."s, "E_PKL_OPCODE", "0x7d (EMPTY_DICT)"},
      {"protocol 0", "(S'b'\n."s, "E_PKL_OPCODE", "0x53 (STRING)"},
      {"no opcode", "\x80\x02\xfe."s, "E_PKL_OPCODE", "opcode 0xfe."},
      {"a second PROTO", "\x80\x02\x80\x02."s, "E_PKL_OPCODE", "byte 2: "},
      {"INT of protocol 0", "(I5\n."s, "E_PKL_OPCODE", "expected 00 or 01 after opcode 0x49 (INT), found 5."},
      {"protocol 5", "\x80\x05N."s, "E_PKL_PROTOCOL",
       "found protocol 5. Take the tutorial's mnist.pkl.gz, or"},
      {"protocol 1 with a header", "\x80\x01N."s, "E_PKL_PROTOCOL", "protocol 1"},

      {"a text shorter than it says",
       "(U\x05"
       "abc."s,
       "E_PKL_SHORT",
       "byte 1: expected 5 more byte(s), found the end "
       "after 4 of them"},
      {"a text of 4 GB", "(T\xff\xff\xff\xff."s, "E_PKL_SHORT", "expected 4294967295 more"},
      {"a frame of 2^64 - 1", "\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xffN."s, "E_PKL_SHORT",
       "expected 18446744073709551615 more"},
      {"a line without end", "cnumpy"s, "E_PKL_SHORT", "expected a whole line, found the end after 5 bytes"},
      {"nothing", ""s, "E_PKL_SHORT", "the file is empty"},

      {"nothing to stop at", "\x80\x02."s, "E_PKL_STACK", "STOP to find an object, found none"},
      {"two objects at the end", "\x80\x02NN."s, "E_PKL_STACK", "STOP to find one object, found several"},
      {"a mark at the end", "\x80\x02N(N."s, "E_PKL_STACK", "found several"},
      {"a mark below the end", "(N."s, "E_PKL_STACK", "found several"},
      {"a tuple without a mark", "\x80\x02Nt."s, "E_PKL_STACK", "TUPLE to find a MARK"},
      {"a tuple of too few", "\x80\x02NN\x87."s, "E_PKL_STACK", "TUPLE to find 3 objects, found 2"},
      {"a tuple across a mark", "\x80\x02NN(N\x87."s, "E_PKL_STACK", "TUPLE to find 3 objects, found 1"},
      {"a call of what is called", "cnumpy\ndtype\n)R)R."s, "E_PKL_STACK",
       "_reconstruct or dtype, found what numpy.dtype makes"},
      {"a call of ndarray", "cnumpy\nndarray\n)R."s, "E_PKL_STACK", "found numpy.ndarray"},
      {"a call of a text", "(U\x02id)R."s, "E_PKL_STACK", "found 'id'"},
      {"a call with no tuple", "cnumpy\ndtype\nNR."s, "E_PKL_STACK", "REDUCE to find a tuple, found None"},
      {"a call across a mark", "cnumpy\ndtype\n()R."s, "E_PKL_STACK", "REDUCE to find an object, found none"},
      {"a state for a global", "cnumpy\ndtype\n)b."s, "E_PKL_STACK",
       "BUILD to find an object without a state"},
      {"a state for a tuple", "\x80\x02))b."s, "E_PKL_STACK", "found a tuple of 0"},
      {"a second state", "cnumpy\ndtype\n)R)b)b."s, "E_PKL_STACK",
       "without a state, found what numpy.dtype makes"},
      {"an empty memo", "\x80\x02h\0."s, "E_PKL_STACK", "an entry that is in the memo, found entry 0"},
      {"nothing for the memo", "(q\0."s, "E_PKL_STACK", "an object to put into the memo"},

      {"a million marks", many, "E_PKL_LONG", "byte 1000: expected its end after at most 1000 opcodes"},
      {"a million objects", "\x80\x02"s + std::string(1'000'000, 'N'), "E_PKL_LONG", "byte 1001"},
      {"more after the end", "\x80\x02N.N"s, "E_PKL_TRAILING",
       "byte 3: expected the file's end after STOP (0x2e), found "
       "1 more byte(s)"},
      {"zip", "PK\x03\x04"s, "E_PKL_MAGIC", "found zip, not a pickle. zip is not supported; unzip first."},
      {"an IDX file", "\0\0\x08\x03"s, "E_PKL_MAGIC", "found 00 00 08 03, not a pickle"},
  };
  for (const Bad& bad : all) {
    INFO(bad.what);
    const Refusal found = refusal(bad.pickle);
    CHECK(found.code == bad.code);
    CHECK_THAT(found.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("Objects that hold themselves are let go of", "[data][pickle_reader][hostile]") {
  // a = dtype(); a.__setstate__((a,)): AddressSanitizer would tell of a leak.
  const Bytes bytes = bytes_of(
      "cnumpy\ndtype\n)Rq\0h\0\x85"
      "b."s);
  const Pickle pickle = read_pickle(bytes, "file");
  CHECK(pickle.root->state->items.at(0) == pickle.root);
}

TEST_CASE("A pickle cut anywhere is refused", "[data][pickle_reader][hostile]") {
  const Bytes whole = bytes_of(
      "\x80\x04(\x8c\x05numpy\x94\x8c\x05"
      "dtype\x93\x94)RNbM\0\x01J\0\0\0\0t."s);
  REQUIRE(read_pickle(whole, "file").root->items.size() == 3);
  for_each_truncation(whole, [](const Bytes& cut, std::size_t size) {
    INFO(size);
    CHECK(refusal_of([&] { return read_pickle(cut, "file"); }).code == "E_PKL_SHORT");
  });
}
