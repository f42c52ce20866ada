#include "fuzz/target.hpp"
#include "inkling/train/run_config.hpp"

namespace inkling::testing {

std::string run_hash_verdict(std::span<const std::uint8_t> bytes) {
  const std::string_view hash(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  RunConfig config;
  const std::string code = code_of([&] { config = parse_run_config(hash); });
  if (code != "ok") {
    // Each field by itself too, as the settings of the page are: a refused one must leave the others as they
    // were.
    code_of([&] {
      for (const auto& [name, value] : read_pairs(hash)) {
        RunConfig alone;
        if (code_of([&] { set_field(alone, name, value); }) != "ok")
          promise(alone == RunConfig{}, "a field that is refused changes nothing");
      }
    });
    return code;
  }
  validate(config);
  const std::string shortest = to_hash(config);
  promise(parse_run_config(shortest) == config, "the shortest hash is read as the same run");
  promise(to_hash(parse_run_config('#' + shortest)) == shortest, "and is the shortest one again");
  return code;
}

}  // namespace inkling::testing
