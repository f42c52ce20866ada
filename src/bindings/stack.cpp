#include "bindings/stack.hpp"

#include <emscripten/em_js.h>

EM_JS_DEPS(inkling_stack, "$stackSave,$stackRestore")

// clang-format off
EM_JS(void, inkling_give_stack_back, (), {
  const restoring = (call) => {
    const top = stackSave();
    try {
      return call();
    } catch (error) {
      stackRestore(top);
      throw error;
    }
  };
  const handler = {
    apply: (target, self, given) => restoring(() => Reflect.apply(target, self, given)),
    construct: (target, given) => restoring(() => Reflect.construct(target, given)),
  };
  const wrap = (owner) => {
    for (const name of Object.keys(owner))
      if (typeof owner[name] == 'function') owner[name] = new Proxy(owner[name], handler);
  };
  // What writes the type declarations runs this too, and has no classes.
  for (const type of [Module['Session'], Module['Generator']]) if (type) wrap(type.prototype);
  wrap(Module);
});
// clang-format on

namespace inkling::bindings {

void give_stack_back() {
  inkling_give_stack_back();
}

}  // namespace inkling::bindings
