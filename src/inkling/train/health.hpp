// What goes on inside a network while it trains: norms, the size of a step, and units that say nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inkling/data/dataset.hpp"
#include "inkling/nn/sequential.hpp"

namespace inkling {

/// Of one Linear; biases are left out. Norms are Euclidean, over all weights of the layer.
struct LayerHealth {
  std::string name;        ///< "hidden1"
  Index units = 0;         ///< its outputs
  double weight_norm = 0;  ///< ‖W‖ after the step
  double grad_norm = 0;    ///< ‖∂loss/∂W‖ of the step's batch
  double update_ratio =
      0;  ///< ‖W after - W before‖ / ‖W before‖: how far the step went, whoever the optimizer
  /// Share of the units that give the same number for every image of a sample, to within kSame: with ReLU
  /// those that are 0 for all. Nothing that such a unit gets to see changes what the network says. None for
  /// the output layer.
  std::optional<double> dead_share = {};

  static constexpr float kSame = 1e-6F;
};

struct NetworkHealth {
  Index step = 0;  ///< that it was measured at; 0: none yet
  std::vector<LayerHealth> layers;
};

/// Images of the sample: the first of those given.
inline constexpr Index kHealthImages = 256;

/// Share of each layer's units that are dead, for all of its Linears but the last; in eval mode, without
/// gradients and draws, and the model's mode is as before. Empty without images.
std::vector<double> dead_shares(Sequential& model, const Dataset& images);

/// Measures single steps of training, whenever it is asked to: it only looks, so that the run's bits stay as
/// they are. A step that it was not asked to measure costs one comparison.
class HealthProbe {
 public:
  /// The next step is to be measured.
  void arm() { armed_ = true; }
  [[nodiscard]] bool armed() const { return armed_; }

  /// To be called around a step, when armed: the first keeps a copy of the weights, of large layers only of
  /// the first kMostWeights, which then stand for the others in the update_ratio.
  void before_step(Sequential& model);
  void after_step(Sequential& model, Index step, const Dataset& images);
  static constexpr Index kMostWeights = 1'000'000;

  /// Of the last step that was measured.
  [[nodiscard]] const NetworkHealth& last() const { return last_; }

 private:
  bool armed_ = false;
  std::vector<Matrix> before_;  // rows of each Linear's weight
  NetworkHealth last_;
};

}  // namespace inkling
