#include "inkling/data/dataset_files.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/gzip_bytes.hpp"
#include "support/idx_bytes.hpp"
#include "support/pickle_bytes.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

using Files = std::vector<NamedFile>;
using Bytes = std::vector<std::uint8_t>;

NamedFile images(const std::string& name, std::uint32_t count, std::uint32_t side = 6) {
  return {name, idx_file({count, side, side})};
}
NamedFile labels(const std::string& name, std::uint32_t count, unsigned classes = 4) {
  return {name, idx_file({count}, classes)};
}

}  // namespace

TEST_CASE("Images and labels are told by their content, in any order, gzipped or not",
          "[data][dataset_files][row-28]") {
  const DatasetFiles files = read_dataset_files({labels("train-images", 9), images("a label", 9)});
  CHECK(files.train.size() == 9);
  CHECK(files.train.rows() == 6);
  CHECK(files.train.classes() == 4);
  CHECK_FALSE(files.test.has_value());
  CHECK_FALSE(files.validation.has_value());
  NamedFile packed = images("x.gz", 9);
  packed.bytes = gzip(packed.bytes);
  CHECK(read_dataset_files({packed, labels("y", 9)}).train.size() == 9);
}

TEST_CASE("Of two pairs names tell which trains, and sizes where names are silent", "[data][dataset_files]") {
  const auto trains = [](const char* first, const char* second, std::uint32_t n, std::uint32_t m) {
    const DatasetFiles files =
        read_dataset_files({images(text(first, "-images"), n), images(text(second, "-images"), m),
                            labels(text(second, "-labels"), m), labels(text(first, "-labels"), n)});
    REQUIRE(files.test.has_value());
    CHECK(files.train.size() + files.test->size() == static_cast<Index>(n + m));
    return files.train.size();
  };
  CHECK(trains("train", "t10k", 8, 20) == 8);
  CHECK(trains("TRAIN", "Test", 8, 8) == 8);
  CHECK(trains("test", "other", 20, 8) == 8);
  CHECK(trains("a", "train", 20, 8) == 8);
  CHECK(trains("a", "b", 8, 20) == 20);
  CHECK(trains("a", "b", 20, 8) == 20);
}

TEST_CASE("There are as many classes as the highest label of train and test asks for, two at least",
          "[data][dataset_files][row-31]") {
  CHECK(read_dataset_files({images("i", 8), labels("l", 8, 1)}).train.classes() == 2);
  const DatasetFiles files = read_dataset_files(
      {images("train-i", 20), labels("train-l", 20, 3), images("t10k-i", 8), labels("t10k-l", 8, 7)});
  CHECK(files.train.classes() == 7);
  CHECK(files.test->classes() == 7);
}

TEST_CASE("mnist.pkl.gz brings a validation set of its own", "[data][dataset_files]") {
  const DatasetFiles files = read_dataset_files({{"mnist.pkl.gz", gzip(pickle_mnist(small_mnist()))}});
  REQUIRE(files.validation.has_value());
  REQUIRE(files.test.has_value());
  CHECK(files.train.classes() == 10);
}

TEST_CASE("Files that are no data set are refused with words on what is needed",
          "[data][dataset_files][row-36][row-16][row-29]") {
  struct Case {
    const char* name;
    Files files;
    const char* code;
    const char* message;
  };
  const Bytes zip = {'P', 'K', 3, 4, 0, 0, 0, 0};
  const Bytes html = {'<', 'h', 't', 'm', 'l', '>'};
  Bytes pickle = {0x80, 2, '}', '.'};
  const std::vector<Case> cases = {
      {"none", {}, "E_DROP", "images+labels"},
      {"five", Files(5, images("i", 2)), "E_DROP", "5 files"},
      {"images alone", {images("i", 3)}, "E_DROP", "1 with images and 0 with labels"},
      {"two of images", {images("i", 3), images("j", 3)}, "E_DROP", "2 with images and 0 with labels"},
      {"three",
       {images("i", 3), labels("l", 3), images("j", 3)},
       "E_DROP",
       "2 with images and 1 with labels"},
      {"three and one",
       {images("i", 3), images("j", 3), images("k", 3), labels("l", 3)},
       "E_DROP",
       "3 with images"},
      {"a zip", {{"a.zip", zip}, labels("l", 3)}, "E_DROP", "unzip first"},
      {"a page", {{"a.html", html}}, "E_DROP", "HTML"},
      {"text", {{"notes.txt", {'h', 'e', 'l', 'l', 'o'}}, labels("l", 3)}, "E_DROP", "notes.txt"},
      {"a pickle beside others", {{"p", pickle}, labels("l", 3)}, "E_DROP", "take it alone"},
      {"no bytes", {{"empty", {}}, labels("l", 3)}, "E_GZ_EMPTY", "empty"},
      {"counts", {images("i.idx", 8), labels("l.idx", 7)}, "E_IDX_COUNT", "i.idx and l.idx"},
      {"counts of pairs",
       {images("train-i", 8), labels("train-l", 7), images("t10k-i", 5), labels("t10k-l", 5)},
       "E_IDX_COUNT",
       "train-i and train-l"},
      {"sizes of images",
       {images("train-i", 8), labels("train-l", 8), images("t10k-i", 5, 7), labels("t10k-l", 5)},
       "E_IDX_SHAPE",
       "t10k-i: expected images of 6 × 6"},
      {"nothing that tells the pairs",
       {images("a", 8), labels("b", 8), images("c", 8), labels("d", 8)},
       "E_IDX_ROLE",
       "t10k-labels"},
      {"names against counts",
       {images("train-i", 8), labels("train-l", 5), images("t10k-i", 5), labels("t10k-l", 8)},
       "E_IDX_ROLE",
       "contradict"},
      {"labels of floats",
       {images("i", 8), {"labels", {0, 0, 0x0D, 1, 0, 0, 0, 8}}},
       "E_IDX_TYPE",
       "labels must be ubyte"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.name);
    const Refusal refusal = refusal_of([&] { return read_dataset_files(row.files); });
    CHECK(refusal.code == row.code);
    CHECK_THAT(refusal.message, Catch::Matchers::ContainsSubstring(row.message));
  }
}

TEST_CASE("What is too big is refused before it is read", "[data][dataset_files][row-14]") {
  const auto code = [](std::uint64_t size, Bytes start) {
    return refusal_of([&] {
             const std::vector<FileStart> files = {{"a", 10, {}}, {"b", size, std::move(start)}};
             require_dataset_files(files);
             return 0;
           })
        .code;
  };
  CHECK(code(64U << 20, {0x1f, 0x8b}) == "none");
  CHECK(code((64U << 20) + 1, {0x1f, 0x8b}) == "E_GZ_TOOBIG");
  CHECK(code((64U << 20) + 1, {0, 0}) == "none");
  CHECK(code((256U << 20) + 1, {0, 0}) == "E_IDX_TOOBIG");
  CHECK(code(0, {}) == "none");
  const std::vector<FileStart> five(5);
  CHECK_THROWS_AS(require_dataset_files(five), Error);
  CHECK_THROWS_AS(require_dataset_files({}), Error);
}

}  // namespace inkling::testing
