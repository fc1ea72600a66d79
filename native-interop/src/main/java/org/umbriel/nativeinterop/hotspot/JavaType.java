package org.umbriel.nativeinterop.hotspot;

import java.util.List;
import java.util.Optional;

/**
 * A class as its objects lie in the heap.
 *
 * @param name as Java writes it
 * @param superclass its name
 * @param klass the address of HotSpot's own description
 * @param size bytes of an object; 0 if there are none, or they are arrays
 * @param fields those that the class declares itself
 */
public record JavaType(
    String name, Optional<String> superclass, long klass, int size, List<Field> fields) {
  public JavaType {
    fields = List.copyOf(fields);
  }

  /**
   * A field.
   *
   * @param descriptor of its type, as class files write it
   * @param offset from the object's start, or of a static field from that of its class's object
   */
  public record Field(String name, String descriptor, int offset, boolean isStatic) {}
}
