#include "inkling/nn/summary.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

struct Line {
  std::string name;
  std::string shape;
  Index count;
};

/// As Python writes a tuple: "(128, 784)", "(128,)", "()" for a single number.
std::string shape_text(const std::vector<Index>& shape) {
  std::string out = "(";
  for (const Index size : shape) out += text(out.size() > 1 ? ", " : "", size);
  return out + (shape.size() == 1 ? ",)" : ")");
}

template <typename Scalar>
Line line_of(const BasicNamedBuffer<Scalar>& buffer) {
  const auto* const row = std::get_if<BasicMatrix<Scalar>*>(&buffer.value);
  if (row == nullptr) return {buffer.name, "()", 1};
  return {buffer.name, shape_text({(*row)->size()}), (*row)->size()};
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, text.size()), ' ');
  return right ? blanks + text : text + blanks;
}

std::string table(const std::vector<Line>& lines) {
  std::size_t name = 0;
  std::size_t shape = 0;
  std::size_t count = 0;
  for (const Line& line : lines) {
    name = std::max(name, line.name.size());
    shape = std::max(shape, line.shape.size());
    count = std::max(count, std::to_string(line.count).size());
  }
  std::string out;
  for (const Line& line : lines)
    out += padded(line.name, name, false) + "  " + padded(line.shape, shape, false) + "  " +
           padded(std::to_string(line.count), count, true) + "\n";
  return out;
}

}  // namespace

template <typename Scalar>
Index parameter_count(BasicModule<Scalar>& module) {
  Index count = 0;
  for (const auto& [name, parameter] : module.named_parameters()) count += parameter->value.size();
  return count;
}

template <typename Scalar>
std::string summary(BasicModule<Scalar>& module) {
  std::vector<Line> lines;
  for (const auto& [name, parameter] : module.named_parameters())
    lines.push_back({name, shape_text(parameter->shape), parameter->value.size()});
  for (const BasicNamedBuffer<Scalar>& buffer : module.named_buffers()) lines.push_back(line_of(buffer));
  return module.repr() + "\n" + table(lines) + text(parameter_count(module), " parameters\n");
}

template Index parameter_count(BasicModule<float>&);
template Index parameter_count(BasicModule<double>&);
template std::string summary(BasicModule<float>&);
template std::string summary(BasicModule<double>&);

}  // namespace inkling
