// What reads for as long as the run's own network has learnt nothing.
#include <utility>
#include <vector>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/train/small_file.hpp"

namespace inkling {
namespace {

constexpr Index kPixels = 28 * 28;

SavedModel read_reader(std::span<const std::uint8_t> bytes, const std::string& name) {
  return is_gzip(bytes) ? read_model(gunzip(bytes, name), name) : read_model(bytes, name);
}

bool reads_digits(const std::vector<Index>& layers) {
  return layers.front() == kPixels && layers.back() == kDigits;
}

}  // namespace

void Session::set_reader(const std::string& name, std::span<const std::uint8_t> bytes) {
  SavedModel reader = read_reader(bytes, name);
  INKLING_REQUIRE(reads_digits(reader.network.layers), "E_ST_MODEL", name,
                  text("a network from ", kPixels, " pixels to ", kDigits, " digits"),
                  layers_text(reader.network.layers));
  reader_.emplace(std::move(reader));
}

bool Session::reads_ready_made() {
  return reader_ && !own_ && from_seed_ && reads_digits(config().layers) && run_->corrections() == 0 &&
         !corrections_.under_way() && progress().step == 0;
}

Sequential& Session::reading_model() {
  return reads_ready_made() ? reader_->model : run_->model();
}

std::vector<std::uint8_t> Session::save_small_model() {
  require_no_correction("network file");
  fit_with_data();
  return write_safetensors(
      rounded_weights(model_file(run_->model(), network_of(config())), run_->split().train));
}

}  // namespace inkling
