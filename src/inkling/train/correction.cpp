#include "inkling/train/correction.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/core/portable_math.hpp"

namespace inkling {
namespace {

using Phase = CorrectionProgress::Phase;

const Dataset& own_drawings(const Dataset& own) {
  INKLING_REQUIRE(own.size() >= 1, "E_API_STATE", "correction", "a drawing and what it is", "none");
  INKLING_REQUIRE(own.size() <= kMostOwnDrawings, "E_API_TOOBIG", "correction",
                  text("at most ", kMostOwnDrawings, " drawings"), text(own.size()), "Remove some of them.");
  return own;
}

const Dataset& replayed(const Dataset& replay) {
  INKLING_REQUIRE(replay.size() >= 1, "E_API_STATE", "correction", "training images to replay", "none yet",
                  "Load the data first: with your drawings alone the network would forget all else.");
  return replay;
}

const CorrectionOptions& checked(const CorrectionOptions& options) {
  INKLING_REQUIRE(options.own_in_batch >= 1 && options.own_in_batch < options.batch_size, "E_API_RANGE",
                  "correction(own_in_batch)", text("1 to ", options.batch_size - 1),
                  text(options.own_in_batch));
  INKLING_REQUIRE(options.confidence > 0 && options.confidence < 1, "E_API_RANGE", "correction(confidence)",
                  "a number between 0 and 1", text(options.confidence));
  INKLING_REQUIRE(
      options.least_steps >= 1 && options.most_steps >= options.least_steps && options.steps_per_check >= 1,
      "E_API_RANGE", "correction(steps)", "1 or more, and at least as many at most",
      text(options.least_steps, " to ", options.most_steps));
  return options;
}

/// The next batch; after the last one of a pass the first of another.
void next_batch(DataLoader& loader) {
  if (loader.next()) return;
  loader.begin();
  loader.next();
}

}  // namespace

Correction::Correction(Module& model, const Dataset& own, const Dataset& replay, const Dataset& test,
                       const CorrectionOptions& options)
    : model_(model),
      options_(checked(options)),
      generator_(options.seed),
      own_(own_drawings(own), {.batch_size = options.own_in_batch,
                               .shuffle = true,
                               .augment = affine_augment(options.augment),
                               .generator = &generator_}),
      replay_(replayed(replay), {.batch_size = options.batch_size - options.own_in_batch,
                                 .shuffle = true,
                                 .generator = &generator_}),
      own_reading_(model, DataLoader(own, {.batch_size = kEvaluationBatchSize})),
      test_reading_(model, DataLoader(test, {.batch_size = kEvaluationBatchSize})),
      optimizer_(model.named_parameters(), {.lr = options.lr, .momentum = options.momentum}) {
  for (const NamedParameter& named : model.named_parameters()) before_.push_back(named.parameter->value);
  model_.set_input_requires_grad(false);  // the images are not learnt
  result_.own_count = own.size();
  result_.test_count = test.size();
  own_.begin();
  replay_.begin();
  test_reading_.begin();
  read_own();
  result_.before.own_correct = own_correct_;
}

Correction::~Correction() {
  if (!done()) give_back();
}

void Correction::give_back() {
  const std::vector<NamedParameter> parameters = model_.named_parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].parameter->value = before_[i];
}

void Correction::require_finite(double loss) {
  if (std::isfinite(loss)) return;
  over_ = true;
  give_back();
  throw Error({"E_TRAIN_DIVERGED", "correction", "a loss that is a finite number", text(loss),
               "The network is as it was before. Reset it if it reads nothing any more."});
}

CorrectionProgress Correction::step() {
  INKLING_REQUIRE(!over_, "E_API_STATE", "Correction::step()", "a correction under way",
                  "one that has failed");
  if (phase_ == Phase::training) {
    train_batch();
  } else if (phase_ != Phase::done) {
    test_batch();
  }
  return {phase_, result_.steps, own_correct_, fraction()};
}

