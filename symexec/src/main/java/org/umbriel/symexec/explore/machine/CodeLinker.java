package org.umbriel.symexec.explore.machine;

/** Makes operations of instructions. */
@FunctionalInterface
public interface CodeLinker {
  Operation[] link(Routine routine);
}
