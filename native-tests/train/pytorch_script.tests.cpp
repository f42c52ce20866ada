#include "inkling/train/pytorch_script.hpp"

#include <string>

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

TEST_CASE("Layers, optimizers and schedules are written as PyTorch has them", "[train][pytorch_script]") {
  const std::string script = pytorch_script(
      parse_run_config("layers=784-32-16-10&activation=gelu&batchnorm=1&dropout=0.2&optimizer=adamw&wd=0.1"
                       "&schedule=warmup-cosine:2"));
  CHECK(holds(script,
              "        self.hidden1 = nn.Linear(784, 32)\n"
              "        self.bn1 = nn.BatchNorm1d(32)\n"
              "        self.dropout1 = nn.Dropout(0.2)\n"
              "        self.hidden2 = nn.Linear(32, 16)\n"));
  CHECK(holds(script, "\n        x = self.dropout1(F.gelu(self.bn1(self.hidden1(x))))\n"));
  CHECK(holds(script, "\nWEIGHT_DECAY = 0.1\nBATCH_SIZE"));
  CHECK(holds(script,
              "optim.AdamW(model.parameters(), lr=LR, weight_decay=WEIGHT_DECAY)\n\n\ndef get_schedule"));
  CHECK(holds(script, "LinearLR(opt, total_iters=2)"));
  CHECK(holds(script, "CosineAnnealingLR(opt, T_max=epochs - 2)"));
  CHECK_FALSE(holds(script, "MOMENTUM"));
  CHECK_FALSE(holds(script, "@"));

  const std::string one_cycle =
      pytorch_script(parse_run_config("momentum=0.9&nesterov=1&schedule=onecycle&activation=tanh"));
  CHECK(holds(one_cycle, "optim.SGD(model.parameters(), lr=LR, momentum=MOMENTUM, nesterov=True)"));
  CHECK(holds(one_cycle, "        opt.step()\n        schedule.step()\n        opt.zero_grad()\n"));
  CHECK(holds(one_cycle, "F.relu") == false);
  CHECK(holds(one_cycle, "x = torch.tanh(self.hidden1(x))"));
}

TEST_CASE("A run that cannot be trained has no script", "[train][pytorch_script]") {
  RunConfig config;
  config.optimizer = "sgd\nimport os";
  CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "E_HP_OPTIMIZER");
  config = {};
  config.layers = {784};
  CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "E_HP_SIZE");
}

TEST_CASE("A run with any kind of augmentation has no script, since PyTorch draws no such changes",
          "[train][pytorch_script][augmentation]") {
  for (const char* kind : {"augment", "rotation", "scale", "shear", "shift", "thickness", "elastic"}) {
    const RunConfig config = parse_run_config(std::string(kind) + "=0.5");
    CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "E_HP_AUGMENT");
  }
  const RunConfig config = parse_run_config("augment=0.5&rotation=0&scale=0&shear=0&shift=0");
  CHECK(testing::refusal_of([&] { return pytorch_script(config); }).code == "none");
}

TEST_CASE("What a run changes on its way is changed at the same steps in its script",
          "[train][pytorch_script][run_changes]") {
  const std::string script = pytorch_script(
      parse_run_config("at=500:lr=0.1,500:momentum=0.9,800:nesterov=1,800:wd=0.01,900:dropout=0.25"));
  CHECK(holds(script,
              "\nCHANGES = {\n"
              "    500: {\"lr\": 0.1, \"momentum\": 0.9},\n"
              "    800: {\"nesterov\": True, \"weight_decay\": 0.01},\n"
              "    900: {\"dropout\": 0.25},\n"
              "}  # after so many steps\n"));
  CHECK(holds(script, "\n\ndef with_changes(train_dl, step, model, opt):\n"));
  CHECK(holds(script, "for xb, yb in with_changes(train_dl, step * len(train_dl), model, opt)]))"));
  CHECK(holds(script, "self.dropout2 = nn.Dropout(0.0)"));
  CHECK_FALSE(holds(script, "@"));
  CHECK_FALSE(holds(pytorch_script({}), "CHANGES"));
  CHECK(holds(pytorch_script({}), "for xb, yb in train_dl]))"));

  const auto code_of = [](const char* hash) {
    return testing::refusal_of([&] { return pytorch_script(parse_run_config(hash)); }).code;
  };
  CHECK(code_of("at=5:augment=0.5") == "E_HP_AUGMENT");
  CHECK(code_of("at=5:elastic=0.5") == "E_HP_AUGMENT");
  CHECK(code_of("schedule=cosine&at=5:lr=0.5") == "E_HP_CHANGE");
  CHECK(code_of("schedule=onecycle&at=5:wd=0.5") == "none");
}
