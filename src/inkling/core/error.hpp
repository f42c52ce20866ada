// The one exception that the library throws.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "inkling/core/number_text.hpp"

namespace inkling {

/// What went wrong, for a program (code) and for a person (the rest).
struct Fault {
  std::string code;       ///< stable, for programs: "E_IDX_MAGIC"
  std::string where;      ///< the function, file or field at fault: "train-images.gz", "lr"
  std::string expected;   ///< what would have been right: "magic 0x00000803 (images)"
  std::string found;      ///< what was there instead: "magic 0x00000801 (labels)"
  std::string hint = {};  ///< a way on, or empty: "Were images and labels swapped?"
};

/// Thrown by every function of the library that refuses its input. After it the object that refused is as it
/// was before. what() reads "where: expected ..., found .... hint".
class Error : public std::runtime_error {
 public:
  explicit Error(Fault fault);

  [[nodiscard]] const Fault& fault() const noexcept { return fault_; }
  [[nodiscard]] const std::string& code() const noexcept { return fault_.code; }

 private:
  Fault fault_;
};

/// "12 images", "10 × 784": texts, characters and numbers, one after the other. Not by way of a stream:
/// streams bring locales along, a quarter of the WebAssembly module.
template <typename... Parts>
std::string text(const Parts&... parts) {
  std::string out;
  const auto append = [&out](const auto& part) {
    using Part = std::decay_t<decltype(part)>;
    if constexpr (std::is_same_v<Part, float>)
      out += float_text(part);
    else if constexpr (std::is_same_v<Part, double>)
      out += number_text(part);
    else if constexpr (std::is_arithmetic_v<Part> && !std::is_same_v<Part, char>)
      out += std::to_string(part);
    else
      out += part;
  };
  (append(parts), ...);
  return out;
}

/// Throws Error unless the condition holds; the texts are only made when it does not.
#define INKLING_REQUIRE(condition, ...)                                      \
  do {                                                                       \
    if (!(condition)) throw ::inkling::Error(::inkling::Fault{__VA_ARGS__}); \
  } while (false)

/// Throws std::bad_alloc, for a C library that has told of no memory. Out of line, as `throw
/// std::bad_alloc()` would not be: where its two calls unwind to other places than their neighbours', LLVM 19
/// puts the `try` blocks of WebAssembly into the order of addresses in its own memory, and the same sources
/// give other bytes in every second build.
[[noreturn]] void throw_bad_alloc();

}  // namespace inkling
