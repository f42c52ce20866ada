#include "inkling/data/dataset_files.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/file_kind.hpp"
#include "inkling/data/file_size.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/data/idx_file.hpp"
#include "inkling/data/pickled_mnist.hpp"

namespace inkling {
namespace {

constexpr const char* kNeeded = "images+labels in IDX files, gzipped or not, or one mnist.pkl.gz";

/// What a name says that its file is for.
enum class Part { unknown, train, test };

Part part_of(const std::string& name) {
  std::string lower = name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto says = [&lower](const char* word) { return lower.find(word) != std::string::npos; };
  const bool train = says("train");
  const bool test = says("t10k") || says("test");
  if (train == test) return Part::unknown;
  return train ? Part::train : Part::test;
}

Part other_than(Part part) {
  if (part == Part::unknown) return part;
  return part == Part::train ? Part::test : Part::train;
}

/// Of two things of which one is for training and the other for testing, by what their names say.
std::array<Part, 2> parts_of(Part first, Part second) {
  if (first == second) return {Part::unknown, Part::unknown};
  if (first == Part::unknown) return {other_than(second), second};
  return {first, other_than(first)};
}

std::string names_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += text(out.empty() ? "" : ", ", name);
  return out;
}

struct Pair {
  IdxTensor images;
  IdxTensor labels;

  [[nodiscard]] Index size() const { return images.dims[0]; }
  [[nodiscard]] std::string name() const { return text(images.name, " and ", labels.name); }
};

[[noreturn]] void refuse_role(const std::string& where, const std::string& found) {
  throw Error({"E_IDX_ROLE", where, "names that tell which files are to train and which to test", found,
               "Name them like MNIST's: train-images, train-labels, t10k-images, t10k-labels."});
}

Part part_of(const Pair& pair) {
  const Part images = part_of(pair.images.name);
  const Part labels = part_of(pair.labels.name);
  if (images == Part::unknown || labels == Part::unknown || images == labels)
    return images == Part::unknown ? labels : images;
  refuse_role(pair.name(), text("names that contradict each other, although both hold ", pair.size()));
}

using Tensors = std::vector<IdxTensor>;

/// Which labels belong to the first images.
bool is_crossed(const Tensors& images, const Tensors& labels) {
  const auto fit = [&](std::size_t i, std::size_t j) { return images[i].dims[0] == labels[j].dims[0]; };
  const bool straight = fit(0, 0) && fit(1, 1);
  const bool crossed = fit(0, 1) && fit(1, 0);
  if (straight != crossed) return crossed;
  const Part of_images = parts_of(part_of(images[0].name), part_of(images[1].name))[0];
  const Part of_labels = parts_of(part_of(labels[0].name), part_of(labels[1].name))[0];
  const bool told = of_images != Part::unknown && of_labels != Part::unknown;
  if (straight && !told)
    refuse_role(names_of({images[0].name, images[1].name, labels[0].name, labels[1].name}),
                text("names that do not, of files that all hold ", images[0].dims[0]));
  return told && of_images != of_labels;  // if the counts do not fit, Dataset says so of this pair
}

/// Whether the second pair is the one to train with.
bool is_second_to_train(const Pair& first, const Pair& second) {
  const Part part = parts_of(part_of(first), part_of(second))[0];
  if (part != Part::unknown) return part == Part::test;
  if (first.size() == second.size())
    refuse_role(text(first.name(), ", ", second.name()),
                text("names that do not, of pairs that both hold ", first.size()));
  return second.size() > first.size();
}

Index classes_of(const std::vector<const IdxTensor*>& labels) {
  std::uint8_t highest = 1;
  for (const IdxTensor* const tensor : labels)
    highest = std::max(highest, *std::max_element(tensor->values.begin(), tensor->values.end()));
  return Index{highest} + 1;
}

DatasetFiles join(Tensors images, Tensors labels) {
  if (images.size() == 1) {
    const Index classes = classes_of({&labels[0]});
    return {Dataset(std::move(images[0]), std::move(labels[0]), classes), {}, {}};
  }
  if (is_crossed(images, labels)) std::swap(labels[0], labels[1]);
  Pair train = {std::move(images[0]), std::move(labels[0])};
  Pair test = {std::move(images[1]), std::move(labels[1])};
  const bool counted =
      train.size() == train.labels.dims[0] && test.size() == test.labels.dims[0];  // else Dataset refuses
  if (counted && is_second_to_train(train, test)) std::swap(train, test);
  const auto& train_dims = train.images.dims;
  const auto& test_dims = test.images.dims;
  INKLING_REQUIRE(
      train_dims[1] == test_dims[1] && train_dims[2] == test_dims[2], "E_IDX_SHAPE", test.images.name,
      text("images of ", train_dims[1], " × ", train_dims[2], " pixels, as in ", train.images.name),
      text(test_dims[1], " × ", test_dims[2]), "Do these files belong together?");
  const Index classes = classes_of({&train.labels, &test.labels});
  DatasetFiles files;
  files.train = Dataset(std::move(train.images), std::move(train.labels), classes);
  files.test = Dataset(std::move(test.images), std::move(test.labels), classes);
  return files;
}

bool is_pickle(const NamedFile& file) {
  return file_kind(file.bytes) == "a Python pickle" ||
         (file.name.find(".pkl") != std::string::npos && !resembles_idx(file.bytes));
}

void require_count(std::size_t count) {
  INKLING_REQUIRE(count >= 1 && count <= kMaxDatasetFiles, "E_DROP", "files", text(kNeeded, ": 1 to 4 files"),
                  text(count, " files"));
}

IdxTensor read_one(NamedFile file, bool packed, IdxContent content) {
  if (packed) return read_idx(std::move(file.bytes), file.name, content);
  const std::string_view kind = file_kind(file.bytes);
  INKLING_REQUIRE(kind.empty() && resembles_idx(file.bytes), "E_DROP", file.name, kNeeded,
                  text(describe_start(file.bytes), ", not gzip and not IDX"), unpacking_hint(kind));
  return read_idx(std::move(file.bytes), file.name, content);
}

}  // namespace

void require_dataset_files(std::span<const FileStart> files) {
  require_count(files.size());
  for (const FileStart& file : files) require_file_size(file.bytes, file.size, file.name, kIdxTooBig);
}

DatasetFiles read_dataset_files(std::vector<NamedFile> files) {
  require_count(files.size());
  std::vector<std::string> names;
  for (const NamedFile& file : files) names.push_back(file.name);
  Tensors images;
  Tensors labels;
  for (NamedFile& file : files) {
    const bool packed = file.bytes.empty() || is_gzip(file.bytes);
    if (packed) file.bytes = gunzip(file.bytes, file.name);
    if (is_pickle(file)) {
      INKLING_REQUIRE(files.size() == 1, "E_DROP", names_of(names), kNeeded,
                      text("a pickle beside ", files.size() - 1, " other file(s)"),
                      "mnist.pkl.gz holds all there is to train and to test with; take it alone.");
      PickledMnist mnist = read_pickled_mnist(file.bytes, file.name);
      return {std::move(mnist.train), std::move(mnist.validation), std::move(mnist.test)};
    }
    const IdxContent content = idx_content(file.bytes, file.name);
    (content == IdxContent::images ? images : labels).push_back(read_one(std::move(file), packed, content));
  }
  INKLING_REQUIRE(images.size() == labels.size() && images.size() <= 2, "E_DROP", names_of(names),
                  "images+labels: a file of images with its labels, or two of each",
                  text(images.size(), " with images and ", labels.size(), " with labels"));
  return join(std::move(images), std::move(labels));
}

}  // namespace inkling
