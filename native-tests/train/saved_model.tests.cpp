#include "inkling/train/saved_model.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/io/model_file.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/checkpoint.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

Matrix logits_of(Sequential& model, const Matrix& input) {
  model.eval();
  const NoGradGuard no_grad;
  return model.forward(input);
}

Matrix some_input(Index width) {
  Matrix input(3, width);
  for (Index i = 0; i < input.size(); ++i) input.data()[i] = static_cast<float>(i % 7) / 7;
  return input;
}

}  // namespace

TEST_CASE("A network of any make is read as it was written", "[train][saved_model]") {
  for (const char* activation : {"relu", "leaky_relu", "gelu", "tanh", "sigmoid"}) {
    for (const bool batch_norm : {false, true}) {
      const MlpOptions network = {.layers = {8, 6, 5, 3},
                                  .activation = activation,
                                  .batch_norm = batch_norm,
                                  .dropout = batch_norm ? 0.25 : 0};
      Generator generator(4);
      Sequential model = make_mlp(network, generator);
      const Matrix input = some_input(8);
      model.forward(input);  // running statistics move
      const std::vector<std::uint8_t> bytes = write_safetensors(model_file(model, network));
      SavedModel saved = read_model(bytes, "model");
      INFO(activation);
      CHECK(saved.network == network);
      CHECK(saved.model.repr() == model.repr());
      CHECK(logits_of(saved.model, input) == logits_of(model, input));
      CHECK(write_safetensors(model_file(saved.model, saved.network)) == bytes);
      saved.model.train();  // the Dropout's generator is there
      saved.model.forward(input);
    }
  }
}

TEST_CASE("What a file does not say is the tutorial's: a file from PyTorch has tensors only",
          "[train][saved_model]") {
  Generator generator(4);
  const MlpOptions network = {.layers = {8, 6, 3}, .batch_norm = true};
  Sequential model = make_mlp(network, generator);
  CHECK(model_file(model, network).metadata.empty());
  TensorFile file = state_dict(model);
  file.metadata = {{"format", "pt"}};
  CHECK(read_model(write_safetensors(file), "model").network == network);
}

TEST_CASE("The network of a checkpoint is the run's", "[train][saved_model][checkpoint]") {
  RunConfig config = testing::small_config();
  config.activation = "tanh";
  config.batch_norm = true;
  config.dropout = 0.2;
  Run run(config);
  run.set_data(testing::small_split());
  run.fit().advance();
  SavedModel saved = read_model(write_checkpoint(run), "run.checkpoint");
  CHECK(saved.network == network_of(config));
  const Matrix input = some_input(784);
  CHECK(logits_of(saved.model, input) == logits_of(run.model(), input));
}

TEST_CASE("A network that cannot be is refused", "[train][saved_model]") {
  Generator generator(4);
  const MlpOptions network = {.layers = {8, 6, 5, 3}, .activation = "gelu", .batch_norm = true};
  Sequential model = make_mlp(network, generator);
  const TensorFile good = model_file(model, network);
  const auto code_of = [](const TensorFile& file) {
    return refusal_of([&] { return read_model(write_safetensors(file), "model").network; }).code;
  };
  CHECK(code_of(good) == "none");
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"activation", "softplus"},
                                                                                   {"activation", ""},
                                                                                   {"dropout", "1"},
                                                                                   {"dropout", "-0.1"},
                                                                                   {"dropout", "half"},
                                                                                   {"dropout", "1e999"}}) {
    TensorFile file = good;
    file.metadata[key] = value;
    INFO(key << " " << value);
    CHECK(code_of(file) == "E_ST_MODEL");
  }
  for (const char* missing : {"bn1.weight", "bn2.weight", "bn2.running_var", "hidden1.weight", "out.bias"}) {
    TensorFile file = good;
    std::erase_if(file.tensors, [&](const NamedTensor& tensor) { return tensor.name == missing; });
    INFO("without " << missing);
    CHECK(code_of(file) == "E_ST_MODEL");
  }
}
