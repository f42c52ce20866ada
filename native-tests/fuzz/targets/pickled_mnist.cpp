#include "inkling/data/pickled_mnist.hpp"

#include "fuzz/target.hpp"

namespace inkling::testing {

std::string pickled_mnist_verdict(std::span<const std::uint8_t> bytes) {
  return code_of([&] {
    const PickledMnist mnist = read_pickled_mnist(bytes, "fuzzed");
    for (const Dataset* set : {&mnist.train, &mnist.validation, &mnist.test}) {
      promise(set->features() == mnist.train.features(), "all images are of one size");
      for (Index i = 0; i < set->size(); ++i) {
        promise(set->image(i).size() == static_cast<std::size_t>(set->features()),
                "an image has all its pixels");
        promise(set->label(i) < 10, "a label is a digit");
      }
    }
  });
}

}  // namespace inkling::testing
