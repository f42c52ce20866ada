// Trains for an epoch, saves the network, loads it again and reads the first test images:
//
//     train_save_predict FOLDER model.safetensors    the folder with MNIST's four files, gzipped or not
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "inkling/data/mnist_files.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"

using namespace inkling;

namespace {

void train_and_save(const char* folder, const char* file) {
  Generator generator(1);  // torch.manual_seed(1)
  Sequential net = make_mlp({784, 128, 10}, generator);
  SGD optimizer(net.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  Trainer trainer(net, optimizer,
                  DataLoader(read_mnist_train(folder),
                             {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
  while (trainer.epoch() < 1) trainer.step();

  const std::vector<std::uint8_t> bytes = write_safetensors(state_dict(net));
  std::ofstream stream(file, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream.close();  // which writes the rest, and so may fail
  if (!stream) throw std::runtime_error(std::string(file) + " cannot be written");
}

void load_and_predict(const char* folder, const char* file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> chars(std::istreambuf_iterator<char>(stream), {});
  const TensorFile state =
      read_safetensors({reinterpret_cast<const std::uint8_t*>(chars.data()), chars.size()}, file);
  Generator generator(0);
  Sequential net = make_mlp(mlp_layers(state, file), generator);
  load_state_dict(net, state, file);
  net.eval();

  DataLoader test(read_mnist_test(folder).value().slice(0, 10), {.batch_size = 10});
  test.begin();
  test.next();
  const Matrix& logits = net.forward(test.inputs());  // (10, 10)
  for (Index i = 0; i < logits.rows(); ++i) {
    Index digit = 0;
    logits.row(i).maxCoeff(&digit);
    std::printf("image %ld: a %d, read as %ld\n", static_cast<long>(i),
                test.labels()[static_cast<std::size_t>(i)], static_cast<long>(digit));
  }
  std::printf("fingerprint %s\n", fingerprint(net).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER model.safetensors\n", argv[0]);
    return 2;
  }
  try {
    train_and_save(argv[1], argv[2]);
    load_and_predict(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
