// Session's data sets in JavaScript's types.
#pragma once

#include "bindings/adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(DataRoleName)
EMSCRIPTEN_DECLARE_VAL_TYPE(SetName)
EMSCRIPTEN_DECLARE_VAL_TYPE(Names)
EMSCRIPTEN_DECLARE_VAL_TYPE(ByteArrays)
EMSCRIPTEN_DECLARE_VAL_TYPE(Sizes)
EMSCRIPTEN_DECLARE_VAL_TYPE(Warnings)

struct JsDatasetSummary {
  DataSummary counts;
  double validationCount = 0;
  Counts classCounts{emscripten::val::undefined()};
  bool ink = false;
  Text checksum{emscripten::val::undefined()};
  Warnings warnings{emscripten::val::undefined()};
};

struct JsSample {
  int label = 0;
  Uint8Array pixels{emscripten::val::undefined()};
};

void set_data(Session& session, const DataRoleName& role, const Text& name, const Uint8Array& bytes);
DataSummary data_summary(const Session& session);
/// What open_dataset() will say of files, before they are read: by their sizes and first two bytes.
void check_dataset_files(const Session& session, const Names& names, const Sizes& sizes,
                         const ByteArrays& starts);
JsDatasetSummary open_dataset(Session& session, const Names& names, const ByteArrays& files);
void close_dataset(Session& session);
Text adapted_hash(const Session& session, const Text& hash);
JsSample sample(const Session& session, const SetName& set, double index);

}  // namespace inkling::bindings
