// The subcommands of `inkling`. Each add_* declares its options and what runs when it is named.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace inkling::cli {

/// Longer side of the drawing area that strokes files come from, unless --canvas says otherwise.
inline constexpr double kDefaultCanvas = 500;

/// The options that predict and render share.
void add_images(CLI::App& command, std::vector<std::string>& images);
void add_rendering(CLI::App& command, double& canvas, int& noise);

void add_train(CLI::App& app);
void add_eval(CLI::App& app);
void add_calibrate(CLI::App& app);
void add_predict(CLI::App& app);
void add_render(CLI::App& app);
void add_info(CLI::App& app);
void add_export(CLI::App& app);

}  // namespace inkling::cli
