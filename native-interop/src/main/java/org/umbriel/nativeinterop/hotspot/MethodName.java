package org.umbriel.nativeinterop.hotspot;

/**
 * A method of Java.
 *
 * @param owner as Java writes it, {@code java.util.Map$Entry}
 * @param descriptor as class files write it
 */
public record MethodName(String owner, String name, String descriptor) {
  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
