// inkling: train, eval, predict, render, info. Results go to stdout, messages to stderr.
// Exit code 0: done; 1: refused (bad file, bad data); 2: bad usage; 130: interrupted.
#include <exception>
#include <iostream>
#include <new>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "inkling/core/error.hpp"

int main(int argc, char** argv) {
  CLI::App app("Trains multilayer perceptrons on MNIST and reads drawn digits.", "inkling");
  app.require_subcommand(1);
  app.set_version_flag("--version", "inkling " INKLING_VERSION);
  inkling::cli::add_train(app);
  inkling::cli::add_eval(app);
  inkling::cli::add_predict(app);
  inkling::cli::add_render(app);
  inkling::cli::add_info(app);
  try {
    app.parse(argc, argv);  // runs the subcommand
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const inkling::cli::Interrupted&) {
    return 130;
  } catch (const inkling::Error& error) {
    std::cerr << "inkling: " << error.what() << " [" << error.code() << "]\n";
  } catch (const std::bad_alloc&) {
    std::cerr << "inkling: not enough memory [E_MEMORY]\n";
  } catch (const std::exception& error) {
    std::cerr << "inkling: " << error.what() << '\n';
  }
  return 1;
}
