package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.shadow.link.Fact.Kind;

/** One thing that a class assumes of another, and where it relies on it. */
final class Assumed {
  private static final int METHOD_SHIFT = 33;

  private final ClassUnit unit;
  private final Key key;

  /** Method, bytecode index and whether null needs nothing: in this order, so that they sort. */
  private long[] sites = new long[1];

  private int count;

  /**
   * A fact without sites yet.
   *
   * @param unit the class that relies on it
   */
  Assumed(ClassUnit unit, Key key) {
    this.unit = unit;
    this.key = key;
  }

  /**
   * What is assumed.
   *
   * @param owner internal name, or the descriptor of an array; with the receivers, for {@link
   *     Kind#PROTECTED}
   * @param name of the member, or internal name of a supertype; empty for the other kinds
   * @param descriptor of the member; empty likewise
   */
  record Key(Kind kind, String owner, String name, String descriptor) {}

  /**
   * The instruction before which it must hold.
   *
   * @param unlessNull whether it needs the class only for a reference that is not null
   */
  record Place(MethodReference method, int instruction, boolean unlessNull) {}

  Kind kind() {
    return key.kind();
  }

  String owner() {
    return key.owner();
  }

  String name() {
    return key.name();
  }

  String descriptor() {
    return key.descriptor();
  }

  /** An instruction relies on it. */
  void addSite(int method, int bytecodeIndex, boolean unlessNull) {
    if (count == sites.length) {
      sites = Arrays.copyOf(sites, 2 * count);
    }
    sites[count++] =
        (long) method << METHOD_SHIFT | (long) bytecodeIndex << 1 | (unlessNull ? 1 : 0);
  }

  int siteCount() {
    return count;
  }

  /** The method of a site, by its place in the class. */
  int method(int site) {
    return (int) (sites[site] >>> METHOD_SHIFT);
  }

  int bytecodeIndex(int site) {
    return (int) (sites[site] >>> 1);
  }

  /** The instruction at a bytecode index, or behind it. */
  static int instructionAt(MethodCode method, int bytecodeIndex) {
    int low = 0;
    int high = method.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (method.bytecodeIndex(middle) < bytecodeIndex) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** All sites, in code order. */
  List<Place> places() {
    Arrays.sort(sites, 0, count);
    List<Place> places = new ArrayList<>(count);
    for (int site = 0; site < count; site++) {
      MethodCode method = unit.methods().get(method(site));
      int instruction = instructionAt(method, bytecodeIndex(site));
      places.add(new Place(method.reference(), instruction, (sites[site] & 1) != 0));
    }
    return places;
  }

  /** The class that must be there for the owner to be: of an array, the element's; or nothing. */
  String ownerClass() {
    String owner = key.owner();
    if (key.kind() == Kind.PROTECTED) {
      return owner.substring(0, owner.indexOf(';'));
    } else if (!owner.startsWith("[")) {
      return owner;
    }
    String element = owner.substring(owner.lastIndexOf('[') + 1);
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
  }
}
