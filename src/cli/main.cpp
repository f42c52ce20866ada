// inkling: train, eval, calibrate, predict, render, info, export. Results go to stdout, messages to stderr.
// Exit code 0: done; 1: refused (bad file, bad data); 2: bad usage (options, settings); 130: interrupted.
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "inkling/core/error.hpp"

int main(int argc, char** argv) {
  CLI::App app("Trains multilayer perceptrons on MNIST and reads drawn digits.", "inkling");
  app.require_subcommand(1);
  app.footer(
      "Results go to standard output, messages to standard error. Exit code 0: done; 1: refused, such as a "
      "bad\n"
      "file; 2: bad usage, such as a learning rate that is none; 130: interrupted by Ctrl-C.\n\n"
      "To begin with, where mnist is a folder with MNIST's four files:\n"
      "  inkling train --data mnist --lr 0.01 --momentum 0.9 --epochs 5 --out model.safetensors\n"
      "  inkling eval --data mnist --model model.safetensors\n"
      "Each command's own --help has its options and an example.");
  app.set_version_flag("--version", "inkling " INKLING_VERSION);
  inkling::cli::add_train(app);
  inkling::cli::add_eval(app);
  inkling::cli::add_calibrate(app);
  inkling::cli::add_predict(app);
  inkling::cli::add_render(app);
  inkling::cli::add_info(app);
  inkling::cli::add_export(app);
  try {
    app.parse(argc, argv);  // runs the subcommand
    const bool written = static_cast<bool>(std::cout.flush()) && std::fflush(stdout) == 0;
    INKLING_REQUIRE(written, "E_WRITE", "standard output", "to be written", "that it cannot be");
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const inkling::cli::Interrupted&) {
    return 130;
  } catch (const inkling::Error& error) {
    std::cerr << "inkling: " << error.what() << " [" << error.code() << "]\n";
    if (error.code().starts_with("E_HP_")) return 2;
  } catch (const std::bad_alloc&) {
    std::cerr << "inkling: not enough memory [E_MEMORY]\n";
  } catch (const std::exception& error) {
    std::cerr << "inkling: " << error.what() << '\n';
  }
  return 1;
}
