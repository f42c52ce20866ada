#include "support/allocation_hook.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> counted = 0;
std::atomic<long> remaining = 0;  // until they fail; 0: they do not
std::atomic<bool> failing = false;

/// Counts one, and says whether it may be had.
bool may_have() {
  ++counted;
  if (failing) return false;
  if (remaining == 0) return true;
  if (--remaining == 0) failing = true;
  return !failing;
}

}  // namespace

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void* __wrap_malloc(std::size_t size) {
  return may_have() ? __real_malloc(size) : nullptr;
}
void* __wrap_calloc(std::size_t count, std::size_t size) {
  return may_have() ? __real_calloc(count, size) : nullptr;
}
void* __wrap_realloc(void* block, std::size_t size) {
  return may_have() ? __real_realloc(block, size) : nullptr;
}
}

void* operator new(std::size_t size) {
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  std::free(block);
}

namespace inkling::testing {

long allocations() {
  return counted;
}

void fail_from(long n) {
  failing = false;
  remaining = n;
}

bool has_failed() {
  return failing;
}

}  // namespace inkling::testing
