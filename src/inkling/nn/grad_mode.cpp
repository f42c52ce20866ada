#include "inkling/nn/grad_mode.hpp"

namespace inkling {
namespace {

#ifdef __EMSCRIPTEN__
// One thread alone calls modules there, and a thread_local would not do: see inkling's CMakeLists.txt.
bool enabled = true;
#else
thread_local bool enabled = true;
#endif

}  // namespace

NoGradGuard::NoGradGuard() : before_(enabled) {
  enabled = false;
}

NoGradGuard::~NoGradGuard() {
  enabled = before_;
}

bool is_grad_enabled() {
  return enabled;
}

}  // namespace inkling
