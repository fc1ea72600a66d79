package org.umbriel.rewriter.link;

import java.util.List;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.shadow.link.Fact.Kind;

/**
 * One thing that a class assumes of another, and where it relies on it.
 *
 * @param owner internal name, or the descriptor of an array; with the receivers, for {@link
 *     Kind#PROTECTED}
 * @param name of the member, or internal name of a supertype; empty for the other kinds
 * @param descriptor of the member; empty likewise
 * @param places in code order
 */
record Assumed(Kind kind, String owner, String name, String descriptor, List<Place> places) {
  Assumed {
    places = List.copyOf(places);
  }

  /**
   * The instruction before which it must hold.
   *
   * @param unlessNull whether it needs the class only for a reference that is not null
   */
  record Place(MethodReference method, int instruction, boolean unlessNull) {}

  /** The class that must be there for the owner to be: of an array, the element's; or nothing. */
  String ownerClass() {
    if (kind == Kind.PROTECTED) {
      return owner.substring(0, owner.indexOf(';'));
    } else if (!owner.startsWith("[")) {
      return owner;
    }
    String element = owner.substring(owner.lastIndexOf('[') + 1);
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
  }
}
