#include "inkling/train/evaluation.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/mlp.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using testing::pattern_dataset;
using testing::refusal_of;

namespace {

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

/// A network whose answer to an image of one pixel, r, is row r of a table.
class Table : public Module {
 public:
  explicit Table(Matrix logits) : logits_(std::move(logits)) {}

  const Matrix& forward(MatrixView input) override {
    for_training_ = training() || is_grad_enabled();
    output_.resize(input.rows(), logits_.cols());
    for (Index i = 0; i < input.rows(); ++i)
      output_.row(i) = logits_.row(static_cast<Index>(std::lround(input(i, 0) * 255)));
    return output_;
  }
  const Matrix& backward(MatrixView) override { return output_; }
  [[nodiscard]] std::string repr() const override { return "Table"; }

  [[nodiscard]] bool for_training() const { return for_training_; }  ///< was the last forward()?

 private:
  Matrix logits_;
  Matrix output_;
  bool for_training_ = false;
};

/// Images 0, 1, 2 ... of one pixel each, for a Table.
Dataset numbered(const std::vector<std::uint8_t>& labels, Index classes) {
  IdxTensor images{"images", {static_cast<Index>(labels.size()), 1, 1}, {}};
  for (std::size_t i = 0; i < labels.size(); ++i) images.values.push_back(static_cast<std::uint8_t>(i));
  return {std::move(images), {"labels", {static_cast<Index>(labels.size())}, labels}, classes};
}

Evaluator evaluated(Module& model, const Dataset& dataset, Index batch_size) {
  Evaluator evaluator(model, DataLoader(dataset, {.batch_size = batch_size}));
  evaluator.begin();
  while (evaluator.step()) {
  }
  return evaluator;
}

/// Of images 0 to 4, 0 and 3 are recognised; the others' losses grow.
Matrix five_answers() {
  Matrix logits(5, 3);
  logits << 2, 0, 0,  //
      1, 0, 0,        //
      0, 2, 0,        //
      0, 0, 1,        //
      0, 0, 3;
  return logits;
}
const std::vector<std::uint8_t> kFiveLabels = {0, 1, 0, 2, 1};

double loss_of(double own, double a, double b, double c) {
  return std::log(std::exp(a) + std::exp(b) + std::exp(c)) - own;
}

}  // namespace

TEST_CASE("An evaluation counts which class was taken for which", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluation result = evaluate(model, numbered(kFiveLabels, 3), 2);
  CHECK(result.images == 5);
  CHECK(result.correct == 2);
  CHECK(result.accuracy() == 0.4);
  CHECK(result.confusion.classes() == 3);
  CHECK(result.confusion.total() == 5);
  CHECK(result.confusion.correct() == 2);
  CHECK(result.confusion.count(0, 0) == 1);
  CHECK(result.confusion.count(0, 1) == 1);
  CHECK(result.confusion.count(1, 0) == 1);
  CHECK(result.confusion.count(1, 2) == 1);
  CHECK(result.confusion.count(2, 2) == 1);
}

TEST_CASE("An evaluation is in eval mode and keeps nothing for gradients", "[train][evaluation]") {
  Table model(five_answers());
  const Matrix input = Matrix::Zero(1, 1);
  model.forward(input);
  CHECK(model.for_training());
  evaluate(model, numbered(kFiveLabels, 3));
  CHECK_FALSE(model.for_training());
  CHECK(is_grad_enabled());
}

TEST_CASE("The classes are the data's, whether there are images of them or not", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluation result = evaluate(model, numbered({0, 0}, 3));
  CHECK(result.confusion.classes() == 3);
  CHECK(result.confusion.scores(1).support == 0);
  CHECK(result.confusion.scores(2).f1 == 0);
}

TEST_CASE("Each image's class and loss are kept in the order of the data set", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3), 2);
  CHECK(evaluator.predictions() == std::vector<std::uint8_t>{0, 0, 1, 2, 2});
  const std::vector<float>& losses = evaluator.losses();
  REQUIRE(losses.size() == 5);
  CHECK_THAT(losses[0], WithinRel(loss_of(2, 2, 0, 0), 1e-6));
  CHECK_THAT(losses[1], WithinRel(loss_of(0, 1, 0, 0), 1e-6));
  CHECK_THAT(losses[2], WithinRel(loss_of(0, 0, 2, 0), 1e-6));
  CHECK_THAT(losses[3], WithinRel(loss_of(1, 0, 0, 1), 1e-6));
  CHECK_THAT(losses[4], WithinRel(loss_of(0, 0, 0, 3), 1e-6));
  double mean = 0;
  for (const float loss : losses) mean += static_cast<double>(loss) / 5;
  CHECK_THAT(evaluator.result().loss, WithinRel(mean, 1e-6));
}

