// What a Session tells of its network's inside and of its images, in JavaScript's types.
#pragma once

#include "bindings/adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(DataPartName)
EMSCRIPTEN_DECLARE_VAL_TYPE(JsLayers)
EMSCRIPTEN_DECLARE_VAL_TYPE(JsScoresList)
EMSCRIPTEN_DECLARE_VAL_TYPE(JsCellImages)

struct JsUnitImages {
  double from = 0;
  double units = 0;
  double features = 0;
  Int8Array shades{emscripten::val::undefined()};
  Float32Array greatest{emscripten::val::undefined()};
};

struct JsActivations {
  JsLayers layers{emscripten::val::undefined()};
  Float32Array probabilities{emscripten::val::undefined()};
  int label = 0;
};

struct JsSignedImage {
  Int8Array shades{emscripten::val::undefined()};
  double greatest = 0;
};

struct JsClassScores {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double support = 0;
};

struct JsMeasurement {
  DataPartName part{emscripten::val::undefined()};
  double epoch = 0;
  double step = 0;
  bool current = false;
  double images = 0;
  double loss = 0;
  double accuracy = 0;
  double classes = 0;
  Uint32Array counts{
      emscripten::val::undefined()};  ///< row by row: true class, then the one it was taken for
  Float32Array shares{emscripten::val::undefined()};  ///< of its row
  JsScoresList scores{emscripten::val::undefined()};
  JsClassScores macro;
};

struct JsPartSummary {
  double count = 0;
  double rows = 0;
  double columns = 0;
  Counts classCounts{emscripten::val::undefined()};
};

struct JsPartImage {
  int label = 0;
  Uint8Array pixels{emscripten::val::undefined()};
  double mean = 0;  ///< of the network's input, 0 to 1
};

JsUnitImages first_layer(Session& session, double from, double count);
JsActivations activations(Session& session, const Uint8Array& pixels);
JsSignedImage saliency(Session& session, const Uint8Array& pixels, double label);
void start_measuring(Session& session);
std::optional<JsMeasurement> measurement(Session& session);
JsCellImages cell_images(Session& session, double label, double predicted, double count);
JsPartSummary part_summary(const Session& session, const DataPartName& part);
JsPartImage part_image(const Session& session, const DataPartName& part, double index);
/// `label` -1: any. -1 when there is no more.
double find_image(const Session& session, const DataPartName& part, double from, bool forwards, double label);

}  // namespace inkling::bindings
