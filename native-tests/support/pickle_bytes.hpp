// Pickles of numpy arrays as Python writes them, opcode by opcode (CPython's Lib/pickletools.py).
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inkling::testing {

inline void append_little_endian(std::vector<std::uint8_t>& out, std::uint64_t number, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(number >> 8U * i));
}

/// What a numpy array's pickle says of it.
struct ArrayToPickle {
  std::vector<std::int64_t> shape;
  std::vector<std::uint8_t> bytes;  ///< the elements
  std::string type;
  std::string byte_order = "<";
  bool fortran = false;
};

/// (count, features) of float32 k / divisor, with the k 0, 1, 2 ... below 256 from `first` on, over and over.
inline ArrayToPickle images_to_pickle(std::int64_t count, std::int64_t features, unsigned first = 0,
                                      float divisor = 256) {
  ArrayToPickle array{.shape = {count, features}, .bytes = {}, .type = "f4"};
  for (std::int64_t i = 0; i < count * features; ++i, ++first)
    append_little_endian(array.bytes, std::bit_cast<std::uint32_t>(static_cast<float>(first % 256) / divisor),
                         4);
  return array;
}

/// (count,) of int64 0 to 9 from `first` on, over and over.
inline ArrayToPickle labels_to_pickle(std::int64_t count, unsigned first = 0) {
  ArrayToPickle array{.shape = {count}, .bytes = {}, .type = "i8"};
  for (std::int64_t i = 0; i < count; ++i) append_little_endian(array.bytes, first++ % 10, 8);
  return array;
}

/// x_train, y_train, x_valid, y_valid, x_test, y_test.
using MnistToPickle = std::array<ArrayToPickle, 6>;

inline MnistToPickle small_mnist() {
  return {images_to_pickle(3, 4), labels_to_pickle(3),         images_to_pickle(1, 4, 100),
          labels_to_pickle(1, 9), images_to_pickle(2, 4, 248), labels_to_pickle(2, 4)};
}

/// Protocol 1 and 2 give what Python 2's cPickle gives with numpy 1, 3 and 4 what Python 3's pickle does, but
/// for the memo, in which those put more than is got again. Each function writes what one object needs.
class PickleWriter {
 public:
  explicit PickleWriter(unsigned protocol) : protocol_(protocol) {
    if (protocol_ < 2) return;
    op('\x80').byte(protocol_);  // PROTO
    if (protocol_ < 4) return;
    op('\x95');  // FRAME: the length of what follows, filled in by finish()
    append_little_endian(bytes_, 0, 8);
  }

  void mnist(const MnistToPickle& arrays) {
    begin_tuple(3);
    for (std::size_t set = 0; set < 3; ++set) {
      begin_tuple(2);
      array(arrays[2 * set]);
      array(arrays[2 * set + 1]);
      end_tuple(2);
    }
    end_tuple(3);
  }

  /// ndarray.__reduce__(): _reconstruct(ndarray, (0,), 'b'), then its __setstate__().
  void array(const ArrayToPickle& array) {
    global("numpy.core.multiarray", "_reconstruct");
    begin_tuple(3);
    global("numpy", "ndarray");
    begin_tuple(1);
    integer(0);
    end_tuple(1);
    data({'b'});
    end_tuple(3);
    op('R');  // REDUCE
    put();
    begin_tuple(5);
    integer(1);  // version
    begin_tuple(array.shape.size());
    for (const std::int64_t dim : array.shape) integer(dim);
    end_tuple(array.shape.size());
    type(array.type, array.byte_order);
    boolean(array.fortran);
    data(array.bytes);
    end_tuple(5);
    op('b');  // BUILD
  }

  /// dtype.__reduce__(): dtype('f4', 0, 1), then its __setstate__(). numpy has one object for each plain
  /// type.
  void type(const std::string& name, const std::string& byte_order) {
    if (get(byte_order + name)) return;
    global("numpy", "dtype");
    begin_tuple(3);
    text(name);
    for (const bool flag : {false, true}) {  // align, copy
      if (protocol_ < 3)
        integer(flag);
      else
        boolean(flag);
    }
    end_tuple(3);
    op('R');
    put(byte_order + name);
    begin_tuple(8);
    integer(3);  // version
    text(byte_order);
    for (int part = 0; part < 3; ++part) op('N');  // NONE: subarray, field names, fields
    integer(-1);                                   // size, which the name tells
    integer(-1);                                   // alignment
    integer(name.starts_with("O") ? 63 : 0);       // flags: holds references to objects
    end_tuple(8);
    op('b');
  }

