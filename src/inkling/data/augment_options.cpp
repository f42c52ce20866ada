#include "inkling/data/augment_options.hpp"

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {

void require_strengths(const AugmentOptions& options) {
  const auto require = [](double strength, const char* name) {
    INKLING_REQUIRE(strength >= 0 && strength <= 1, "E_HP_AUGMENT", name, "a number from 0 to 1",
                    number_text(strength));
  };
  require(options.rotation, "rotation");
  require(options.scale, "scale");
  require(options.shear, "shear");
  require(options.shift, "shift");
  require(options.thickness, "thickness");
  require(options.elastic, "elastic");
}

}  // namespace inkling
