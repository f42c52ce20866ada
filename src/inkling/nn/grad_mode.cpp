#include "inkling/nn/grad_mode.hpp"

namespace inkling {
namespace {

thread_local bool enabled = true;

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