void Correction::test_batch() {
  if (test_reading_.step()) require_finite(test_reading_.batch_loss());
  if (test_reading_.done()) end_testing();
}

void Correction::end_testing() {
  const Evaluation& reading = test_reading_.result();
  const std::vector<std::uint8_t>& read = test_reading_.predictions();
  const bool first = phase_ == Phase::testing;
  CorrectionReading& noted = first ? result_.before : result_.after;
  noted.test_correct = reading.correct;
  noted.test_accuracy = reading.accuracy();
  noted.test_loss = reading.loss;
  if (first) {
    read_before_ = read;
    phase_ = Phase::training;
    return;
  }
  const Dataset& images = test_reading_.loader().dataset();
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::uint8_t label = images.label(static_cast<Index>(i));
    if ((read[i] == label) == (read_before_[i] == label)) continue;
    (read[i] == label ? result_.won : result_.lost).push_back(static_cast<std::uint32_t>(i));
  }
  result_.after.own_correct = own_correct_;
  phase_ = Phase::done;
}

/// Replayed images first, own drawings after them; as many of each in every batch, however few there are.
void Correction::fill_batch() {
  next_batch(replay_);
  const Index replayed = replay_.inputs().rows();
  inputs_.resize(replayed + options_.own_in_batch, replay_.inputs().cols());
  inputs_.topRows(replayed) = replay_.inputs();
  labels_.assign(replay_.labels().begin(), replay_.labels().end());
  for (Index row = replayed; row < inputs_.rows();) {
    next_batch(own_);
    const Index rows = std::min(own_.inputs().rows(), inputs_.rows() - row);
    inputs_.middleRows(row, rows) = own_.inputs().topRows(rows);
    labels_.insert(labels_.end(), own_.labels().begin(), own_.labels().begin() + rows);
    row += rows;
  }
}

void Correction::train_batch() {
  using Clock = std::chrono::steady_clock;
  const ThreadLimit limit(threads_.next(get_num_threads()));
  const Clock::time_point start = Clock::now();
  fill_batch();
  model_.eval();
  require_finite(loss_.forward(model_.forward(inputs_), labels_));
  model_.backward(loss_.backward());
  optimizer_.step();
  threads_.took(std::chrono::duration<double>(Clock::now() - start).count());
  ++result_.steps;

  const bool last = result_.steps >= options_.most_steps;
  if (!last && result_.steps % options_.steps_per_check != 0) return;
  result_.learnt = read_own();
  if (!last && (!result_.learnt || result_.steps < options_.least_steps)) return;
  test_reading_.begin();
  phase_ = Phase::testing_again;
}

/// Whether all own drawings are read right, as they were drawn, with confidence.
bool Correction::read_own() {
  own_reading_.begin();
  while (own_reading_.step()) require_finite(own_reading_.batch_loss());
  own_correct_ = own_reading_.result().correct;
  const std::vector<float>& losses = own_reading_.losses();
  const double most = -portable_log(options_.confidence);
  return own_correct_ == result_.own_count &&
         std::all_of(losses.begin(), losses.end(), [most](float loss) { return loss <= most; });
}

double Correction::fraction() const {
  const Index tests = test_reading_.loader().batches();
  const Index all = 2 * tests + options_.most_steps;
  switch (phase_) {
    case Phase::testing:
      return static_cast<double>(test_reading_.loader().batch()) / static_cast<double>(all);
    case Phase::training:
      return static_cast<double>(tests + result_.steps) / static_cast<double>(all);
    case Phase::testing_again:
      return static_cast<double>(tests + options_.most_steps + test_reading_.loader().batch()) /
             static_cast<double>(all);
    case Phase::done:
      break;
  }
  return 1;
}

const CorrectionResult& Correction::result() const {
  INKLING_REQUIRE(done(), "E_API_STATE", "Correction::result()", "a correction that is done",
                  "one under way");
  return result_;
}

}  // namespace inkling
