// torch.no_grad(): forward passes that no backward() follows.
#pragma once

namespace inkling {

/// While one lives, forward() keeps nothing for backward() in this thread, as under torch.no_grad(). A module
/// so used holds no view of its input, which may be gone by the next call; backward() after it is refused.
class NoGradGuard {
 public:
  NoGradGuard();
  ~NoGradGuard();
  NoGradGuard(const NoGradGuard&) = delete;
  NoGradGuard& operator=(const NoGradGuard&) = delete;

 private:
  bool before_;
};

/// torch.is_grad_enabled(): true unless a NoGradGuard lives.
bool is_grad_enabled();

}  // namespace inkling
