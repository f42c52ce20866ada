// "That was a 7": a network learns drawings that it misread, without forgetting what it knew.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inkling/data/data_loader.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/module.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/thread_choice.hpp"

namespace inkling {

/// How a correction trains. Chosen on pen strokes of 20 writers with the network 784-128-256-10 at 97 %:
/// after one of a writer's misread drawings was taught, 94 % of the writer's other drawings of that digit are
/// read, before 65 %; of 10,000 test images one less is read on average, 28 less at worst (40 corrections).
/// Twice the learning rate or twice the own drawings forget more and teach no more.
struct CorrectionOptions {
  std::uint64_t seed = 0;  ///< of the correction's own generator
  double lr = 0.005;
  double momentum = 0.9;
  Index batch_size = 64;
  Index own_in_batch = 4;      ///< of the batch; the rest is replayed
  double augment = 0.5;        ///< of the own drawings: see affine_augment()
  double confidence = 0.9;     ///< with which each own drawing is to be read before it stops
  Index least_steps = 100;     ///< so that more is learnt than the very pixels
  Index most_steps = 600;      ///< about a second
  Index steps_per_check = 10;  ///< between two readings of the own drawings
};

/// A drawing that is kept takes part in every later correction; this many are the most.
inline constexpr Index kMostOwnDrawings = 1000;

/// What a network reads, before or after a correction.
struct CorrectionReading {
  Index own_correct = 0;
  Index test_correct = 0;
  double test_accuracy = 0;  ///< 0 without any
  double test_loss = 0;      ///< mean over the test images; 0 without any
};

struct CorrectionResult {
  Index own_count = 0;
  Index test_count = 0;
  CorrectionReading before;
  CorrectionReading after;
  Index steps = 0;
  bool learnt = false;              ///< every own drawing is read as it should be, with confidence
  std::vector<std::uint32_t> lost;  ///< test images, by index, that were read right before and are not now
  std::vector<std::uint32_t> won;   ///< and the other way round
};

struct CorrectionProgress {
  enum class Phase { testing, training, testing_again, done };

  Phase phase = Phase::testing;
  Index step = 0;         ///< training steps so far
  Index own_correct = 0;  ///< own drawings read right when they were last looked at
  double fraction = 0;    ///< of all work at most; it may end earlier
};

/// A few seconds of SGD on batches of replayed training images, among them some of the person's own drawings,
/// each time a little different; until the network reads all own drawings with confidence. Rehearsal of old
/// examples is what keeps a network from forgetting them (Robins 1995, "Catastrophic forgetting, rehearsal
/// and pseudorehearsal"). Before and after, the test images are read.
///
/// All of it in eval mode: batch norm keeps its running statistics, which a few drawings would bend, and
/// dropout drops nothing; so what is trained is what reads, and only parameters change. Nothing is drawn from
/// any generator but its own. The caller owns the loop: a step() is one batch. Unless it comes to its end the
/// destructor gives the parameters back to the bit. The model must outlive it.
class Correction {
 public:
  /// `own`: all that the person has labelled, those that are read right too. `replay`: training images;
  /// `test` may be empty. All have as many pixels and classes as the network. Error E_API_STATE when there is
  /// no own drawing or nothing to replay, E_API_TOOBIG for more than kMostOwnDrawings, E_API_RANGE for
  /// options that cannot be.
  Correction(Module& model, const Dataset& own, const Dataset& replay, const Dataset& test,
             const CorrectionOptions& options);
  Correction(const Correction&) = delete;
  Correction& operator=(const Correction&) = delete;
  ~Correction();

  /// One batch of testing or training, and now and then a look at the own drawings. Error E_TRAIN_DIVERGED
  /// when a loss is no finite number: the parameters are then those from before, and nothing goes on.
  CorrectionProgress step();

  [[nodiscard]] bool done() const { return phase_ == CorrectionProgress::Phase::done; }

  /// Error E_API_STATE before the last step.
  [[nodiscard]] const CorrectionResult& result() const;

 private:
  void test_batch();
  void train_batch();
  void fill_batch();
  void end_testing();
  bool read_own();
  void give_back();
  void require_finite(double loss);
  [[nodiscard]] double fraction() const;

  Module& model_;
  CorrectionOptions options_;
  Generator generator_;
  DataLoader own_;
  DataLoader replay_;
  Evaluator own_reading_;
  Evaluator test_reading_;
  SGD optimizer_;
  CrossEntropyLoss loss_;
  ThreadChoice threads_;
  std::vector<Matrix> before_;  // the parameters
  std::vector<std::uint8_t> read_before_;
  Matrix inputs_;
  std::vector<std::uint8_t> labels_;
  CorrectionProgress::Phase phase_ = CorrectionProgress::Phase::testing;
  CorrectionResult result_;
  Index own_correct_ = 0;
  bool over_ = false;  // by an error
};

}  // namespace inkling
