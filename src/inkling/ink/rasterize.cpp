// Divides each pixel into ever smaller cells, each with the pieces of line that still matter there, until a
// cell is all ink, all paper, or so small that the outline in it is straight.
#include "inkling/ink/rasterize.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "inkling/ink/half_plane.hpp"

namespace inkling {
namespace {

// All in pixels.
constexpr double kSmallestCell = 1.0 / 32;
/// A round end can enter a larger cell between its corners, where is_straight() does not look.
constexpr double kLargestStraight = 0.5;
/// How far an outline may stray from the straight line that it is taken for.
constexpr double kStraight = 0.012;

/// A straight piece of a line, prepared for distances.
struct Piece {
  double ax, ay;
  double dx, dy;
  double inverse_length2;  // 0: a dot

  Piece(const Place& a, const Place& b) : ax(a.x), ay(a.y), dx(b.x - a.x), dy(b.y - a.y) {
    const double length2 = dx * dx + dy * dy;
    inverse_length2 = length2 > 1e-30 ? 1 / length2 : 0;  // shorter is a dot to every digit of a double
  }
};

/// From the place (x, y) to the nearest point of the piece's centre line.
Place to_nearest(const Piece& piece, double x, double y) {
  const double px = x - piece.ax;
  const double py = y - piece.ay;
  const double t = std::min(std::max((px * piece.dx + py * piece.dy) * piece.inverse_length2, 0.0), 1.0);
  return {t * piece.dx - px, t * piece.dy - py};
}

class Rasterizer {
 public:
  Rasterizer(const std::vector<Polyline>& lines, double width, int side) : radius_(width / 2), side_(side) {
    for (const Polyline& line : lines) {
      if (line.size() == 1) pieces_.emplace_back(line[0], line[0]);
      for (std::size_t i = 1; i < line.size(); ++i) pieces_.emplace_back(line[i - 1], line[i]);
    }
    distances2_.resize(pieces_.size());
    stack_.reserve(4 * pieces_.size());
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) stack_.push_back(i);
  }

  std::vector<double> run() {
    const Range all{0, stack_.size()};
    const double reach = 0.5 + radius_;
    for (int row = 0; row < side_; ++row) {
      const double y = row + 0.5 - side_ / 2.0;
      const Range in_row = select_in_box(0, y, side_ / 2.0 + radius_, reach, all);
      for (int column = 0; column < side_; ++column) {
        const double x = column + 0.5 - side_ / 2.0;
        const Range in_pixel = select_in_box(x, y, reach, reach, in_row);
        coverage_.push_back(cell(x, y, 1, in_pixel));
        stack_.resize(in_pixel.begin);
      }
      stack_.resize(in_row.begin);
    }
    return std::move(coverage_);
  }

 private:
  /// A part of the stack: the pieces that can reach a cell.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] bool empty() const { return begin == end; }
  };

  /// The covered share of the square around (x, y).
  double cell(double x, double y, double size, Range candidates) {
    const double reach = size * 0.70710678118654752;  // from the centre to a corner
    const Selection selection = select_near(x, y, reach, candidates);
    const Range near = selection.near;
    double share = 0;
    if (selection.covered) {
      share = 1;
    } else if (near.empty()) {
      share = 0;
    } else if (size <= kSmallestCell || (size <= kLargestStraight && is_straight(x, y, size, selection))) {
      const Place& n = selection.normal;
      share = half_plane_share(n.x, n.y, radius_ - selection.distance, size);
    } else {
      const double d = size / 4;
      const double above = cell(x - d, y - d, size / 2, near) + cell(x + d, y - d, size / 2, near);
      const double below = cell(x - d, y + d, size / 2, near) + cell(x + d, y + d, size / 2, near);
      share = (above + below) / 4;
    }
    stack_.resize(near.begin);
    return share;
  }

  struct Selection {
    Range near;            // to be taken from the stack by the caller
    double distance = 0;   // of the nearest piece
    Place normal;          // from the middle of the cell towards it, of length 1
    bool covered = false;  // one piece alone covers all within reach; near is empty then
  };

  /// Puts on the stack those candidates whose bounding box reaches into this one around (x, y).
  Range select_in_box(double x, double y, double half_width, double half_height, Range candidates) {
    const std::size_t begin = stack_.size();
    for (std::size_t i = candidates.begin; i < candidates.end; ++i) {
      const Piece& p = pieces_[stack_[i]];
      const double px = x - p.ax;
      const double py = y - p.ay;
      if (std::min(0.0, p.dx) <= px + half_width && std::max(0.0, p.dx) >= px - half_width &&
          std::min(0.0, p.dy) <= py + half_height && std::max(0.0, p.dy) >= py - half_height) {
        stack_.push_back(stack_[i]);
      }
    }
    return {begin, stack_.size()};
  }

  /// Puts on the stack those candidates that are the nearest to some place within `reach` of (x, y) and whose
  /// ink gets that far. Stops at a piece that covers all.
  Selection select_near(double x, double y, double reach, Range candidates) {
    const double covering = std::max(radius_ - reach, 0.0);
    double nearest2 = std::numeric_limits<double>::infinity();
    Place nearest;
    for (std::size_t i = candidates.begin; i < candidates.end; ++i) {
      const Place v = to_nearest(pieces_[stack_[i]], x, y);
      const double distance2 = v.x * v.x + v.y * v.y;
      distances2_[i - candidates.begin] = distance2;
      if (distance2 < nearest2) {
        nearest2 = distance2;
        nearest = v;
        if (distance2 < covering * covering) return {{stack_.size(), stack_.size()}, 0, {}, true};
      }
    }
    const double distance = std::sqrt(nearest2);
    const double limit = std::min(distance + 2 * reach, radius_ + reach);
    const std::size_t begin = stack_.size();
    for (std::size_t i = candidates.begin; i < candidates.end; ++i) {
      if (distances2_[i - candidates.begin] <= limit * limit) stack_.push_back(stack_[i]);
    }
    if (distance > 0) nearest = {nearest.x / distance, nearest.y / distance};
    return {{begin, stack_.size()}, distance, nearest, false};
  }

  /// Whether the distances at the corners of the cell are those from a straight line.
  bool is_straight(double x, double y, double size, const Selection& selection) const {
    for (const double dx : {-size / 2, size / 2}) {
      for (const double dy : {-size / 2, size / 2}) {
        const double expected = selection.distance - dx * selection.normal.x - dy * selection.normal.y;
        double nearest2 = std::numeric_limits<double>::infinity();
        for (std::size_t i = selection.near.begin; i < selection.near.end; ++i) {
          const Place v = to_nearest(pieces_[stack_[i]], x + dx, y + dy);
          nearest2 = std::min(nearest2, v.x * v.x + v.y * v.y);
        }
        if (std::abs(std::sqrt(nearest2) - expected) > kStraight) return false;
      }
    }
    return true;
  }

  double radius_;
  int side_;
  std::vector<double> coverage_;
  std::vector<Piece> pieces_;
  std::vector<double> distances2_;  // of the candidates at hand
  /// The candidates of the row, those of the pixel in it, those of the cell in that, and so on.
  std::vector<std::uint32_t> stack_;
};

}  // namespace

std::vector<double> rasterize(const std::vector<Polyline>& lines, double width, int side) {
  return Rasterizer(lines, width, side).run();
}

}  // namespace inkling
