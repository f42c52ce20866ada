// Every way to memory, counted and, if asked to, refused. A program of its own has it: the linker sends
// malloc and its kin to allocation_hook.cpp (see CMakeLists.txt), which is what Eigen and zlib call, and its
// operators are what the standard library calls.
#pragma once

namespace inkling::testing {

/// Since the program began.
long allocations();

/// The n-th allocation from now, 1 the next, and all after it fail; 0 ends that.
void fail_from(long n);
/// Whether one has failed since fail_from() was called.
bool has_failed();

}  // namespace inkling::testing
