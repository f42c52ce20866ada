// A session with the four files of a small data set, and a drawing for it.
#pragma once

#include "bindings/session.hpp"
#include "support/patterns.hpp"

namespace inkling::testing {

inline void load(Session& session, Index train = 120, Index test = 30) {
  session.set_data(DataRole::train_images, "train-images", idx_bytes(pattern_images(train)));
  session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_labels(train)));
  session.set_data(DataRole::test_images, "test-images", idx_bytes(pattern_images(test)));
  session.set_data(DataRole::test_labels, "test-labels", idx_bytes(pattern_labels(test)));
}

inline const Drawing kOne = {{{100, 50}, {100, 250}}};

}  // namespace inkling::testing
