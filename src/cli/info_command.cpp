#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/json_line.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/train/run_config.hpp"

namespace inkling::cli {
namespace {

void info(const std::string& path, bool json) {
  SavedModel loaded = load_model(path);
  if (json)
    std::cout << JsonLine()
                     .set("layers", layers_text(loaded.network.layers))
                     .set("activation", loaded.network.activation)
                     .set("batch_norm", loaded.network.batch_norm ? 1 : 0)
                     .set("dropout", loaded.network.dropout)
                     .set("parameters", static_cast<double>(parameter_count(loaded.model)))
                     .text()
              << '\n';
  else
    std::cout << summary(loaded.model);
}

}  // namespace

void add_info(CLI::App& app) {
  struct Options {
    std::string model;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("info", "What a saved network is made of");
  command->add_option("model", options->model, "A safetensors file, or a checkpoint")->required();
  command->add_flag("--json", options->json, "One JSON object");
  command->footer(
      "As print(model) shows it in PyTorch, then each tensor with its shape and how many numbers it holds.\n"
      "  inkling info model.safetensors");
  command->callback([options] { info(options->model, options->json); });
}

}  // namespace inkling::cli
