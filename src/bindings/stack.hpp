// The stack in the module's memory, across exceptions.
#pragma once

namespace inkling::bindings {

/// Has whatever the module exports give its stack back when it throws. An exception of JavaScript that leaves
/// WebAssembly does not: the stack pointer stays where the innermost function without anything to clean up
/// had it, a hundred bytes lower, and after some ten thousand refusals the next call writes below the stack.
/// Called once, after everything is exported.
void give_stack_back();

}  // namespace inkling::bindings
