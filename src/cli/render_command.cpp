#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/json_line.hpp"
#include "inkling/core/error.hpp"
#include "inkling/ink/normalize.hpp"

namespace inkling::cli {
namespace {

struct RenderCommandOptions {
  std::string strokes;
  std::string out;
  double canvas = kDefaultCanvas;
  bool json = false;
};

constexpr std::size_t kSide = DigitImage::kSide;

void print_as_text(const DigitImage& image) {
  constexpr std::string_view kShades = " .:-=+*#%@";
  for (std::size_t row = 0; row < kSide; ++row) {
    for (std::size_t column = 0; column < kSide; ++column) {
      const char shade = kShades[image.pixels[row * kSide + column] * (kShades.size() - 1) / 255];
      std::cout << shade << shade;  // a character is about half as wide as it is high
    }
    std::cout << '\n';
  }
}

/// All images below one another as a binary PGM (netpbm.sourceforge.net/doc/pgm.html), which image tools
/// open.
std::vector<std::uint8_t> pgm(const std::vector<DigitImage>& images) {
  const std::string header = text("P5\n", kSide, ' ', kSide * images.size(), "\n255\n");
  std::vector<std::uint8_t> bytes(header.begin(), header.end());
  for (const DigitImage& image : images) bytes.insert(bytes.end(), image.pixels.begin(), image.pixels.end());
  return bytes;
}

void render_all(const RenderCommandOptions& options) {
  std::vector<DigitImage> images;
  for (const LabelledDrawing& entry : load_drawings(options.strokes)) {
    // An empty drawing is an empty image, so that the n-th image stays the n-th drawing's.
    images.push_back(render(entry.drawing, {.canvas_size = options.canvas}).value_or(DigitImage{}));
  }
  if (!options.out.empty()) {
    write_file(options.out, pgm(images));
    std::cerr << "wrote " << images.size() << " images to " << options.out << '\n';
    return;
  }
  for (const DigitImage& image : images) {
    if (options.json)
      std::cout << JsonLine().set("pixels", {image.pixels.begin(), image.pixels.end()}).text() << '\n';
    else
      print_as_text(image);
  }
}

}  // namespace

void add_render(CLI::App& app) {
  const auto options = std::make_shared<RenderCommandOptions>();
  CLI::App* const command =
      app.add_subcommand("render", "Show drawings as the network sees them, 28 × 28 grey levels each");
  command->add_option("--strokes", options->strokes, "JSON, as for predict")->required();
  command->add_option("--canvas", options->canvas, "Longer side of the drawing area in the points' units")
      ->capture_default_str();
  command->add_option("--out", options->out, "Write one PGM image file, the drawings below one another");
  command->add_flag("--json", options->json, "One JSON object for each drawing, with 784 \"pixels\"");
  command->callback([options] { render_all(*options); });
}

}  // namespace inkling::cli
