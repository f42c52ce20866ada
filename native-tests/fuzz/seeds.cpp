// The valid inputs that fuzzing begins with, five or more for each target, as files below a folder.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "fuzz/target.hpp"
#include "fuzz/tiny_run.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/checkpoint.hpp"
#include "support/gzip_bytes.hpp"
#include "support/idx_bytes.hpp"
#include "support/pickle_bytes.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

class Folder {
 public:
  Folder(const std::filesystem::path& root, std::string_view target) : path_(root / target) {
    std::filesystem::create_directories(path_);
  }
  void put(const Bytes& bytes) {
    std::ofstream(path_ / ("valid-" + std::to_string(next_++)), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  void put(std::string_view text) { put(Bytes(text.begin(), text.end())); }

 private:
  std::filesystem::path path_;
  int next_ = 1;
};

void put_idx(Folder folder) {
  folder.put(idx_file({3, 4, 4}));
  folder.put(idx_file({1, 1, 1}));
  folder.put(idx_file({2, 5, 3}));
  folder.put(idx_file({7}, 10));
  folder.put(idx_file({1}, 10));
  folder.put(gzip(idx_file({3, 4, 4})));
  folder.put(gzip(idx_file({7}, 10)));
}

void put_gzip(Folder folder) {
  folder.put(gzip({}));
  folder.put(gzip({'a', 'b', 'c'}));
  folder.put(gzip({0, 1, 2, 3}, 100));
  folder.put(gzip({0, 1, 2, 3, 250, 4, 9}, 20, nullptr, 0));  // stored
  gz_header header{};
  Bytes name = {'n', 'a', 'm', 'e', 0};
  Bytes remark = {'r', 'e', 'm', 'a', 'r', 'k', 0};
  Bytes extra = {1, 2, 3};
  header.name = name.data();
  header.comment = remark.data();
  header.extra = extra.data();
  header.extra_len = static_cast<uInt>(extra.size());
  header.hcrc = 1;
  folder.put(gzip({'w', 'i', 't', 'h'}, 3, &header, 1));
}

void put_pickles(Folder folder) {
  for (const unsigned protocol : {1U, 2U, 3U, 4U}) folder.put(pickle_mnist(small_mnist(), protocol));
  folder.put(gzip(pickle_mnist(small_mnist())));
}

void put_tensors(Folder folder) {
  const auto state = [](const char* hash) {
    return write_safetensors(state_dict(tiny_run(parse_run_config(hash), 0)->model()));
  };
  folder.put(state("layers=4-2"));
  folder.put(state("layers=4-3-2"));
  folder.put(state("layers=4-3-2&batchnorm=1"));
  folder.put(write_safetensors({}));
  TensorFile file;
  file.metadata = {{"format", "pt"}, {"remark", "ink \xe2\x9c\x8d"}};
  folder.put(write_safetensors(file));
}

void put_checkpoints(Folder folder) {
  const auto saved = [&](const char* hash, int calls) {
    folder.put(write_checkpoint(*tiny_run(parse_run_config(hash), calls)));
  };
  saved("layers=4-2&epochs=2&batch=2", 0);
  saved("layers=4-2&epochs=2&batch=2&momentum=0.9", 2);
  saved("layers=4-3-2&epochs=2&batch=4&optimizer=adam", 3);
  saved("layers=4-3-2&epochs=3&batch=4&dropout=0.3&batchnorm=1&schedule=cosine", 4);
  saved("layers=4-2&epochs=3&batch=2&at=2:lr=0.5", 5);
  saved("layers=4-2&epochs=1&batch=2", 100);
}

void put_hashes(Folder folder) {
  for (const char* hash :
       {"", "lr=0.1",
        "#layers=784-64-10&activation=gelu&lr=0.01&momentum=0.9&nesterov=1&batch=32&epochs=3&seed=7",
        "optimizer=adamw&wd=0.05&schedule=cosine:2&dropout=0.25&batchnorm=1",
        "augment=0.5&rotation=0.2&thickness=1&elastic=0.3&synthetic=0.1&train=1000",
        "lr=0.1&at=500:lr=0.01&at=900:momentum=0.5", "layers=784%2D10&lr=1e-3", "schedule=onecycle"})
    folder.put(hash);
}

void put_strokes(Folder folder) {
  for (const char* json :
       {"[]", R"([{"strokes":[]}])", R"([{"label":7,"strokes":[[[10,10],[200,10],[90,250]]]}])",
        R"([{"strokes":[[[1,1]],[[5.5,2],[7,1e2]]]},{"label":0,"strokes":[[[0,0],[9,9]]]}])",
        R"([{"x":null,"strokes":[[[-5,3],[280,280]]]}])"})
    folder.put(json);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
    return 2;
  }
  const std::filesystem::path root = arguments[1];
  put_idx({root, "idx"});
  put_gzip({root, "gzip"});
  put_pickles({root, "pickled_mnist"});
  put_tensors({root, "safetensors"});
  put_checkpoints({root, "checkpoint"});
  put_hashes({root, "run_hash"});
  put_strokes({root, "strokes"});
}
