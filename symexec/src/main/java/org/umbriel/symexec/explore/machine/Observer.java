package org.umbriel.symexec.explore.machine;

/** Watches a run for violations of a property. */
public interface Observer {

  /** Whether throwing an exception with {@code athrow} in a frame is a violation already. */
  boolean violatesWhenThrown(HeapObject exception, Frame frame);

  /** Whether it is one that an exception leaves {@code main}. */
  boolean violatesUncaught(HeapObject exception);
}
