package org.umbriel.nativeinterop.type;

/**
 * A parameter of a function.
 *
 * @param name empty if it has none
 * @param declared its type as the source has it, other names and qualifiers included
 */
public record Parameter(String name, CType type, String declared) {
  public Parameter(String name, CType type) {
    this(name, type, type.text());
  }
}