  /// Two lines after an opcode; since protocol 4 two texts before one.
  void global(const std::string& module, const std::string& name) {
    if (get(name)) return;
    if (protocol_ < 4) {
      op('c').characters(module + '\n' + name + '\n');  // GLOBAL
    } else {
      text(module);
      text(name);
      op('\x93');  // STACK_GLOBAL
    }
    put(name);
  }

  void integer(std::int64_t number) {
    if (number >= 0 && number < 0x100) {
      op('K').byte(static_cast<unsigned>(number));  // BININT1
    } else if (number >= 0 && number < 0x10000) {
      op('M');  // BININT2
      append_little_endian(bytes_, static_cast<std::uint64_t>(number), 2);
    } else {
      op('J');  // BININT, signed
      append_little_endian(bytes_, static_cast<std::uint64_t>(number), 4);
    }
  }

  void boolean(bool value) {
    if (protocol_ < 2) return static_cast<void>(op('I').characters(value ? "01\n" : "00\n"));  // INT
    op(value ? '\x88' : '\x89');  // NEWTRUE, NEWFALSE
  }

  /// Python's str.
  void text(const std::string& characters) {
    if (protocol_ < 3) return data({characters.begin(), characters.end()});
    op(protocol_ == 3 ? 'X' : '\x8c');  // BINUNICODE, SHORT_BINUNICODE
    append_little_endian(bytes_, characters.size(), protocol_ == 3 ? 4 : 1);
    this->characters(characters);
  }

  /// Python 2's str, Python 3's bytes.
  void data(const std::vector<std::uint8_t>& bytes) {
    const bool shorter = bytes.size() < 256;
    if (protocol_ < 3)
      op(shorter ? 'U' : 'T');  // SHORT_BINSTRING, BINSTRING
    else
      op(shorter ? 'C' : 'B');  // SHORT_BINBYTES, BINBYTES
    append_little_endian(bytes_, bytes.size(), shorter ? 1 : 4);
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }

  /// What stands between the two becomes a tuple. Up to three need no MARK since protocol 2.
  void begin_tuple(std::size_t size) {
    if (needs_mark(size)) op('(');  // MARK
  }
  void end_tuple(std::size_t size) {
    if (size == 0)
      op(')');  // EMPTY_TUPLE
    else if (needs_mark(size))
      op('t');  // TUPLE
    else
      op(static_cast<char>(0x84 + size));  // TUPLE1, TUPLE2, TUPLE3
  }

  /// The object just written goes into the memo, to be got again by this name, if any.
  void put(const std::string& name = {}) {
    const unsigned index = next_memo_++;
    if (protocol_ < 4)
      op('q').byte(index);  // BINPUT
    else
      op('\x94');  // MEMOIZE
    if (!name.empty()) memo_[name] = index;
  }
  bool get(const std::string& name) {
    if (!memo_.contains(name)) return false;
    op('h').byte(memo_[name]);  // BINGET
    return true;
  }

  PickleWriter& op(char opcode) { return byte(static_cast<std::uint8_t>(opcode)); }
  PickleWriter& byte(unsigned byte) {
    bytes_.push_back(static_cast<std::uint8_t>(byte));
    return *this;
  }
  PickleWriter& characters(std::string_view characters) {
    bytes_.insert(bytes_.end(), characters.begin(), characters.end());
    return *this;
  }

  std::vector<std::uint8_t> finish() {
    op('.');  // STOP
    if (protocol_ == 4)
      for (std::size_t i = 0; i < 8; ++i)
        bytes_[3 + i] = static_cast<std::uint8_t>(std::uint64_t{bytes_.size() - 11} >> 8 * i);
    return bytes_;
  }

 private:
  [[nodiscard]] bool needs_mark(std::size_t size) const { return size > 3 || (size > 0 && protocol_ < 2); }

  unsigned protocol_;
  unsigned next_memo_ = protocol_ < 4 ? 1 : 0;  // cPickle counts from 1, MEMOIZE from 0
  std::map<std::string, unsigned> memo_;
  std::vector<std::uint8_t> bytes_;
};

inline std::vector<std::uint8_t> pickle_mnist(const MnistToPickle& arrays, unsigned protocol = 2) {
  PickleWriter writer(protocol);
  writer.mnist(arrays);
  return writer.finish();
}

}  // namespace inkling::testing
