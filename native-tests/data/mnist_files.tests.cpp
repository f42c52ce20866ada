#include "inkling/data/mnist_files.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/data/gzip.hpp"
#include "support/gzip_bytes.hpp"
#include "support/idx_bytes.hpp"
#include "support/pickle_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Both {
  Dataset train;
  std::optional<Dataset> test;
};

Both read_both(const std::filesystem::path& folder) {
  return {read_mnist_train(folder), read_mnist_test(folder)};
}

/// An empty folder that goes with the test.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::temp_directory_path() / ("inkling-mnist-files-" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::vector<std::uint8_t>& bytes) const {
    std::ofstream(path_ / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] Refusal refusal() const {
    return refusal_of([this] { return read_both(path_); });
  }

 private:
  fs::path path_;
};

std::vector<std::uint8_t> images(std::uint32_t count) {
  return idx_file({count, 2, 3});
}
std::vector<std::uint8_t> labels(std::uint32_t count) {
  return idx_file({count}, 10);
}

}  // namespace

TEST_CASE("The four files are found by their names", "[data][mnist_files]") {
  const Folder folder("four");
  folder.write("train-images-idx3-ubyte", images(7));
  folder.write("train-labels-idx1-ubyte", labels(7));
  folder.write("t10k-images-idx3-ubyte", images(3));
  folder.write("t10k-labels-idx1-ubyte", labels(3));
  const Both files = read_both(folder.path());
  CHECK(files.train.size() == 7);
  CHECK(files.train.features() == 6);
  CHECK(files.train.label(6) == 6);
  CHECK(files.test->size() == 3);
}

TEST_CASE("Names with a dot and gzipped files are found too", "[data][mnist_files]") {
  const Folder folder("spellings");
  folder.write("train-images.idx3-ubyte", images(7));
  folder.write("train-labels-idx1-ubyte.gz", gzip(labels(7)));
  folder.write("t10k-images.idx3-ubyte.gz", gzip(images(3)));
  folder.write("t10k-labels-idx1-ubyte.gz", labels(3));  // inflated on the way, under its old name
  const Both files = read_both(folder.path());
  CHECK(files.train.size() == 7);
  CHECK(files.test->size() == 3);
}

TEST_CASE("Training files alone leave the test set out", "[data][mnist_files]") {
  const Folder folder("train-only");
  folder.write("train-images-idx3-ubyte", images(7));
  folder.write("train-labels-idx1-ubyte", labels(7));
  const Both files = read_both(folder.path());
  CHECK(files.train.size() == 7);
  CHECK_FALSE(files.test.has_value());
}

TEST_CASE("A file that is missing is named", "[data][mnist_files][hostile]") {
  const Folder folder("missing");
  CHECK(folder.refusal().code == "E_READ");
  CHECK_THAT(folder.refusal().message, ContainsSubstring("train-labels-idx1-ubyte"));

  folder.write("train-labels-idx1-ubyte", labels(7));
  CHECK(folder.refusal().code == "E_READ");
  CHECK_THAT(folder.refusal().message, ContainsSubstring("expected train-images-idx3-ubyte or "));

  folder.write("train-images-idx3-ubyte", images(7));
  folder.write("t10k-labels-idx1-ubyte", labels(7));
  CHECK(folder.refusal().code == "E_READ");
  CHECK_THAT(folder.refusal().message, ContainsSubstring("t10k-images-idx3-ubyte"));
}

TEST_CASE("A folder that is missing or is none is named", "[data][mnist_files][hostile]") {
  const Folder folder("none");
  folder.write("file", {1, 2, 3});
  for (const char* name : {"absent", "file"}) {
    const Refusal refusal = refusal_of([&] { return read_mnist_train(folder.path() / name); });
    CHECK(refusal.code == "E_READ");
    CHECK_THAT(refusal.message, ContainsSubstring(name) && ContainsSubstring("It should hold train-images"));
  }
}

TEST_CASE("A folder in a file's place is refused", "[data][mnist_files][hostile]") {
  const Folder folder("directory");
  fs::create_directory(folder.path() / "train-labels-idx1-ubyte");
  CHECK(folder.refusal().code == "E_READ");
  CHECK_THAT(folder.refusal().message, ContainsSubstring("expected a readable file, found a folder"));
}

