#include "bindings/watch_adapters.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

val to_js(const LayerHealth& layer) {
  val object = val::object();
  object.set("name", layer.name);
  object.set("units", static_cast<double>(layer.units));
  object.set("weightNorm", layer.weight_norm);
  object.set("gradNorm", layer.grad_norm);
  object.set("updateRatio", layer.update_ratio);
  object.set("deadShare", layer.dead_share ? val(*layer.dead_share) : val::null());
  return object;
}

val to_js(const Advice& advice) {
  val numbers = val::object();
  for (const auto& [name, value] : advice.numbers) numbers.set(name, value);
  val remedies = val::array();
  for (const auto& [field, value, hash] : advice.remedies) {
    val remedy = val::object();
    remedy.set("field", field);
    remedy.set("value", value);
    remedy.set("hash", hash);
    remedies.call<void>("push", remedy);
  }
  val object = val::object();
  object.set("kind", std::string(advice.name()));
  object.set("layer", advice.layer);
  object.set("numbers", numbers);
  object.set("remedies", remedies);
  return object;
}

template <typename Items>
val list_of(const Items& items) {
  val list = val::array();
  for (const auto& item : items) list.call<void>("push", to_js(item));
  return list;
}

}  // namespace

JsHealth health(Session& session) {
  const NetworkHealth& measured = session.health();
  return {static_cast<double>(measured.step), LayerHealths(list_of(measured.layers)),
          Advices(list_of(session.advice()))};
}

}  // namespace inkling::bindings
