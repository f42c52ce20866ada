#include "inkling/train/health.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/data/pixels.hpp"
#include "inkling/nn/activation.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/linear.hpp"

namespace inkling {
namespace {

/// Calls visit(name, linear's weight) for each Linear in order.
template <typename Visit>
void each_linear(Sequential& model, const Visit& visit) {
  for (std::size_t i = 0; i < model.size(); ++i)
    if (auto* const linear = dynamic_cast<Linear*>(&model.child_at(i)))
      visit(model.child_name(i), *linear->named_parameters().front().parameter);
}

/// In double, row by row: a layer may have millions of weights, and a cast of all at once would double them.
template <typename Rows>
double norm_of(const Rows& rows) {
  double sum = 0;
  for (Index i = 0; i < rows.rows(); ++i) sum += rows.row(i).template cast<double>().squaredNorm();
  return std::sqrt(sum);
}

Index rows_kept(const Matrix& weight) {
  return std::clamp<Index>(HealthProbe::kMostWeights / weight.cols(), 1, weight.rows());
}

/// Of the columns, those that hardly differ from row to row.
double share_of_constant_columns(const Matrix& activations) {
  const auto spread = activations.colwise().maxCoeff() - activations.colwise().minCoeff();
  const Index constant = (spread.array() <= LayerHealth::kSame).count();  // NaN is not
  return static_cast<double>(constant) / static_cast<double>(activations.cols());
}

class EvalMode {
 public:
  explicit EvalMode(Module& model) : model_(model), training_(model.training()) { model.eval(); }
  ~EvalMode() { model_.train(training_); }
  EvalMode(const EvalMode&) = delete;
  EvalMode& operator=(const EvalMode&) = delete;

 private:
  Module& model_;
  bool training_;
};

}  // namespace

std::vector<double> dead_shares(Sequential& model, const Dataset& images) {
  const Index count = std::min(images.size(), kHealthImages);
  std::vector<double> shares;
  if (count == 0) return shares;
  Matrix input(count, images.features());
  for (Index i = 0; i < count; ++i)
    pixels_to_input(images.image(i), input.row(i).data(), images.pixel_divisor());
  const EvalMode eval(model);
  const NoGradGuard no_grad;
  MatrixView output(input);
  for (std::size_t i = 0; i < model.size(); ++i) {
    const Matrix& next = model.child_at(i).forward(output);
    if (dynamic_cast<BasicActivation<float>*>(&model.child_at(i)) != nullptr)
      shares.push_back(share_of_constant_columns(next));
    output = MatrixView(next);
  }
  return shares;
}

void HealthProbe::before_step(Sequential& model) {
  before_.clear();
  each_linear(model, [this](const std::string&, const Parameter& weight) {
    before_.push_back(weight.value.topRows(rows_kept(weight.value)));
  });
}

void HealthProbe::after_step(Sequential& model, Index step, const Dataset& images) {
  armed_ = false;
  last_ = {.step = step, .layers = {}};
  std::size_t next = 0;
  each_linear(model, [&](const std::string& name, const Parameter& weight) {
    const Matrix& before = before_.at(next++);
    const double change = norm_of(weight.value.topRows(before.rows()) - before);
    const double length = norm_of(before);
    last_.layers.push_back({.name = name,
                            .units = weight.value.rows(),
                            .weight_norm = norm_of(weight.value),
                            .grad_norm = norm_of(weight.grad),
                            .update_ratio = length > 0 ? change / length : 0});
  });
  before_.clear();
  const std::vector<double> dead = dead_shares(model, images);
  for (std::size_t i = 0; i < dead.size() && i < last_.layers.size(); ++i)
    last_.layers[i].dead_share = dead[i];
}

}  // namespace inkling
