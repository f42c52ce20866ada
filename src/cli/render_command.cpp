#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/image_file.hpp"
#include "cli/json_line.hpp"
#include "inkling/core/error.hpp"
#include "inkling/ink/normalize.hpp"

namespace inkling::cli {
namespace {

struct RenderCommandOptions {
  std::string strokes;
  std::vector<std::string> images;
  std::string out;
  double canvas = kDefaultCanvas;
  int noise = 0;
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

/// An empty drawing is an empty image, so that the n-th image stays the n-th drawing's; the pictures follow.
std::vector<DigitImage> rendered(const RenderCommandOptions& options) {
  std::vector<DigitImage> images;
  if (!options.strokes.empty())
    for (const LabelledDrawing& entry : load_drawings(options.strokes))
      images.push_back(render(entry.drawing, {.canvas_size = options.canvas}).value_or(DigitImage{}));
  for (const std::string& path : options.images)
    images.push_back(
        render_bitmap(load_image(path).bitmap(), {.noise = options.noise}).value_or(DigitImage{}));
  return images;
}

void render_all(const RenderCommandOptions& options) {
  const std::vector<DigitImage> images = rendered(options);
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

void add_images(CLI::App& command, std::vector<std::string>& images) {
  command.add_option("--images", images, "PNG, JPEG, BMP or PGM files, a digit each");
}

void add_rendering(CLI::App& command, double& canvas, int& noise) {
  command
      .add_option("--canvas", canvas, "Longer side of the drawing area in the units of the strokes' points")
      ->capture_default_str();
  command
      .add_option("--noise", noise,
                  "Grey levels by which paper may differ from paper in a picture; 40 for a photograph")
      ->capture_default_str();
}

void add_render(CLI::App& app) {
  const auto options = std::make_shared<RenderCommandOptions>();
  CLI::App* const command = app.add_subcommand(
      "render", "Show drawings and pictures as the network sees them, 28 × 28 grey levels each");
  CLI::Option_group* const inputs = command->add_option_group("what to show");
  inputs->add_option("--strokes", options->strokes, "JSON, as for predict");
  add_images(*inputs, options->images);
  inputs->require_option(1, 2);
  add_rendering(*command, options->canvas, options->noise);
  command->add_option("--out", options->out, "Write one PGM image file, one below the other");
  command->add_flag("--json", options->json, "One JSON object for each, with 784 \"pixels\"");
  command->footer(
      "Without --out and --json they are drawn with letters.\n"
      "  inkling render --images photo.jpg --noise 40");
  command->callback([options] { render_all(*options); });
}

}  // namespace inkling::cli
