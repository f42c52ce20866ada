#include "inkling/io/safetensors_header.hpp"

#include <algorithm>
#include <cstring>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/io/safetensors.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Bytes = std::vector<std::uint8_t>;
using Catch::Matchers::ContainsSubstring;
using std::string;

namespace {

/// A file with this header, honest about its length, and this many bytes of data.
Bytes file_of(const string& json, std::size_t data_size) {
  Bytes out(8 + json.size() + data_size);
  const std::uint64_t length = json.size();
  std::memcpy(out.data(), &length, 8);
  std::memcpy(out.data() + 8, json.data(), json.size());
  return out;
}

/// {"w": fields}
string one(const string& fields) {
  return R"({"w":{)" + fields + "}}";
}

string shaped(const string& shape) {
  return one(R"("dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,8])");
}
string typed(const string& dtype) {
  return one(R"("dtype":)" + dtype + R"(,"shape":[2],"data_offsets":[0,8])");
}
string placed(const string& offsets) {
  return one(R"("dtype":"F32","shape":[2],"data_offsets":)" + offsets);
}
string named(const string& name) {
  return "{\"" + name + R"(":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
}

/// Tensors of two values each at these places.
string places(const std::vector<int>& begins) {
  string out;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    out += (i == 0 ? "{\"" : ",\"") + string(1, static_cast<char>('a' + i)) +
           R"(":{"dtype":"F32","shape":[2],"data_offsets":[)" + std::to_string(begins[i]) + ',' +
           std::to_string(begins[i] + 8) + "]}";
  }
  return out + '}';
}

string with_metadata(const string& metadata) {
  return R"({"__metadata__":)" + metadata + '}';
}

string repeated(const string& part, std::size_t times) {
  string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

string many_tensors(int count) {
  string out = "{";
  for (int i = 0; i < count; ++i) {
    out += (i == 0 ? "\"" : ",\"") + std::to_string(i) + R"(":{"dtype":"F32","shape":[],"data_offsets":[)" +
           std::to_string(4 * i) + ',' + std::to_string(4 * i + 4) + "]}";
  }
  return out + '}';
}

struct BadHeader {
  const char* what;
  string json;
  std::size_t data_size;
  const char* code;
  const char* message;
};

void check_refused(const std::vector<BadHeader>& headers) {
  for (const BadHeader& header : headers) {
    INFO(header.what);
    const Bytes file = file_of(header.json, header.data_size);
    const Refusal refusal = refusal_of([&] { return read_safetensors(file, "model.safetensors"); });
    CHECK(refusal.code == header.code);
    CHECK_THAT(refusal.message, ContainsSubstring(header.message) && ContainsSubstring("model.safetensors"));
    CHECK(refusal.message.size() < 400);  // however long what it quotes
  }
}

}  // namespace

TEST_CASE("Headers that other programs write are read", "[io][safetensors]") {
  // Fields in another order, spaces, escapes, tensors not in the order of their data, metadata in the middle.
  const string json = R"({ "b\u0065" : {"shape":[1, 2], "data_offsets":[8, 16], "dtype":"F32"},
    "__metadata__": {"format": "pt"}, "a": {"data_offsets":[0,8],"dtype":"F32","shape":[2]} }   )"
                      "\n\t";
  const TensorFile file = read_safetensors(file_of(json, 16), "x");
  REQUIRE(file.tensors.size() == 2);
  CHECK(file.tensors[0].name == "a");
  CHECK(file.tensors[1].name == "be");
  CHECK(file.tensors[1].shape == std::vector<Index>{1, 2});
  CHECK(file.metadata.at("format") == "pt");
}

TEST_CASE("The limits themselves are allowed", "[io][safetensors]") {
  CHECK(read_safetensors(file_of(many_tensors(1024), 4096), "x").tensors.size() == 1024);
  CHECK(read_safetensors(file_of(named(string(256, 'n')), 8), "x").tensors.size() == 1);
  CHECK(read_safetensors(file_of(shaped("[1,1,1,1,1,1,1,2]"), 8), "x").tensors.size() == 1);
  const string metadata = with_metadata(R"({"k":")" + string(63'999, 'v') + "\"}");
  CHECK(read_safetensors(file_of(metadata, 0), "x").metadata.at("k").size() == 63'999);
  CHECK(read_safetensors(file_of("{}" + string(kMaxSafetensorsHeader - 2, ' '), 0), "x").tensors.empty());
}

