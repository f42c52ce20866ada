// The fuzzers' corpus once more, natively and as WebAssembly: whatever was found or begun with, each input
// gets the verdict that is written down beside it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "fuzz/target.hpp"
#include "support/figure.hpp"

using inkling::testing::Bytes;
using inkling::testing::figure;
using inkling::testing::fuzz_targets;
using inkling::testing::FuzzTarget;

namespace {

using std::filesystem::path;

Bytes bytes_of(const path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// By the names of the inputs.
std::map<std::string, std::string> verdicts_of(path folder) {
  std::ifstream in(folder += ".verdicts.txt");
  std::map<std::string, std::string> verdicts;
  for (std::string name, verdict; in >> name && std::getline(in >> std::ws, verdict);)
    verdicts[name] = verdict;
  return verdicts;
}

}  // namespace

TEST_CASE("Every input of the fuzzers' corpus gets the verdict that is written down", "[fuzz][D1]") {
  const FuzzTarget& target =
      GENERATE(Catch::Generators::from_range(fuzz_targets().begin(), fuzz_targets().end()));
  const path folder = path(INKLING_FUZZ_CORPUS) / target.name;
  const auto verdicts = verdicts_of(folder);
  CAPTURE(target.name);
  CHECK(verdicts.size() >= 10);
  CHECK(verdicts.size() <= 200);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    ++files;
    CAPTURE(name);
    REQUIRE(verdicts.contains(name));
    CHECK(target.verdict(bytes_of(entry.path())) == verdicts.at(name));
  }
  CHECK(files == verdicts.size());
  figure("D1", std::string(target.name) + ", inputs replayed", static_cast<double>(files));
}
