#include "inkling/train/saliency.hpp"

#include <utility>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/train/activations.hpp"

namespace inkling {
namespace {

constexpr const char* kSaliencyOf = "saliency(pixels, label)";

/// backward() sets the parameters' gradients, which somebody may still want to read.
class GradientsKept {
 public:
  explicit GradientsKept(Sequential& model)
      : model_(model), input_requires_grad_(model.input_requires_grad()) {
    for (const NamedParameter& named : model.named_parameters())
      kept_.push_back({named.parameter, named.parameter->grad});
    model.set_input_requires_grad(true);
  }
  ~GradientsKept() {
    for (Kept& kept : kept_) kept.parameter->grad.swap(kept.grad);
    model_.set_input_requires_grad(input_requires_grad_);
  }
  GradientsKept(const GradientsKept&) = delete;
  GradientsKept& operator=(const GradientsKept&) = delete;

 private:
  struct Kept {
    Parameter* parameter;
    Matrix grad;
  };
  Sequential& model_;
  bool input_requires_grad_;
  std::vector<Kept> kept_;
};

}  // namespace

SignedImage saliency(Sequential& model, std::span<const std::uint8_t> pixels, Index label) {
  const Matrix input = input_of(model, pixels, kSaliencyOf);
  model.eval();
  const GradientsKept gradients(model);
  const Matrix& logits = model.forward(input);
  const Index classes = logits.cols();
  // A label that is none leads to no gradient; backward() comes all the same, for it lets go of `input`.
  Matrix logits_grad = Matrix::Zero(1, classes);
  const bool is_class = label >= 0 && label < classes;
  if (is_class) logits_grad(0, label) = 1;
  const Matrix contribution = input.cwiseProduct(model.backward(logits_grad));
  INKLING_REQUIRE(is_class, "E_API_RANGE", kSaliencyOf, text("a class from 0 and below ", classes),
                  text(label));
  return signed_image({contribution.data(), static_cast<std::size_t>(contribution.size())}, kSaliencyOf);
}

}  // namespace inkling
