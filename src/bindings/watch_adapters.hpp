// What Session sees of a run in training, in JavaScript's types.
#pragma once

#include "bindings/adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(LayerHealths)
EMSCRIPTEN_DECLARE_VAL_TYPE(Advices)

struct JsHealth {
  double step = 0;  ///< that was measured; 0: none yet
  LayerHealths layers{emscripten::val::undefined()};
  Advices advice{emscripten::val::undefined()};
};

JsHealth health(Session& session);

}  // namespace inkling::bindings
