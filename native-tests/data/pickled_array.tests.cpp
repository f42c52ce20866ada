#include "inkling/data/pickled_array.hpp"

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/pickle_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using namespace std::string_literals;
using Catch::Matchers::ContainsSubstring;
using Bytes = std::vector<std::uint8_t>;

namespace {

Bytes pickle_array(const ArrayToPickle& array, unsigned protocol = 2) {
  PickleWriter writer(protocol);
  writer.array(array);
  return writer.finish();
}

ArrayToPickle example() {
  return images_to_pickle(2, 3, 50);
}

Refusal refusal(const Bytes& bytes) {
  return refusal_of([&] {
    const Pickle pickle = read_pickle(bytes, "file");
    return read_pickled_array(*pickle.root, kPickledFloat32, 2, "file, x");
  });
}

Bytes replaced(const Bytes& bytes, const std::string& from, const std::string& to) {
  std::string all(bytes.begin(), bytes.end());
  const std::size_t at = all.find(from);
  REQUIRE(at != std::string::npos);
  all.replace(at, from.size(), to);
  return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("The writer of these tests writes what Python 2 and numpy write", "[data][pickled_array]") {
  // cPickle, protocol 2. It puts into the memo only what has a further owner, so not the texts and tuples
  // that
  // __reduce__() made.
  const std::string expected =
      "\x80\x02"
      "cnumpy.core.multiarray\n_reconstruct\nq\x01"
      "cnumpy\nndarray\nq\x02K\x00\x85U\x01"
      "b\x87Rq\x03(K\x01K\x0c"
      "\x85"
      "cnumpy\ndtype\nq\x04U\x02i8K\x00K\x01\x87Rq\x05(K\x03U\x01<"
      "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89U"
      "\x60"s +
      std::string(96, '\0') + "tb."s;
  const Bytes written = pickle_array({.shape = {12}, .bytes = Bytes(96, 0), .type = "i8"});
  CHECK(std::string(written.begin(), written.end()) == expected);
}

TEST_CASE("An array is read with its shape, without a copy", "[data][pickled_array]") {
  for (const unsigned protocol : {1U, 2U, 3U, 4U}) {
    INFO("protocol " << protocol);
    const Bytes bytes = pickle_array(example(), protocol);
    const Pickle pickle = read_pickle(bytes, "file");
    const PickledArray array = read_pickled_array(*pickle.root, kPickledFloat32, 2, "file, x");
    CHECK(array.shape == std::vector<std::int64_t>{2, 3});
    CHECK(Bytes(array.bytes.begin(), array.bytes.end()) == example().bytes);
    CHECK(array.bytes.data() > bytes.data());
    CHECK(array.bytes.data() + array.bytes.size() < bytes.data() + bytes.size());
  }
}

TEST_CASE("numpy 2's name for its core is read", "[data][pickled_array]") {
  const Bytes bytes = replaced(pickle_array(example(), 3), "numpy.core", "numpy._core");
  const Pickle pickle = read_pickle(bytes, "file");
  CHECK(read_pickled_array(*pickle.root, kPickledFloat32, 2, "file, x").shape.size() == 2);
}

TEST_CASE("Other arrays are refused", "[data][pickled_array][hostile]") {
  constexpr std::int64_t kLargest = std::numeric_limits<std::int32_t>::max();
  struct Bad {
    const char* what;
    std::function<void(ArrayToPickle&)> change;
    const char* code;
    const char* message;
  };
  const std::vector<Bad> all = {
      {"float64", [](auto& a) { a.type = "f8"; }, "E_PKL_DTYPE",
       "elements of type '<f4', found 'f8' of byte order '<'"},
      {"int64", [](auto& a) { a.type = "i8"; }, "E_PKL_DTYPE", "found 'i8'"},
      {"bytes", [](auto& a) { a.type = "u1", a.byte_order = "|"; }, "E_PKL_DTYPE",
       "found 'u1' of byte order '|'"},
      {"objects", [](auto& a) { a.type = "O8", a.byte_order = "|"; }, "E_PKL_DTYPE", "found 'O8'"},
      {"big-endian", [](auto& a) { a.byte_order = ">"; }, "E_PKL_DTYPE", "of byte order '>'"},
      {"no type", [](auto& a) { a.type = ""; }, "E_PKL_DTYPE", "found ''"},
      {"Fortran's order", [](auto& a) { a.fortran = true; }, "E_PKL_ORDER",
       "Fortran order. In Python: numpy.asc"},
      {"no dimension", [](auto& a) { a.shape = {}; }, "E_PKL_SHAPE", "2 dimension(s), found 0"},
      {"one dimension", [](auto& a) { a.shape = {6}; }, "E_PKL_SHAPE", "found 1"},
      {"three dimensions", [](auto& a) { a.shape = {2, 3, 1}; }, "E_PKL_SHAPE", "found 3"},
      {"no images", [](auto& a) { a.shape = {0, 3}, a.bytes = {}; }, "E_PKL_SHAPE", "at least 1, found 0"},
      {"fewer than none", [](auto& a) { a.shape = {-2, -3}; }, "E_PKL_SHAPE", "found -2"},
      {"too large", [](auto& a) { a.shape = {kLargest, kLargest}; }, "E_PKL_SIZE",
       "file, x: expected the bytes of 2147483647 × 2147483647 elements of 4, found 24 bytes"},
      {"2^62 bytes", [](auto& a) { a.shape = {1 << 30, 1 << 30}; }, "E_PKL_SIZE", "found 24 bytes"},
      {"a row more", [](auto& a) { a.shape = {3, 3}; }, "E_PKL_SIZE", "bytes of 3 × 3 elements of 4"},
      {"a row less", [](auto& a) { a.shape = {1, 3}; }, "E_PKL_SIZE", "bytes of 1 × 3 elements of 4"},
      {"a byte more", [](auto& a) { a.bytes.push_back(0); }, "E_PKL_SIZE", "found 25 bytes"},
      {"a byte less", [](auto& a) { a.bytes.pop_back(); }, "E_PKL_SIZE", "found 23 bytes"},
      {"no bytes", [](auto& a) { a.bytes = {}; }, "E_PKL_SIZE", "found 0 bytes"},
  };
  for (const Bad& bad : all) {
    INFO(bad.what);
    ArrayToPickle array = example();
    bad.change(array);
    const Refusal found = refusal(pickle_array(array));
    CHECK(found.code == bad.code);
    CHECK_THAT(found.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("What numpy would not write is refused", "[data][pickled_array][hostile]") {
  const Bytes good = pickle_array(example());
  const std::string dtype_state = "(K\x03U\x01<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"s;
  struct Bad {
    const char* what;
    std::string from;
    std::string to;
    const char* message;
  };
  const std::vector<Bad> all = {
      {"another class", "cnumpy\nndarray\nq\x02", "cnumpy\ndtype\nq\x02",
       "expected numpy.ndarray, found numpy.dtype"},
      {"a shape to begin with",
       "K\x00\x85U\x01"
       "b"s,
       "K\x01\x85U\x01"
       "b"s,
       "expected 0, found 1"},
      {"another type to begin with",
       "U\x01"
       "b\x87",
       "U\x01"
       "c\x87",
       "expected 'b', found 'c'"},
      {"two arguments",
       "U\x01"
       "b\x87",
       "\x86", "expected a tuple of 3, found a tuple of 2"},
      {"a version to come", "Rq\x03(K\x01", "Rq\x03(K\x02", "expected 1, found 2"},
      {"a state of four", "\x89U\x18", "U\x18", "expected a tuple of 5, found a tuple of 4"},
      {"no shape", "K\x02K\x03\x86", "N", "expected a shape, found None"},
      {"a shape of texts", "K\x02K\x03\x86",
       "U\x01"
       "xK\x03\x86",
       "expected a dimension, found 'x'"},
      {"a shape of booleans", "K\x02K\x03\x86", "\x88K\x03\x86", "expected a dimension, found True"},
      {"no type",
       "cnumpy\ndtype\nq\x04U\x02"
       "f4K\x00K\x01\x87Rq\x05"s +
           dtype_state,
       "N", "expected a numpy.dtype, found None"},
      {"itself as its type",
       "cnumpy\ndtype\nq\x04U\x02"
       "f4K\x00K\x01\x87Rq\x05"s +
           dtype_state,
       "h\x03", "expected a numpy.dtype, found what numpy.core.multiarray._reconstruct makes"},
      {"a type without state", dtype_state, "",
       "expected an object with a state (BUILD), found what numpy.dtype makes"},
      {"a type as its own part", "U\x01<N", "U\x01<h\x05", "expected None, found what numpy.dtype makes"},
      {"a type with fields", "U\x01<NNN", "U\x01<NU\x01xN", "expected None, found 'x'"},
      {"a type of version 4", "(K\x03U", "(K\x04U", "expected 3, found 4"},
      {"a type with a size", "NNNJ\xff\xff\xff\xff", "NNNK\x04", "expected -1, found 4"},
      {"a type with flags", "\xffK\x00tb"s, "\xffK\x3ftb"s, "expected 0, found 63"},
      {"an aligned type", "f4K\x00K\x01"s, "f4K\x01K\x01"s, "expected 0, found 1"},
      {"a type by number",
       "U\x02"
       "f4",
       "K\x04", "expected the name of a type, found 4"},
      {"an order by number", "U\x01<", "K\x01", "expected a byte order, found 1"},
      {"neither order", "\x89U\x18", "K\x02U\x18", "expected True or False, found 2"},
  };
  for (const Bad& bad : all) {
    INFO(bad.what);
    const Refusal found = refusal(replaced(good, bad.from, bad.to));
    CHECK(found.code == "E_PKL_FORM");
    CHECK_THAT(found.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("Parts of an array are no array", "[data][pickled_array][hostile]") {
  const auto form = [](const std::string& pickle) { return refusal({pickle.begin(), pickle.end()}); };
  const std::string made =
      "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n(K\x00tU\x01"
      "b\x87R"s;
  CHECK_THAT(form("(K\x01t."s).message, ContainsSubstring("expected a numpy array, found a tuple of 1"));
  CHECK_THAT(form("cnumpy\ndtype\n)R."s).message,
             ContainsSubstring("a numpy array, found what numpy.dtype makes"));
  CHECK_THAT(form(made + "."s).message, ContainsSubstring("expected an object with a state (BUILD)"));
  CHECK_THAT(form(made + "Nb."s).message, ContainsSubstring("expected a tuple of 5, found None"));
  CHECK_THAT(form(made + "U\x03"
                         "abcb."s)
                 .message,
             ContainsSubstring("expected a tuple of 5, found 'abc'"));
  for (const char* end : {".", "Nb.", "(NNNNNtb."}) CHECK(form(made + end).code == "E_PKL_FORM");
  // Fortran's flag, the text's opcode and length, 24 elements, then TUPLE, BUILD and STOP.
  const Bytes good = pickle_array(example());
  const std::string without(good.begin(), good.end() - 29);
  CHECK_THAT(form(without + "Ntb."s).message, ContainsSubstring("expected the elements' bytes, found None"));
}
