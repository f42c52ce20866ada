// What Session adds to a RunWatch: the data that the run does not train on.
#include "bindings/session.hpp"

namespace inkling {

std::vector<Advice> Session::advice() {
  const bool has_more = run_->has_data() && trains_on_data() && config().train_size &&
                        split().train.size() > run_->split().train.size();
  return watch_.advice(*run_, has_more);
}

}  // namespace inkling
