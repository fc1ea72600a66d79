package org.umbriel.metadata.dwarf.frame;

import org.umbriel.metadata.entry.Bytes;

/** How a register of the caller is recovered (DWARF 5, 6.4.1). */
public sealed interface RegisterRule {

  /** Nobody knows any more; of the return address: there is no caller. */
  record Undefined() implements RegisterRule {}

  record SameValue() implements RegisterRule {}

  /** Saved at an offset from the canonical frame address. */
  record Offset(long offset) implements RegisterRule {}

  /** The canonical frame address and an offset is the value itself. */
  record ValueOffset(long offset) implements RegisterRule {}

  record Register(int number) implements RegisterRule {}

  /** Saved where an expression says; the frame address is on the stack before it. */
  record Expression(Bytes code) implements RegisterRule {}

  /** What an expression comes to. */
  record ValueExpression(Bytes code) implements RegisterRule {}
}