TEST_CASE("What is wrong in a file is told with its path", "[data][mnist_files][hostile]") {
  const Folder folder("bad");
  folder.write("train-images-idx3-ubyte", labels(7));
  folder.write("train-labels-idx1-ubyte", labels(7));
  CHECK(folder.refusal().code == "E_IDX_ROLE");
  CHECK_THAT(folder.refusal().message,
             ContainsSubstring((folder.path() / "train-images-idx3-ubyte").string()));

  folder.write("train-images-idx3-ubyte", images(6));
  CHECK(folder.refusal().code == "E_IDX_COUNT");
  folder.write("train-images-idx3-ubyte", {});
  CHECK(folder.refusal().code == "E_GZ_EMPTY");
}

TEST_CASE("A file that is too big is refused before it is read", "[data][mnist_files][hostile]") {
  const Folder folder("big");
  folder.write("train-labels-idx1-ubyte", {0, 0, 8, 1});
  fs::resize_file(folder.path() / "train-labels-idx1-ubyte", kMaxInflatedBytes + 1);  // sparse: takes no room
  CHECK(folder.refusal().code == "E_IDX_TOOBIG");
  folder.write("train-labels-idx1-ubyte", {0x1f, 0x8b, 8, 0});
  fs::resize_file(folder.path() / "train-labels-idx1-ubyte", kMaxGzipBytes + 1);
  CHECK(folder.refusal().code == "E_GZ_TOOBIG");
}

TEST_CASE("The tutorial's pickle is found by its own path and in its folder", "[data][mnist_files]") {
  const Folder folder("pickle");
  folder.write("any name", pickle_mnist(small_mnist()));
  CHECK_FALSE(read_pickled_mnist_file(folder.path()).has_value());
  CHECK(read_pickled_mnist_file(folder.path() / "any name")->train.size() == 3);
  folder.write("mnist.pkl.gz", gzip(pickle_mnist(small_mnist())));
  CHECK(read_pickled_mnist_file(folder.path())->test.size() == 2);
  folder.write("mnist.pkl", pickle_mnist(small_mnist()));
  CHECK(read_pickled_mnist_file(folder.path())->validation.size() == 1);
}

TEST_CASE("Where MNIST's four files are, a pickle is not looked for", "[data][mnist_files]") {
  const Folder folder("both");
  CHECK_FALSE(read_pickled_mnist_file(folder.path() / "absent").has_value());
  folder.write("mnist.pkl.gz", gzip(pickle_mnist(small_mnist())));
  folder.write("t10k-labels-idx1-ubyte.gz", gzip(labels(7)));
  CHECK_FALSE(read_pickled_mnist_file(folder.path()).has_value());
}

TEST_CASE("What is wrong in a pickle is told with its path", "[data][mnist_files][hostile]") {
  const Folder folder("bad-pickle");
  const auto refusal = [&folder] {
    return refusal_of([&folder] { return read_pickled_mnist_file(folder.path()); });
  };
  folder.write("mnist.pkl", images(3));
  CHECK(refusal().code == "E_PKL_MAGIC");
  CHECK_THAT(refusal().message, ContainsSubstring((folder.path() / "mnist.pkl").string()));
  fs::resize_file(folder.path() / "mnist.pkl", kMaxInflatedBytes + 1);
  CHECK(refusal().code == "E_PKL_TOOBIG");
  folder.write("mnist.pkl", {0x1f, 0x8b, 8, 0});
  fs::resize_file(folder.path() / "mnist.pkl", kMaxGzipBytes + 1);
  CHECK(refusal().code == "E_GZ_TOOBIG");

  folder.write("train-images-idx3-ubyte", pickle_mnist(small_mnist()));
  folder.write("train-labels-idx1-ubyte", labels(3));
  CHECK(folder.refusal().code == "E_GZ_MAGIC");
  CHECK_THAT(folder.refusal().message,
             ContainsSubstring("a Python pickle, not gzip and not IDX. A pickle is read"));
}
