// What reads for as long as the run's own network has learnt nothing.
#include <memory>
#include <utility>
#include <vector>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/nn/parameter_vector.hpp"
#include "inkling/train/small_file.hpp"

namespace inkling {
namespace {

constexpr Index kPixels = 28 * 28;

bool reads_digits(const std::vector<Index>& layers) {
  return layers.front() == kPixels && layers.back() == kDigits;
}

SavedModel model_of(const RunConfig& config) {
  auto generator = std::make_unique<Generator>(config.seed);
  Sequential model = make_mlp(network_of(config), *generator);
  return {network_of(config), std::move(generator), std::move(model)};
}

}  // namespace

void Session::set_reader(const std::string& hash, const std::string& name,
                         std::span<const std::uint8_t> bytes) {
  const RunConfig config = parse_run_config(hash);
  INKLING_REQUIRE(reads_digits(config.layers) && !config.batch_norm, "E_ST_MODEL", name,
                  text("a network from ", kPixels, " pixels to ", kDigits, " digits, without batch norm"),
                  hash);
  SavedModel reader = model_of(config);
  if (is_gzip(bytes))
    vector_to_parameters(gunzip(bytes, name), reader.model, name);
  else
    vector_to_parameters(bytes, reader.model, name);
  reader_.emplace(std::move(reader));
}

bool Session::reads_ready_made() {
  return reader_ && !own_ && from_seed_ && reads_digits(config().layers) && run_->corrections() == 0 &&
         !corrections_.under_way() && progress().step == 0;
}

Sequential& Session::reading_model() {
  return reads_ready_made() ? reader_->model : run_->model();
}

std::vector<std::uint8_t> Session::parameter_vector() {
  require_no_correction("parameter vector");
  return parameters_to_vector(run_->model());
}

std::vector<std::uint8_t> Session::save_small_model() {
  require_no_correction("network file");
  fit_with_data();
  return write_safetensors(
      rounded_weights(model_file(run_->model(), network_of(config())), run_->split().train));
}

}  // namespace inkling
