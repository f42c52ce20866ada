#include "inkling/nn/sequential.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

template <typename Scalar>
BasicSequential<Scalar>& BasicSequential<Scalar>::add(std::string name,
                                                      std::unique_ptr<BasicModule<Scalar>> child) {
  return insert(children_.size(), std::move(name), std::move(child));
}

template <typename Scalar>
BasicSequential<Scalar>& BasicSequential<Scalar>::insert(std::size_t i, std::string name,
                                                         std::unique_ptr<BasicModule<Scalar>> child) {
  INKLING_REQUIRE(i <= children_.size(), "E_API_RANGE", "Sequential::insert(i)",
                  text("at most ", children_.size()), text(i));
  INKLING_REQUIRE(!name.empty() && name.find('.') == std::string::npos, "E_API_NAME", "Sequential::add(name)",
                  "a name without a dot", '"' + name + '"');
  for (const Child& present : children_)
    INKLING_REQUIRE(present.name != name, "E_API_NAME", "Sequential::add(name)", "a name not in use", name);
  INKLING_REQUIRE(child != nullptr, "E_API_STATE", "Sequential::add(child)", "a module", "none");
  child->train(this->training());
  children_.insert(children_.begin() + static_cast<std::ptrdiff_t>(i), {std::move(name), std::move(child)});
  spread_requires_grad();
  return *this;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicSequential<Scalar>::forward(BasicMatrixView<Scalar> input) {
  INKLING_REQUIRE(!children_.empty(), "E_API_STATE", "Sequential::forward()", "a child", "none");
  this->forget_input();
  output_ = &children_.front().module->forward(input);
  for (std::size_t i = 1; i < children_.size(); ++i) output_ = &children_[i].module->forward(*output_);
  this->save_input(input);
  return *output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicSequential<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(!children_.empty(), "E_API_STATE", "Sequential::backward()", "a child", "none");
  static const BasicMatrix<Scalar> none;
  this->take_input(output_grad, output_ != nullptr ? *output_ : none);
  const BasicMatrix<Scalar>* grad = &children_.back().module->backward(output_grad);
  for (std::size_t i = children_.size() - 1; i-- > 0;) {
    if (!children_[i + 1].module->input_requires_grad()) break;  // nothing before it learns
    grad = &children_[i].module->backward(*grad);
  }
  return *grad;
}

template <typename Scalar>
std::vector<BasicNamedParameter<Scalar>> BasicSequential<Scalar>::named_parameters() {
  std::vector<BasicNamedParameter<Scalar>> all;
  for (Child& child : children_)
    for (const BasicNamedParameter<Scalar>& own : child.module->named_parameters())
      all.push_back({child.name + "." + own.name, own.parameter});
  return all;
}

template <typename Scalar>
std::vector<BasicNamedBuffer<Scalar>> BasicSequential<Scalar>::named_buffers() {
  std::vector<BasicNamedBuffer<Scalar>> all;
  for (Child& child : children_)
    for (const BasicNamedBuffer<Scalar>& own : child.module->named_buffers())
      all.push_back({child.name + "." + own.name, own.value});
  return all;
}

template <typename Scalar>
std::string BasicSequential<Scalar>::repr() const {
  if (children_.empty()) return "Sequential()";
  std::string out = "Sequential(\n";
  for (const Child& child : children_) {
    out += "  (" + child.name + "): ";
    for (const char c : child.module->repr()) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
    out += '\n';
  }
  return out + ")";
}

template <typename Scalar>
BasicModule<Scalar>& BasicSequential<Scalar>::child(std::string_view name) {
  const auto found =
      std::find_if(children_.begin(), children_.end(), [name](const Child& c) { return c.name == name; });
  INKLING_REQUIRE(found != children_.end(), "E_API_NAME", "Sequential::child(name)", "the name of a child",
                  std::string(name.substr(0, 64)));
  return *found->module;
}

template <typename Scalar>
void BasicSequential<Scalar>::train(bool on) {
  BasicModule<Scalar>::train(on);
  for (Child& child : children_) child.module->train(on);
}

template <typename Scalar>
void BasicSequential<Scalar>::set_input_requires_grad(bool on) {
  BasicModule<Scalar>::set_input_requires_grad(on);
  spread_requires_grad();
}

/// A child's input needs a gradient if the network's does or if a child before it has something to learn.
template <typename Scalar>
void BasicSequential<Scalar>::spread_requires_grad() {
  bool required = this->input_requires_grad();
  for (Child& child : children_) {
    child.module->set_input_requires_grad(required);
    required = required || !child.module->named_parameters().empty();
  }
}

template class BasicSequential<float>;
template class BasicSequential<double>;

}  // namespace inkling
