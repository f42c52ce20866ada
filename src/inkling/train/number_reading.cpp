#include "inkling/train/number_reading.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "inkling/core/portable_math.hpp"
#include "inkling/ink/digit_candidates.hpp"
#include "inkling/ink/digit_gap.hpp"

namespace inkling {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// The least that the network can say: one digit that it cannot read is not to move the cuts beside it.
constexpr double kLeastLog = -4;

/// A candidate as the network read it, and the best way to split what ends with it.
struct Node {
  DigitCandidate digit;
  Prediction prediction;
  double best = kImpossible;
  std::size_t digit_before = 0;  ///< pieces of the digit before it on the best way; 0: it is the first
};

/// By the last piece and by how many pieces, less one, as the candidates.
using Lattice = std::vector<std::vector<Node>>;

Drawing part_of(const Drawing& drawing, const std::vector<std::size_t>& strokes) {
  Drawing part;
  for (const std::size_t stroke : strokes) part.push_back(drawing[stroke]);
  return part;
}

Lattice lattice_of(std::vector<std::vector<DigitCandidate>> candidates) {
  Lattice lattice(candidates.size());
  for (std::size_t last = 0; last < candidates.size(); ++last)
    for (DigitCandidate& digit : candidates[last]) lattice[last].push_back({std::move(digit), {}});
  return lattice;
}

/// Reads what is possible, in one batch.
void read_candidates(Lattice& lattice, Module& model, const Drawing& drawing, const RenderOptions& options) {
  std::vector<Prediction*> asked;
  std::vector<std::uint8_t> pixels;
  for (std::vector<Node>& ending : lattice) {
    for (auto& [digit, prediction, best, before] : ending) {
      if (digit.log_probability == kImpossible) continue;
      prediction.image = *render(part_of(drawing, digit.strokes), options);
      pixels.insert(pixels.end(), prediction.image.pixels.begin(), prediction.image.pixels.end());
      asked.push_back(&prediction);
    }
  }
  const PixelPredictions found = predict_pixels(model, options.frame.rows * options.frame.columns, pixels);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto row = found.probabilities.row(static_cast<Index>(i));
    asked[i]->label = found.labels[i];
    asked[i]->probabilities.assign(row.data(), row.data() + row.size());
  }
}

/// Of a digit of `pieces` pieces. Each piece has a say, so that an untrained network, to which all is alike,
/// prefers neither few digits nor many.
double score_of(const Node& node, std::size_t pieces) {
  if (node.digit.log_probability == kImpossible) return kImpossible;
  const double probability = node.prediction.probabilities[static_cast<std::size_t>(node.prediction.label)];
  const double word = std::max(kLeastLog, portable_log(probability));
  return node.digit.log_probability + static_cast<double>(pieces) * word;
}

/// Viterbi's algorithm.
void find_best_ways(Lattice& lattice, double smallest) {
  for (std::size_t last = 0; last < lattice.size(); ++last) {
    for (std::size_t pieces = 1; pieces <= lattice[last].size(); ++pieces) {
      Node& node = lattice[last][pieces - 1];
      const double score = score_of(node, pieces);
      if (pieces == last + 1) {
        node.best = score;
        continue;
      }
      const std::vector<Node>& before = lattice[last - pieces];
      for (std::size_t i = 0; i < before.size(); ++i) {
        const double odds = log_odds_of_two(before[i].digit.outline, node.digit.outline, smallest);
        const double best = before[i].best + portable_log_sigmoid(odds) + score;
        if (!(best > node.best)) continue;
        node.best = best;
        node.digit_before = i + 1;
      }
    }
  }
}

/// The digits on the best way, from left to right.
std::vector<Node*> best_way(Lattice& lattice) {
  std::vector<Node*> way;
  std::vector<Node>& ending = lattice.back();
  auto node = std::max_element(ending.begin(), ending.end(),
                               [](const Node& a, const Node& b) { return a.best < b.best; });
  std::size_t last = lattice.size() - 1;
  std::size_t pieces = static_cast<std::size_t>(node - ending.begin()) + 1;
  for (;;) {
    way.insert(way.begin(), &lattice[last][pieces - 1]);
    const std::size_t before = way.front()->digit_before;
    if (before == 0) return way;
    last -= pieces;
    pieces = before;
  }
}

}  // namespace

std::string NumberReading::number() const {
  std::string text;
  for (const DigitReading& digit : digits) text += std::to_string(digit.prediction.label);
  return text;
}

NumberReading as_one_digit(Prediction prediction, const Drawing& drawing) {
  DigitReading digit = {.strokes = {}, .prediction = prediction};
  for (std::size_t i = 0; i < drawing.size(); ++i)
    if (!drawing[i].empty()) digit.strokes.push_back(i);
  NumberReading reading;
  reading.digits.push_back(std::move(digit));
  reading.whole = std::move(prediction);
  return reading;
}

std::optional<NumberReading> read_number(Module& model, const Drawing& drawing,
                                         const RenderOptions& options) {
  std::optional<Prediction> whole = predict(model, drawing, options);
  if (!whole) return std::nullopt;
  const double smallest = kDotShare * options.canvas_size;
  Lattice lattice = lattice_of(digit_candidates(drawing, smallest));
  std::vector<Node*> digits;
  if (lattice.size() > 1) {
    read_candidates(lattice, model, drawing, options);
    find_best_ways(lattice, smallest);
    digits = best_way(lattice);
  }
  if (digits.size() <= 1) return as_one_digit(*std::move(whole), drawing);

  NumberReading reading = {.whole = *std::move(whole), .digits = {}};
  for (Node* const node : digits)
    reading.digits.push_back({std::move(node->digit.strokes), std::move(node->prediction)});
  return reading;
}

}  // namespace inkling
