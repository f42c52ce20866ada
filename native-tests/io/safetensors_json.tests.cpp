#include "inkling/io/safetensors_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;
using std::string;

namespace {

Refusal refusal_of_json(const string& json) {
  return refusal_of([&] { return parse_strict_json(json, "x"); });
}

Refusal refusal_of_members(const string& json) {
  const JsonDocument document = parse_strict_json(json, "x");
  return refusal_of([&] { return json_members(yyjson_doc_get_root(document.get()), "x"); });
}

/// The value of {"v": json} as a message would show it.
string shown(const string& json) {
  const JsonDocument document = parse_strict_json("{\"v\":" + json + "}", "x");
  return json_text(yyjson_obj_get(yyjson_doc_get_root(document.get()), "v"));
}

}  // namespace

TEST_CASE("What is not one JSON object from the first byte on is refused", "[io][json][hostile]") {
  struct BadJson {
    const char* what;
    string json;
    const char* code;
    const char* message;
  };
  const string arrays = string(100'000, '[');
  string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"w\":";
  const std::vector<BadJson> all = {
      {"nothing", "", "E_ST_JSON", "found nothing"},
      {"an array", "[]", "E_ST_JSON", "begins with {"},
      {"a number", "1", "E_ST_JSON", "JSON at byte 0"},
      {"spaces before", " {}", "E_ST_JSON", "JSON at byte 0"},
      {"a byte order mark", "\xef\xbb\xbf{}", "E_ST_JSON", "JSON at byte 0"},
      {"no UTF-8", "{\"w\xff\":1}", "E_ST_UTF8", "at byte 3 of the header"},
      {"an overlong form", "{\"\xc0\xae\":1}", "E_ST_UTF8", "at byte 2 of the header"},
      {"a surrogate in UTF-8", "{\"\xed\xa0\x80\":1}", "E_ST_UTF8", "at byte 2 of the header"},
      {"cut", R"({"w":{"dtype")", "E_ST_JSON", "JSON at byte 13"},
      {"only a brace", "{", "E_ST_JSON", "JSON at byte 1"},
      {"something behind", "{}x", "E_ST_JSON", "JSON at byte 2"},
      {"two objects", "{}{}", "E_ST_JSON", "JSON at byte 2"},
      {"NUL behind", string("{}\0\0", 4), "E_ST_JSON", "JSON at byte 2"},
      {"a comma too many", R"({"a":{},})", "E_ST_JSON", "JSON at byte"},
      {"a comment", "{/**/}", "E_ST_JSON", "JSON at byte 1"},
      {"NaN", R"({"a":NaN})", "E_ST_JSON", "JSON at byte 5"},
      {"a number that begins with 0", R"({"a":02})", "E_ST_JSON", "JSON at byte"},
      {"a line break in a text", "{\"a\n\":1}", "E_ST_JSON", "control character"},
      {"an escape that is none", R"({"\x":1})", "E_ST_JSON", "JSON at byte"},
      {"first half of a pair", R"({"\ud800":1})", "E_ST_NAME", "surrogate"},
      {"first half and a letter", R"({"\ud800x":1})", "E_ST_NAME", "surrogate"},
      {"first half twice", R"({"\ud800\ud800":1})", "E_ST_NAME", "surrogate"},
      {"second half", R"({"\udc00":1})", "E_ST_NAME", "surrogate"},
      {"17 levels", "{\"w\":" + string(16, '[') + string(16, ']') + "}", "E_ST_DEPTH",
       "at most 16 levels, found 17"},
      {"deep arrays", "{\"w\":" + arrays, "E_ST_DEPTH", "found 100001"},
      {"deep and closed", "{\"w\":" + arrays + string(100'000, ']') + "}", "E_ST_DEPTH", "found 100001"},
      {"deep objects", objects, "E_ST_DEPTH", "found 100000"},
  };
  for (const BadJson& bad : all) {
    INFO(bad.what);
    const Refusal refusal = refusal_of_json(bad.json);
    CHECK(refusal.code == bad.code);
    CHECK_THAT(refusal.message, ContainsSubstring(bad.message));
  }
}

TEST_CASE("Sixteen levels and brackets within texts are no depth", "[io][json]") {
  CHECK(refusal_of_json("{\"w\":" + string(15, '[') + string(15, ']') + "}").code == "none");
  CHECK(refusal_of_json("{\"" + string(40, '[') + "\\\"" + string(40, '{') + "\":\"\\\\\"}").code == "none");
}

TEST_CASE("Spaces, line breaks and whole pairs are JSON", "[io][json]") {
  CHECK(refusal_of_json("{ \"\\ud83d\\udd8b\" :\t1\r\n}  \n").code == "none");
}

TEST_CASE("Members come in the order of the file, their keys unescaped", "[io][json]") {
  const JsonDocument document = parse_strict_json(R"({"b":1,"\u0061":2,"":3})", "x");
  const auto members = json_members(yyjson_doc_get_root(document.get()), "x");
  REQUIRE(members.size() == 3);
  CHECK(members[0].first == "b");
  CHECK(members[1].first == "a");
  CHECK(yyjson_get_uint(members[1].second) == 2);
  CHECK(members[2].first.empty());
}

TEST_CASE("Keys that come twice are refused, however they are spelt", "[io][json][hostile]") {
  CHECK(refusal_of_members(R"({"a":1,"b":2,"a":1})").code == "E_ST_DUP");
  CHECK(refusal_of_members(R"({"a":1,"b":2,"\u0061":1})").code == "E_ST_DUP");
  CHECK(refusal_of_members(R"({"":1,"":2})").code == "E_ST_DUP");
  CHECK_THAT(refusal_of_members(R"({"/":1,"\/":2})").message, ContainsSubstring("found \"/\" twice"));
  CHECK(refusal_of_members(R"({"a":1,"A":2,"a\u0000":3})").code == "none");
}

TEST_CASE("Values are shown as JSON, shortened", "[io][json]") {
  CHECK(json_text(nullptr) == "nothing");
  CHECK(shown("[1, \"2\", null]") == "[1,\"2\",null]");
  CHECK(shown('"' + string(100, 'x') + '"') == '"' + string(63, 'x') + "…");
  CHECK(shown('"' + string(62, 'x') + "ü\"") == '"' + string(62, 'x') + "…");
}
