package org.umbriel.metadata.entry;

/**
 * A row of a table of codes.
 *
 * @param version the version of the standard that brought it, 0 for a vendor's extension
 * @param meaning what it says, for our own codes; empty where the standard says it
 */
public record Definition(String name, int version, Vendor vendor, String meaning) {

  static Definition standard(String name, int version) {
    return new Definition(name, version, Vendor.DWARF, "");
  }

  static Definition vendor(String name, Vendor vendor) {
    return new Definition(name, 0, vendor, "");
  }
}
