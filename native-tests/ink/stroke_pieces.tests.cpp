#include "inkling/ink/stroke_pieces.hpp"

#include <catch2/catch_test_macros.hpp>

#include "ink/sample_numbers.hpp"
#include "inkling/core/random.hpp"

namespace inkling::testing {
namespace {

constexpr double kSmallest = 8;
using Strokes = std::vector<std::vector<std::size_t>>;

Strokes pieces_of(const Drawing& drawing) {
  Strokes pieces;
  for (const StrokePiece& piece : stroke_pieces(drawing, kSmallest)) pieces.push_back(piece.strokes);
  return pieces;
}

}  // namespace

TEST_CASE("Strokes that lie over one another are one piece, digits side by side are not", "[ink][pieces]") {
  CHECK(pieces_of(sample_number({4, 2})) == Strokes{{0, 1}, {2}});
  CHECK(pieces_of(sample_number({5, 7, 1})) == Strokes{{0, 1}, {2, 3}, {4}});
  CHECK(pieces_of(sample_number({1, 0})) == Strokes{{0}, {1}});
  for (const Drawing& digit : sample_digits()) CHECK(pieces_of(digit).size() == 1);
}

TEST_CASE("A stroke finds its digit whenever it is drawn", "[ink][pieces]") {
  const Drawing number = sample_number({7, 5, 1});  // 7 and its bar, 5 and its roof, 1
  CHECK(pieces_of({number[0], number[2], number[4], number[3], number[1]}) == Strokes{{0, 4}, {1, 3}, {2}});
  CHECK(pieces_of({number[4], number[3], number[1], number[0], number[2]}) == Strokes{{2, 3}, {1, 4}, {0}});
}

TEST_CASE("What joins two pieces makes them one", "[ink][pieces]") {
  const Drawing sides = {{{0, 0}, {0, 100}}, {{70, 0}, {70, 100}}};
  CHECK(pieces_of(sides).size() == 2);
  CHECK(pieces_of({sides[0], sides[1], {{-20, 50}, {170, 50}}}) == Strokes{{0, 1, 2}});
}

TEST_CASE("No ink is no piece, and strokes without points are in none", "[ink][pieces]") {
  CHECK(pieces_of({}).empty());
  CHECK(pieces_of({{}, {}}).empty());
  CHECK(pieces_of({{}, {{3, 3}, {3, 90}}, {}}) == Strokes{{1}});
}

TEST_CASE("More pieces than anybody writes are a scribble", "[ink][pieces]") {
  const std::vector<Drawing> ones(kMaxPieces, sample_digits()[1]);
  CHECK(pieces_of(side_by_side(ones)).size() == kMaxPieces);
  std::vector<Drawing> more = ones;
  more.push_back(ones[0]);
  const Strokes pieces = pieces_of(side_by_side(more));
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].size() == kMaxPieces + 1);
}

TEST_CASE("Thousands of strokes are taken in stride", "[ink][pieces]") {
  Generator generator(1);
  Drawing strokes;
  for (int i = 0; i < 10'000; ++i) {
    Stroke& stroke = strokes.emplace_back();
    for (int k = 0; k < 3; ++k) stroke.push_back({generator.uniform(0, 1000), generator.uniform(0, 100)});
  }
  std::size_t count = 0;
  for (const std::vector<std::size_t>& piece : pieces_of(strokes)) count += piece.size();
  CHECK(count == strokes.size());
  Drawing dots;
  for (int i = 0; i < 10'000; ++i) dots.push_back({{generator.uniform(0, 1000), generator.uniform(0, 1000)}});
  CHECK(pieces_of(dots).size() == 1);
}

}  // namespace inkling::testing
