// Prints "FILE VERDICT" for each file: what corpus/*.verdicts.txt hold. script/fuzz calls it.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/target.hpp"

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: %s TARGET FILE...\n", arguments[0]);
    return 2;
  }
  const inkling::testing::FuzzTarget& target = inkling::testing::fuzz_target(arguments[1]);
  for (int i = 2; i < count; ++i) {
    std::ifstream in(arguments[i], std::ios::binary);
    const inkling::testing::Bytes bytes(std::istreambuf_iterator<char>(in), {});
    const std::string name = std::filesystem::path(arguments[i]).filename().string();
    std::printf("%s %s\n", name.c_str(), target.verdict(bytes).c_str());
  }
}
