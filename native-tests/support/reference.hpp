// What PyTorch itself computed: assets/reference/*.safetensors, written by generate.py beside them.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "inkling/io/safetensors.hpp"

namespace inkling::testing {

class Reference {
 public:
  /// "layers" reads assets/reference/layers.safetensors.
  explicit Reference(const std::string& file) {
    const std::string path = std::string(INKLING_ASSETS "/reference/") + file + ".safetensors";
    std::ifstream in(path, std::ios::binary);
    const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
    file_ = read_safetensors({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, path);
  }

  [[nodiscard]] const std::vector<double>& doubles(const std::string& name) const {
    return tensor(name).values.as<double>();
  }
  [[nodiscard]] const std::vector<float>& floats(const std::string& name) const {
    return tensor(name).values.as<float>();
  }
  [[nodiscard]] const std::vector<std::int64_t>& integers(const std::string& name) const {
    return tensor(name).values.as<std::int64_t>();
  }
  [[nodiscard]] const std::vector<Index>& shape(const std::string& name) const { return tensor(name).shape; }
  [[nodiscard]] const std::string& metadata(const std::string& key) const { return file_.metadata.at(key); }

  [[nodiscard]] bool has(const std::string& name) const { return find(name) != file_.tensors.end(); }

  /// A tensor of one or two dimensions as a matrix; one dimension becomes one row.
  template <typename Scalar>
  [[nodiscard]] BasicMatrix<Scalar> matrix(const std::string& name) const {
    const NamedTensor& found = tensor(name);
    const Index rows = found.shape.size() == 2 ? found.shape[0] : 1;
    return BasicMatrixView<Scalar>(found.values.as<Scalar>().data(), rows,
                                   static_cast<Index>(found.values.size()) / rows);
  }

 private:
  [[nodiscard]] std::vector<NamedTensor>::const_iterator find(const std::string& name) const {
    return std::find_if(file_.tensors.begin(), file_.tensors.end(),
                        [&name](const NamedTensor& t) { return t.name == name; });
  }
  [[nodiscard]] const NamedTensor& tensor(const std::string& name) const {
    const auto found = find(name);
    if (found == file_.tensors.end()) throw std::runtime_error("no reference " + name);
    return *found;
  }

  TensorFile file_;
};

}  // namespace inkling::testing
