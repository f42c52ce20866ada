#include "inkling/core/error.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

using inkling::Error;

TEST_CASE("An error says where, what was expected, what was found and a way on", "[core][error]") {
  const Error error({"E_HP_LR", "lr", "a number", "\"abc\"", "Use a dot, not a comma."});
  CHECK(error.code() == "E_HP_LR");
  CHECK(std::string(error.what()) == "lr: expected a number, found \"abc\". Use a dot, not a comma.");
}

TEST_CASE("A requirement that holds makes no texts", "[core][error]") {
  int made = 0;
  const auto found = [&made] { return std::to_string(++made); };
  INKLING_REQUIRE(true, "E_X", "here", "this", found());
  CHECK(made == 0);
  CHECK_THROWS_AS([&] { INKLING_REQUIRE(false, "E_X", "here", "this", found()); }(), Error);
  CHECK(made == 1);
}