TEST_CASE("Header lengths that cannot be are refused", "[io][safetensors][hostile]") {
  struct BadLength {
    const char* what;
    Bytes file;
    const char* code;
    const char* message;
  };
  Bytes longer = file_of("{}", 100);
  longer[0] = 103;
  Bytes largest = file_of("{}", 100);
  std::fill_n(largest.begin(), 8, std::uint8_t{0xff});
  const std::vector<BadLength> files = {
      {"nothing", {}, "E_ST_SHORT", "at least 8 bytes, found 0"},
      {"seven bytes", Bytes(7), "E_ST_SHORT", "found 7"},
      {"length 0", Bytes(8), "E_ST_HEADER_LEN", "found 0"},
      {"longer than the file", longer, "E_ST_HEADER_LEN", "a header of 103 bytes, found a file of 110"},
      {"2^64 - 1", largest, "E_ST_HEADER_LEN", "found 18446744073709551615"},
      {"over 1 MiB", file_of("{}" + string(kMaxSafetensorsHeader - 1, ' '), 0), "E_ST_HEADER_LEN", "1048577"},
  };
  for (const BadLength& bad : files) {
    INFO(bad.what);
    const Refusal refusal = refusal_of([&] { return read_safetensors(bad.file, "model.safetensors"); });
    CHECK(refusal.code == bad.code);
    CHECK_THAT(refusal.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("Headers that describe something else than tensors are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"no object", "[]", 0, "E_ST_JSON", "begins with {"},
      {"spaces before", " {}", 0, "E_ST_JSON", "JSON at byte 0"},
      {"something behind", "{}x", 0, "E_ST_JSON", "JSON at byte 2"},
      {"another encoding", named("w\xff"), 8, "E_ST_UTF8", "at byte 3 of the header"},
      {"deep", "{\"w\":" + repeated("[", 100'000), 0, "E_ST_DEPTH", "found 100001"},
      {"a tensor that is a number", R"({"w":7})", 0, "E_ST_JSON",
       "tensor \"w\": expected an object, found 7"},
      {"a field of its own", one(R"("dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1)"), 8, "E_ST_JSON",
       "nothing but dtype, shape and data_offsets, found \"x\""},
      {"1,025 tensors", many_tensors(1025), 4100, "E_ST_COUNT", "at most 1024 tensors"},
  });
}

TEST_CASE("Tensors, fields and remarks that come twice are refused", "[io][safetensors][hostile]") {
  const string fields = R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  check_refused({
      {"a tensor", "{\"a\":" + fields + ",\"a\":" + fields + "}", 8, "E_ST_DUP", "found \"a\" twice"},
      {"spelt otherwise", "{\"a\":" + fields + ",\"\\u0061\":" + fields + "}", 8, "E_ST_DUP",
       "found \"a\" twice"},
      {"a field", one(R"("dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8])"), 8, "E_ST_DUP",
       "tensor \"w\": expected each name once, found \"shape\" twice"},
      {"a field spelt otherwise", one(R"("dtype":"F16","dtyp\u0065":"F32","shape":[2],"data_offsets":[0,8])"),
       8, "E_ST_DUP", "found \"dtype\" twice"},
      {"metadata", R"({"__metadata__":{},"__metadata__":{}})", 0, "E_ST_DUP", "found \"__metadata__\" twice"},
      {"a remark", with_metadata(R"({"k":"1","k":"2"})"), 0, "E_ST_DUP",
       "__metadata__: expected each name once"},
  });
}

TEST_CASE("Names that cannot be shown or are too long are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"half a pair", named("\\ud800"), 8, "E_ST_NAME", "surrogate"},
      {"NUL", named("w\\u0000"), 8, "E_ST_NAME", "tensor \"w?\": expected a name without control characters"},
      {"an escape sequence of terminals", named("\\u001b[31m"), 8, "E_ST_NAME", "control characters"},
      {"no name", named(""), 8, "E_ST_NAME", "a name of 1 to 256 bytes, found 0 bytes"},
      {"257 bytes", named(string(257, 'n')), 8, "E_ST_NAME", "found 257 bytes"},
      {"a million bytes", named(string(1'000'000, 'n')), 8, "E_ST_NAME", "found 1000000 bytes"},
  });
}

TEST_CASE("Element types other than F32, F64 and I64 are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"missing", one(R"("shape":[2],"data_offsets":[0,8])"), 8, "E_ST_DTYPE",
       "expected dtype \"F32\", \"F64\" or \"I64\", found nothing"},
      {"unknown", typed("\"F33\""), 8, "E_ST_DTYPE", "found \"F33\""},
      {"lower case", typed("\"f32\""), 8, "E_ST_DTYPE", "found \"f32\""},
      {"half", typed("\"F16\""), 8, "E_ST_DTYPE", "found \"F16\". In PyTorch, model.float()"},
      {"other integers", typed("\"I32\""), 8, "E_ST_DTYPE", "found \"I32\""},
      {"a longer type than the bytes", typed("\"I64\""), 8, "E_ST_OFFSETS", "16 bytes, as its shape needs"},
      {"a prefix", typed("\"F3\""), 8, "E_ST_DTYPE", "found \"F3\""},
      {"NUL behind", typed("\"F32\\u0000\""), 8, "E_ST_DTYPE", "F32"},
      {"a number", typed("32"), 8, "E_ST_DTYPE", "found 32"},
      {"null", typed("null"), 8, "E_ST_DTYPE", "found null"},
      {"half a megabyte", typed("\"" + string(500'000, 'F') + "\""), 8, "E_ST_DTYPE", "FFF…"},
  });
}

TEST_CASE("Shapes that are not whole positive numbers are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"missing", one(R"("dtype":"F32","data_offsets":[0,8])"), 8, "E_ST_SHAPE", "found nothing"},
      {"negative", shaped("[-2]"), 8, "E_ST_SHAPE", "found [-2]"},
      {"minus zero", shaped("[-0]"), 8, "E_ST_SHAPE", "tensor \"w\""},
      {"a fraction", shaped("[1.5]"), 8, "E_ST_SHAPE", "found [1.5]"},
      {"2.0", shaped("[2.0]"), 8, "E_ST_SHAPE", "whole positive numbers"},
      {"1e3", shaped("[1e3]"), 8, "E_ST_SHAPE", "whole positive numbers"},
      {"a text", shaped("[\"2\"]"), 8, "E_ST_SHAPE", "found [\"2\"]"},
      {"null within", shaped("[null]"), 8, "E_ST_SHAPE", "found [null]"},
      {"null", shaped("null"), 8, "E_ST_SHAPE", "found null"},
      {"true", shaped("[true]"), 8, "E_ST_SHAPE", "found [true]"},
      {"a number alone", shaped("2"), 8, "E_ST_SHAPE", "found 2"},
      {"an object", shaped("{}"), 8, "E_ST_SHAPE", "found {}"},
      {"nested", shaped("[[2]]"), 8, "E_ST_SHAPE", "found [[2]]"},
      {"2^53 + 1", shaped("[9007199254740993]"), 8, "E_ST_SHAPE", "dimensions of 1 to 2^53"},
      {"2^64", shaped("[18446744073709551616]"), 8, "E_ST_SHAPE", "whole positive numbers"},
      {"nine dimensions", shaped("[1,1,1,1,1,1,1,1,2]"), 8, "E_ST_SHAPE", "at most 8 numbers"},
      {"half a million dimensions", shaped("[" + repeated("1,", 500'000) + "2]"), 8, "E_ST_SHAPE", "…"},
      {"nothing", shaped("[0]"), 8, "E_ST_SHAPE", "dimensions of 1 to 2^53, found 0"},
      {"an empty tensor on another's place",
       R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"z":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}})",
       8, "E_ST_SHAPE", "tensor \"z\""},
  });
}

