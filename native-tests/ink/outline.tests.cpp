#include "inkling/ink/outline.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

const Rows kRows = {{0, 64}};  // one unit each

}  // namespace

TEST_CASE("An outline is the stroke's box, and in each row the part of its lines there", "[ink][outline]") {
  const Outline slanted = outline_of({{10, 8}, {30, 48}}, kRows);
  CHECK(slanted.x.low == 10);
  CHECK(slanted.x.high == 30);
  CHECK(slanted.y.low == 8);
  CHECK(slanted.y.high == 48);
  CHECK(slanted.longer_side() == 40);
  CHECK(slanted.rows[7].empty());
  CHECK(slanted.rows[8].low == 10);
  CHECK(slanted.rows[8].high == 10.5);
  CHECK(slanted.rows[20].low == 16);
  CHECK(slanted.rows[20].high == 16.5);
  CHECK(slanted.rows[48].low == 30);
  CHECK(slanted.rows[49].empty());
  const Outline upward = outline_of({{30, 48}, {10, 8}}, kRows);
  for (std::size_t row = 0; row < Rows::kCount; ++row) {
    CAPTURE(row);
    CHECK(upward.rows[row].low == slanted.rows[row].low);
    CHECK(upward.rows[row].high == slanted.rows[row].high);
  }
}

TEST_CASE("A level line and a dot are in one row, the lowest edge is in the last", "[ink][outline]") {
  const Outline level = outline_of({{5, 30}, {25, 30}, {15, 30}}, kRows);
  CHECK(level.rows[30].low == 5);
  CHECK(level.rows[30].high == 25);
  CHECK(level.rows[29].empty());
  CHECK(level.rows[31].empty());
  CHECK(outline_of({{7, 64}}, kRows).rows[63].low == 7);
  CHECK(outline_of({{7, 3}}, {{3, 3}}).rows[0].high == 7);  // a drawing without height
  CHECK(outline_of({}, kRows).x.empty());
}

TEST_CASE("An outline takes in another", "[ink][outline]") {
  Outline both = outline_of({{0, 0}, {0, 20}}, kRows);
  both.add(outline_of({{9, 10}, {9, 40}}, kRows));
  CHECK(both.x.high == 9);
  CHECK(both.y.high == 40);
  CHECK(both.rows[5].high == 0);
  CHECK(both.rows[15].low == 0);
  CHECK(both.rows[15].high == 9);
  CHECK(both.rows[30].low == 9);
}
