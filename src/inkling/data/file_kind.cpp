#include "inkling/data/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view magic;
  std::string_view kind;
};

// The formats' own specifications; collected in libmagic's `magic/Magdir/{compress,archive,sgml,images}`; for
// pickle, CPython's `Lib/pickletools.py`.
constexpr std::array kSignatures = {
    Signature{0, "\x1f\x8b"sv, "gzip"sv},
    Signature{0, "PK\x03\x04"sv, "zip"sv},
    Signature{0, "PK\x05\x06"sv, "zip"sv},  // an empty archive
    Signature{0,
              "\xfd"
              "7zXZ\0"sv,
              "xz"sv},
    Signature{0, "\x28\xb5\x2f\xfd"sv, "zstd"sv},
    Signature{0, "BZh"sv, "bzip2"sv},
    Signature{0, "7z\xbc\xaf\x27\x1c"sv, "7z"sv},
    Signature{0, "Rar!\x1a\x07"sv, "rar"sv},
    Signature{257, "ustar"sv, "tar"sv},
    Signature{0, "\x80\x02"sv, "a Python pickle"sv},  // PROTO 2
    Signature{0, "\x80\x03"sv, "a Python pickle"sv},
    Signature{0, "\x80\x04"sv, "a Python pickle"sv},
    Signature{0, "\x80\x05"sv, "a Python pickle"sv},
    Signature{0, "\x89PNG"sv, "a PNG image"sv},
    Signature{0, "\xff\xd8\xff"sv, "a JPEG image"sv},
    Signature{0, "<!DOCTYPE"sv, "an HTML page"sv},
    Signature{0, "<!doctype"sv, "an HTML page"sv},
    Signature{0, "<html"sv, "an HTML page"sv},
};

bool has(std::span<const std::uint8_t> bytes, const Signature& signature) {
  if (bytes.size() < signature.offset + signature.magic.size()) return false;
  const auto at = bytes.subspan(signature.offset, signature.magic.size());
  return std::equal(at.begin(), at.end(), signature.magic.begin(),
                    [](std::uint8_t byte, char magic) { return byte == static_cast<std::uint8_t>(magic); });
}

}  // namespace

std::string_view file_kind(std::span<const std::uint8_t> bytes) {
  for (const Signature& signature : kSignatures) {
    if (has(bytes, signature)) return signature.kind;
  }
  return {};
}

std::string describe_start(std::span<const std::uint8_t> bytes) {
  if (const std::string_view kind = file_kind(bytes); !kind.empty()) return std::string(kind);
  std::string out;
  for (const std::uint8_t byte : bytes.first(std::min<std::size_t>(bytes.size(), 4))) {
    if (!out.empty()) out += ' ';
    out += hex_text(byte, 2).substr(2);
  }
  return out;
}

std::string unpacking_hint(std::string_view kind) {
  if (kind.empty()) return {};
  if (kind == "zip") return "zip is not supported; unzip first.";
  if (kind == "gzip") return "It was compressed twice; gunzip it once.";
  if (kind == "an HTML page") return "The download may have brought an error page; download it again.";
  if (kind == "a Python pickle") return "A pickle is read as a whole, not in the place of one of four files.";
  return text(kind, " is not supported; ",
              kind.starts_with("a ") ? "MNIST's files are IDX." : "unpack it first.");
}

}  // namespace inkling