TEST_CASE("Shapes whose size wraps are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"8 bytes mod 2^64", shaped("[4194305,4194305,211106198978564]"), 8, "E_ST_OVERFLOW",
       "fewer than 2^64 bytes"},
      {"0 mod 2^64", shaped("[4294967296,4294967296]"), 8, "E_ST_OVERFLOW", "4294967296 × 4294967296"},
      {"only the bytes wrap", shaped("[9007199254740992,512]"), 8, "E_ST_OVERFLOW", "fewer than 2^64 bytes"},
      {"large without wrapping", shaped("[9007199254740992,511]"), 8, "E_ST_OFFSETS", "as its shape needs"},
  });
}

TEST_CASE("Places that do not fit are refused", "[io][safetensors][hostile]") {
  check_refused({
      {"missing", one(R"("dtype":"F32","shape":[2])"), 8, "E_ST_OFFSETS", "found nothing"},
      {"reversed", placed("[8,0]"), 8, "E_ST_OFFSETS", "found [8,0]"},
      {"negative", placed("[-8,0]"), 8, "E_ST_OFFSETS", "found [-8,0]"},
      {"one", placed("[8]"), 8, "E_ST_OFFSETS", "found [8]"},
      {"three", placed("[0,8,16]"), 8, "E_ST_OFFSETS", "found [0,8,16]"},
      {"none", placed("[]"), 8, "E_ST_OFFSETS", "found []"},
      {"fractions", placed("[0,8.0]"), 8, "E_ST_OFFSETS", "data_offsets [begin, end]"},
      {"texts", placed("[\"0\",\"8\"]"), 8, "E_ST_OFFSETS", "data_offsets [begin, end]"},
      {"an object", placed(R"({"0":0,"1":8})"), 8, "E_ST_OFFSETS", "data_offsets [begin, end]"},
      {"beyond the file", placed("[0,8]"), 7, "E_ST_OFFSETS", "within the file's 7 bytes"},
      {"far beyond", placed("[18446744073709551607,18446744073709551615]"), 8, "E_ST_OFFSETS",
       "within the file's 8"},
      {"fewer than the shape needs", placed("[0,4]"), 4, "E_ST_OFFSETS",
       "expected 8 bytes, as its shape needs, found 4"},
      {"more than the shape needs", placed("[0,12]"), 12, "E_ST_OFFSETS", "found 12 in data_offsets"},
      {"overlap", places({0, 4}), 12, "E_ST_COVERAGE", "found 4 (overlap)"},
      {"the same place", places({0, 0}), 8, "E_ST_COVERAGE", "(overlap)"},
      {"a hole", places({0, 12}), 20, "E_ST_COVERAGE", "tensor \"b\": expected its data at byte 8"},
      {"a hole at the start", places({4}), 12, "E_ST_COVERAGE", "found 4 (hole)"},
      {"bytes behind", places({0, 8}), 24, "E_ST_COVERAGE", "found 8 more bytes that no tensor claims"},
      {"bytes without tensors", "{}", 4, "E_ST_COVERAGE", "found 4 more bytes"},
  });
}

