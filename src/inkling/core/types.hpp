// The few types that every layer speaks in.
#pragma once

#include <cstdint>
#include <limits>

#include <Eigen/Core>

namespace inkling {

using Index = Eigen::Index;

/// A batch is a row-major matrix (batch, features): a sample is contiguous.
/// The scalar is float everywhere but in the gradient check, which needs double.
template <typename Scalar>
using BasicMatrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Matrix = BasicMatrix<float>;

/// A matrix that somebody else owns, read only. Unlike Eigen::Ref it never makes a hidden copy, so that
/// a module may keep it from forward() to backward(); a temporary is refused at compile time.
template <typename Scalar>
class BasicMatrixView : public Eigen::Map<const BasicMatrix<Scalar>> {
  using Map = Eigen::Map<const BasicMatrix<Scalar>>;

 public:
  BasicMatrixView() : Map(nullptr, 0, 0) {}
  BasicMatrixView(const Scalar* data, Index rows, Index cols) : Map(data, rows, cols) {}
  BasicMatrixView(const BasicMatrix<Scalar>& owner)  // NOLINT(google-explicit-constructor)
      : Map(owner.data(), owner.rows(), owner.cols()) {}
  BasicMatrixView(BasicMatrix<Scalar>&&) = delete;

  BasicMatrixView(const BasicMatrixView&) = default;
  BasicMatrixView& operator=(const BasicMatrixView& other) {  // Eigen's way to point a Map elsewhere
    new (static_cast<Map*>(this)) Map(other.data(), other.rows(), other.cols());
    return *this;
  }
};
using MatrixView = BasicMatrixView<float>;

/// Some rows of a matrix, to be written.
template <typename Scalar>
using BasicMatrixBlock = Eigen::Map<BasicMatrix<Scalar>>;

template <typename Scalar>
BasicMatrixBlock<Scalar> rows_of(BasicMatrix<Scalar>& matrix, Index first, Index last) {
  return {matrix.data() + first * matrix.cols(), last - first, matrix.cols()};
}
template <typename Scalar>
BasicMatrixView<Scalar> rows_of(const BasicMatrixView<Scalar>& matrix, Index first, Index last) {
  return {matrix.data() + first * matrix.cols(), last - first, matrix.cols()};
}

/// Whether a matrix of these sizes can be addressed: Index has 32 bits in WebAssembly, and Eigen's own check
/// is left out of release builds, where it would give a smaller matrix than was asked for.
inline bool fits_index(Index rows, Index columns) {
  return rows >= 0 && columns >= 0 &&
         static_cast<std::int64_t>(rows) * columns <= std::numeric_limits<std::int32_t>::max();
}

}  // namespace inkling
