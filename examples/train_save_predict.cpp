// Trains for an epoch, saves the network, loads it again and reads the first test images:
//
//     train_save_predict FOLDER model.safetensors    the folder with MNIST's four files, gzipped or not
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <vector>

#include "inkling/data/mnist_files.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"

using namespace inkling;

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER model.safetensors\n", argv[0]);
    return 2;
  }
  const char* folder = argv[1];
  const char* file = argv[2];

  Generator generator(1);  // torch.manual_seed(1)
  Sequential net = make_mlp({784, 128, 10}, generator);
  SGD optimizer(net.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  Trainer trainer(net, optimizer,
                  DataLoader(read_mnist_train(folder),
                             {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
  while (trainer.epoch() < 1) trainer.step();

  const std::vector<std::uint8_t> saved = write_safetensors(state_dict(net));
  std::ofstream out(file, std::ios::binary);
  out.exceptions(std::ios::failbit | std::ios::badbit);
  out.write(reinterpret_cast<const char*>(saved.data()), static_cast<std::streamsize>(saved.size()));
  out.close();

  std::ifstream in(file, std::ios::binary);
  const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(in), {});
  const TensorFile state = read_safetensors(bytes, file);
  Sequential loaded = make_mlp(mlp_layers(state, file), generator);
  load_state_dict(loaded, state, file);
  loaded.eval();

  DataLoader test(read_mnist_test(folder).value().slice(0, 10), {.batch_size = 10});
  test.begin();
  test.next();
  const Matrix& logits = loaded.forward(test.inputs());  // (10, 10)
  for (Index i = 0; i < logits.rows(); ++i) {
    Index digit = 0;
    logits.row(i).maxCoeff(&digit);
    std::printf("image %d: a %d, read as %d\n", static_cast<int>(i),
                test.labels()[static_cast<std::size_t>(i)], static_cast<int>(digit));
  }
  std::printf("fingerprint %s\n", fingerprint(loaded).c_str());
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
