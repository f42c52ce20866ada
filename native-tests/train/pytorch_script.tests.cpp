#include "inkling/train/pytorch_script.hpp"

#include <catch2/catch_test_macros.hpp>

#include "support/refusal.hpp"

using namespace inkling;

namespace {

bool holds(const std::string& script, const std::string& part) {
  return script.find(part) != std::string::npos;
}

}  // namespace

// That PyTorch computes the same with it is for wasm-tests/reference/export.test.mjs.

TEST_CASE("The script of the default run is the tutorial's", "[train][pytorch_script]") {
  const std::string script = pytorch_script({});
  CHECK(holds(script,
              "class Mnist_NN(nn.Module):\n"
              "    def __init__(self):\n"
              "        super().__init__()\n"
              "        self.hidden1 = nn.Linear(784, 128)\n"
              "        self.hidden2 = nn.Linear(128, 256)\n"
              "        self.out = nn.Linear(256, 10)\n"
              "\n"
              "    def forward(self, x):\n"
              "        x = F.relu(self.hidden1(x))\n"
              "        x = F.relu(self.hidden2(x))\n"
              "        return self.out(x)\n"
              "\n\n"
              "def read_idx("));
  CHECK(holds(script,
              "\nSEED = 1\nLR = 0.001\nMOMENTUM = 0.0\nBATCH_SIZE = 64\nEPOCHS = 25\nTRAIN_SIZE = None"));
  CHECK(holds(script, "optim.SGD(model.parameters(), lr=LR, momentum=MOMENTUM)"));
  CHECK(script.find("torch.manual_seed(SEED)") < script.find("get_model()\n    if"));
}

TEST_CASE("Every field of a run is in its script", "[train][pytorch_script]") {
  const std::string script = pytorch_script(parse_run_config(
      "layers=784-10&lr=1e-7&momentum=0.9&batch=32&epochs=3&seed=9007199254740992&train=5000"));
  CHECK(
      holds(script, "\nSEED = 9007199254740992\nLR = 1e-07\nMOMENTUM = 0.9\nBATCH_SIZE = 32\nEPOCHS = 3\n"));
  CHECK(holds(script, "\nTRAIN_SIZE = 5000  #"));
  CHECK(holds(
      script,
      "        self.out = nn.Linear(784, 10)\n\n    def forward(self, x):\n        return self.out(x)\n"));
  CHECK_FALSE(holds(script, "hidden"));
  CHECK_FALSE(holds(script, "@"));
}

TEST_CASE("A run that cannot be trained has no script", "[train][pytorch_script]") {
  RunConfig config;
  config.optimizer = "sgd\nimport os";
  CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "E_HP_OPTIMIZER");
  config = {};
  config.layers = {784};
  CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "E_HP_SIZE");
}