TEST_CASE("The worst mistakes say what was taken for what, and how surely", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3), 2);
  CHECK(evaluator.mistakes().size() == 3);
  const std::vector<Mistake> worst = evaluator.most_mistaken(2);
  REQUIRE(worst.size() == 2);
  CHECK(worst[0].index == 4);
  CHECK(worst[0].label == 1);
  CHECK(worst[0].predicted == 2);
  CHECK(worst[0].loss == evaluator.losses()[4]);
  CHECK_THAT(worst[0].probability, WithinRel(std::exp(3.0) / (std::exp(3.0) + 2), 1e-6));
  CHECK_THAT(worst[0].label_probability, WithinRel(1 / (std::exp(3.0) + 2), 1e-6));
  CHECK(worst[1].index == 2);
  const std::vector<Mistake> all = evaluator.most_mistaken(100);
  REQUIRE(all.size() == 3);
  CHECK(all[2].index == 1);
}

TEST_CASE("The images behind a cell of the confusion matrix come worst first", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered({0, 0, 1, 0, 0}, 3), 2);
  const std::vector<Mistake> taken = evaluator.taken(0, 2, 9);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].index == 4);
  CHECK(taken[1].index == 3);
  CHECK(taken[0].loss > taken[1].loss);
  CHECK(evaluator.taken(0, 2, 1).size() == 1);
  CHECK(evaluator.taken(1, 0, 9).empty());
}

TEST_CASE("On the diagonal those that were least sure come first", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered({0, 0, 1, 0, 0}, 3), 2);
  const std::vector<Mistake> taken = evaluator.taken(0, 0, 9);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].index == 1);
  CHECK(taken[1].index == 0);
  CHECK(taken[0].label == 0);
  CHECK(taken[0].predicted == 0);
  CHECK_THAT(taken[0].probability, WithinRel(std::exp(1.0) / (std::exp(1.0) + 2), 1e-6));
  CHECK(taken[0].label_probability == taken[0].probability);
}

TEST_CASE("All cells together hold each image once, and a cell that is not there is refused",
          "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3), 2);
  std::size_t images = 0;
  for (Index label = 0; label < 3; ++label)
    for (Index predicted = 0; predicted < 3; ++predicted)
      images += evaluator.taken(label, predicted, 99).size();
  CHECK(images == 5);
  CHECK(refusal_of([&] { return evaluator.taken(0, 3, 1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return evaluator.taken(-1, 0, 1); }).code == "E_API_RANGE");
}

TEST_CASE("In a slice the images count from its first one", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3).slice(2, 3), 2);
  CHECK(evaluator.result().images == 3);
  CHECK(evaluator.predictions() == std::vector<std::uint8_t>{1, 2, 2});
  const std::vector<Mistake> worst = evaluator.most_mistaken(2);
  REQUIRE(worst.size() == 2);
  CHECK(worst[0].index == 2);
  CHECK(worst[1].index == 0);
}

TEST_CASE("Of equal logits the first is the prediction, and equal mistakes stand by index",
          "[train][evaluation]") {
  Table model(Matrix::Zero(4, 3));
  const Evaluator evaluator = evaluated(model, numbered({1, 0, 2, 1}, 3), 3);
  CHECK(evaluator.predictions() == std::vector<std::uint8_t>{0, 0, 0, 0});
  const std::vector<Mistake> worst = evaluator.most_mistaken(2);
  REQUIRE(worst.size() == 2);
  CHECK(worst[0].index == 0);
  CHECK(worst[1].index == 2);
  CHECK_THAT(worst[0].probability, WithinAbs(1.0 / 3, 1e-6));
}

TEST_CASE("The first NaN is the prediction, as it is torch's argmax, and the loss shows it",
          "[train][evaluation]") {
  Matrix logits(4, 3);
  logits << 5, kNan, kNan,     // torch.argmax: 1
      kNan, 5, kInfinity,      // 0
      9, 0, kNan,              // 2
      -kInfinity, -kNan, 100;  // 1
  Table model(logits);
  const Evaluator evaluator = evaluated(model, numbered({0, 1, 0, 2}, 3), 4);
  CHECK(evaluator.predictions() == std::vector<std::uint8_t>{1, 0, 2, 1});
  CHECK(evaluator.result().correct == 0);
  CHECK(evaluator.result().confusion.correct() == 0);
  CHECK(std::isnan(evaluator.result().loss));
  CHECK(std::isnan(evaluator.losses()[2]));
  const std::vector<Mistake> worst = evaluator.most_mistaken(9);
  REQUIRE(worst.size() == 4);
  CHECK(worst[0].index == 0);
  CHECK(worst[3].index == 3);
  CHECK(std::isnan(worst[0].probability));
}

