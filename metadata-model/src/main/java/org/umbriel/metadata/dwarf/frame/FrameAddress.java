package org.umbriel.metadata.dwarf.frame;

import org.umbriel.metadata.entry.Bytes;

/** How the canonical frame address is computed (DWARF 5, 6.4.2.2). */
public sealed interface FrameAddress {

  record RegisterOffset(int register, long offset) implements FrameAddress {}

  record Expression(Bytes code) implements FrameAddress {}
}
