// The tutorial step by step, as docs/tutorial.md walks through it:
//
//     build/native/tutorial FOLDER    the folder with MNIST's four files, gzipped or not
#include <cstdio>
#include <exception>
#include <filesystem>
#include <vector>

#include "inkling/core/randn.hpp"
#include "inkling/data/data_loader.hpp"
#include "inkling/data/mnist_files.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/run.hpp"

using namespace inkling;

namespace {

void look_at_one(const Dataset& images) {
  for (Index y = 0; y < images.rows(); ++y) {
    for (Index x = 0; x < images.columns(); ++x) {
      const int pixel = images.image(0)[static_cast<std::size_t>(y * images.columns() + x)];
      std::putchar(pixel > 170 ? '#' : pixel > 85 ? '+' : pixel > 0 ? '-' : '.');
    }
    std::putchar('\n');
  }
  std::printf("label: %d\n", int{images.label(0)});
}

void labels_and_outputs(const Dataset& images) {
  const std::vector<std::uint8_t> label = {images.label(0)};
  const Matrix target = one_hot(label, 10);  // (1, 10)
  std::printf("as one-hot:");
  for (const float value : target.row(0)) std::printf(" %.0f", value);
  std::printf("\n");
}

void without_modules(const Dataset& images) {
  DataLoader loader(images, {.batch_size = 64});
  loader.begin();
  loader.next();
  const Matrix& xb = loader.inputs();  // (64, 784), pixels / 255

  Generator generator(0);  // torch.manual_seed(0)
  const Matrix weights = randn(784, 10, generator);
  const Matrix bias = Matrix::Zero(1, 10);
  const Matrix scores = (xb * weights).rowwise() + bias.row(0);
  std::printf("first loss: %.4f\n", cross_entropy(scores, loader.labels()));

  const Matrix probabilities = softmax<float>(scores);
  Index best = 0;
  const float most = probabilities.row(0).maxCoeff(&best);
  std::printf("the first image is a %ld with %.0f %%\n", static_cast<long>(best), 100 * most);
}

Sequential mnist_nn(Generator& generator) {
  Sequential net;
  net.add("hidden1", std::make_unique<Linear>(784, 128, generator));
  net.add("relu1", std::make_unique<ReLU>());
  net.add("hidden2", std::make_unique<Linear>(128, 256, generator));
  net.add("relu2", std::make_unique<ReLU>());
  net.add("out", std::make_unique<Linear>(256, 10, generator));
  return net;
}

void fit(int epochs, Sequential& net, SGD& optimizer, DataLoader& train, DataLoader& valid) {
  CrossEntropyLoss loss;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    net.train();
    train.begin();
    while (train.next()) {
      loss.forward(net.forward(train.inputs()), train.labels());
      net.backward(loss.backward());
      optimizer.step();
    }
    net.eval();
    const NoGradGuard no_grad;
    double sum = 0;
    Index count = 0;
    valid.begin();
    while (valid.next()) {
      const Index rows = valid.inputs().rows();
      sum += static_cast<double>(rows) * loss.forward(net.forward(valid.inputs()), valid.labels());
      count += rows;
    }
    std::printf("epoch %d: validation loss %.4f\n", epoch, sum / static_cast<double>(count));
  }
}

void tutorial(const std::filesystem::path& folder) {
  const Dataset all = read_mnist_train(folder);
  const auto [train_set, valid_set] = split_training_set(all);
  std::printf("%ld images to train on, %ld to validate, %ld pixels each\n",
              static_cast<long>(train_set.size()), static_cast<long>(valid_set.size()),
              static_cast<long>(train_set.features()));
  look_at_one(train_set);
  labels_and_outputs(train_set);
  without_modules(train_set);

  Generator generator(0);  // torch.manual_seed(0)
  DataLoader train(train_set, {.batch_size = 64, .shuffle = true, .default_generator = &generator});
  DataLoader valid(valid_set, {.batch_size = 128, .default_generator = &generator});
  Sequential net = mnist_nn(generator);
  SGD optimizer(net.named_parameters(), {.lr = 0.001});
  std::printf("%s", summary<float>(net).c_str());
  fit(2, net, optimizer, train, valid);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  try {
    tutorial(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