TEST_CASE("One NaN among the images is the most mistaken and spoils the mean only", "[train][evaluation]") {
  Matrix logits = five_answers();
  logits(1, 2) = kNan;
  Table model(logits);
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3), 2);
  CHECK(std::isnan(evaluator.result().loss));
  CHECK(evaluator.result().correct == 2);
  CHECK_THAT(evaluator.losses()[4], WithinRel(loss_of(0, 0, 0, 3), 1e-6));
  const std::vector<Mistake> worst = evaluator.most_mistaken(2);
  REQUIRE(worst.size() == 2);
  CHECK(worst[0].index == 1);
  CHECK(worst[0].predicted == 2);
  CHECK(worst[1].index == 4);
}

TEST_CASE("All wrong: no image counted, every image a mistake", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered({1, 2, 0, 1, 0}, 3), 5);
  CHECK(evaluator.result().accuracy() == 0);
  CHECK(evaluator.result().confusion.correct() == 0);
  CHECK(evaluator.result().confusion.macro_average().f1 == 0);
  CHECK(evaluator.mistakes().size() == 5);
}

TEST_CASE("A pass can be looked at half way, and the next starts anew", "[train][evaluation]") {
  Table model(five_answers());
  Evaluator evaluator(model, DataLoader(numbered(kFiveLabels, 3), {.batch_size = 2}));
  CHECK(evaluator.predictions().empty());
  evaluator.begin();
  CHECK(evaluator.most_mistaken(3).empty());
  evaluator.step();
  CHECK(evaluator.result().confusion.total() == 2);
  CHECK(evaluator.predictions().size() == 2);
  evaluator.step();
  CHECK(evaluator.most_mistaken(3).size() == 2);
  evaluator.begin();
  CHECK(evaluator.result().confusion.total() == 0);
  CHECK(evaluator.result().confusion.classes() == 3);
  CHECK(evaluator.predictions().empty());
  CHECK(evaluator.losses().empty());
  CHECK(evaluator.mistakes().empty());
  while (evaluator.step()) {
  }
  CHECK(evaluator.done());
  CHECK(evaluator.predictions() == std::vector<std::uint8_t>{0, 0, 1, 2, 2});
  CHECK(evaluator.mistakes().size() == 3);
}

TEST_CASE("A second pass uses the room of the first", "[train][evaluation]") {
  Table model(five_answers());
  Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3), 2);
  const std::uint8_t* const predictions = evaluator.predictions().data();
  const float* const losses = evaluator.losses().data();
  const Mistake* const mistakes = evaluator.mistakes().data();
  evaluator.begin();
  while (evaluator.step()) {
  }
  CHECK(evaluator.predictions().data() == predictions);
  CHECK(evaluator.losses().data() == losses);
  CHECK(evaluator.mistakes().data() == mistakes);
}

TEST_CASE("The size of the batches changes no prediction", "[train][evaluation]") {
  const Dataset dataset = pattern_dataset(130);
  Generator generator(2);
  Sequential model = make_mlp({784, 8, 10}, generator);
  const Evaluator whole = evaluated(model, dataset, 130);
  const Evaluator parts = evaluated(model, dataset, 7);
  CHECK(whole.predictions() == parts.predictions());
  CHECK(whole.result().correct == parts.result().confusion.correct());
  for (Index label = 0; label < 10; ++label) CHECK(whole.result().confusion.scores(label).support == 13);
}

TEST_CASE("A network with more or fewer outputs than the data has classes is refused",
          "[train][evaluation]") {
  Table model(five_answers());
  CHECK(refusal_of([&] { return evaluate(model, numbered({0, 1}, 4)); }).code == "E_API_SHAPE");
  CHECK(refusal_of([&] { return evaluate(model, numbered({0, 1}, 2)); }).code == "E_API_SHAPE");
}

TEST_CASE("No images make no mistakes", "[train][evaluation]") {
  Table model(five_answers());
  const Evaluator evaluator = evaluated(model, numbered(kFiveLabels, 3).slice(0, 0), 2);
  CHECK(evaluator.result().images == 0);
  CHECK(evaluator.result().accuracy() == 0);
  CHECK(evaluator.most_mistaken(3).empty());
}
