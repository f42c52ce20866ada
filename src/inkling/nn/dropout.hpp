// torch.nn.Dropout.
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

/// In train mode each number is kept with probability 1 - p and then multiplied by 1 / (1 - p), or else set
/// to 0; in eval mode nothing changes (Srivastava et al., JMLR 15, 2014). One 64-bit draw for each number,
/// row by row, as torch's own CPU kernel: with the same generator the same ones are kept. A torch built with
/// Intel's MKL lets that draw the mask, and so keeps others. With p = 0 nothing is drawn.
template <typename Scalar>
class BasicDropout final : public BasicModule<Scalar> {
 public:
  /// The generator must outlive the module. Error E_HP_DROPOUT unless 0 <= p < 1; torch takes 1 too, which
  /// lets nothing through.
  BasicDropout(double p, Generator& generator);

  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  [[nodiscard]] std::string repr() const override;

  /// From the next forward() on. Error E_HP_DROPOUT.
  void set_p(double p);

 private:
  void draw_scale(Index rows, Index columns);

  double p_ = 0;
  Generator& generator_;
  bool identity_ = false;      // of the last forward()
  BasicMatrix<Scalar> scale_;  // of each number: 0 or 1 / (1 - p)
  BasicMatrix<Scalar> output_;
  BasicMatrix<Scalar> input_grad_;
};
using Dropout = BasicDropout<float>;

}  // namespace inkling
