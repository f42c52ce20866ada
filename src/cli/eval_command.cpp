#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/json_line.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/mnist_files.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling::cli {
namespace {

struct EvalOptions {
  std::string model;
  std::string data;
  bool json = false;
};

void eval(const EvalOptions& options) {
  LoadedModel loaded = load_model(options.model);
  const std::optional<Dataset> images = read_mnist_test(options.data);
  INKLING_REQUIRE(images.has_value(), "E_READ", options.data,
                  "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte", "no test images");
  require_fits(loaded.layers, *images);
  const Evaluation test = evaluate(loaded.model, *images);
  if (options.json)
    std::cout << JsonLine()
                     .set("images", static_cast<double>(test.images))
                     .set("loss", test.loss)
                     .set("accuracy", test.accuracy())
                     .text()
              << '\n';
  else
    std::printf("loss %.4f  accuracy %.2f %% of %ld test images\n", test.loss, 100 * test.accuracy(),
                static_cast<long>(test.images));
}

}  // namespace

void add_eval(CLI::App& app) {
  const auto options = std::make_shared<EvalOptions>();
  CLI::App* const command =
      app.add_subcommand("eval", "Loss and accuracy of a saved network on the test images");
  command->add_option("--model", options->model, "A safetensors file")->required();
  command->add_option("--data", options->data, "Folder with MNIST's IDX files, gzipped or not")->required();
  command->add_flag("--json", options->json, "One JSON object");
  command->callback([options] { eval(*options); });
}

}  // namespace inkling::cli