TEST_CASE("Metadata other than short texts is refused", "[io][safetensors][hostile]") {
  check_refused({
      {"a number", with_metadata(R"({"epoch":25})"), 0, "E_ST_META",
       "expected a text for \"epoch\", found 25"},
      {"null within", with_metadata(R"({"epoch":null})"), 0, "E_ST_META", "found null"},
      {"an object within", with_metadata(R"({"a":{"b":"c"}})"), 0, "E_ST_META", "found {\"b\":\"c\"}"},
      {"null", with_metadata("null"), 0, "E_ST_META", "expected an object of texts, found null"},
      {"an array", with_metadata("[]"), 0, "E_ST_META", "found []"},
      {"a text", with_metadata("\"pt\""), 0, "E_ST_META", "found \"pt\""},
      {"65 KB", with_metadata(R"({"k":")" + string(65'000, 'v') + "\"}"), 0, "E_ST_META",
       "at most 64000 bytes"},
      {"a long key", with_metadata("{\"" + string(65'000, 'k') + "\":\"\"}"), 0, "E_ST_META", "found 65000"},
      {"a tensor of that name", named("__metadata__"), 8, "E_ST_META",
       "expected a text for \"shape\", found [2]"},
  });
}

TEST_CASE("A header is printed as it is parsed", "[io][safetensors]") {
  const SafetensorsHeader header = {{{"a", DType::f32, {}, 0, 4}, {"b", DType::i64, {2, 3}, 4, 52}},
                                    {{"k", "v"}}};
  const string json = print_safetensors_header(header);
  CHECK(json == R"({"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},)"
                R"("b":{"dtype":"I64","shape":[2,3],"data_offsets":[4,52]}})");
  const SafetensorsHeader parsed = parse_safetensors_header(json, 52, "x");
  REQUIRE(parsed.tensors.size() == 2);
  CHECK(parsed.tensors[1].shape == std::vector<std::uint64_t>{2, 3});
  CHECK(parsed.metadata == header.metadata);
}
