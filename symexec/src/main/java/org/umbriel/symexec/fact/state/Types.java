package org.umbriel.symexec.fact.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassHeader;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.classfile.Program.Subtyping;

/** Questions about the program's types, with their answers kept. Not safe for use by threads. */
public final class Types {
  public static final String OBJECT = "java/lang/Object";

  private record Pair(String first, String second) {}

  private final Program program;
  private final Map<Pair, Subtyping> subtyping = new HashMap<>();
  private final Map<Pair, String> common = new HashMap<>();

  public Types(Program program) {
    this.program = program;
  }

  /** Whether a class is known to be a subtype of another (JVMS 6.5.checkcast). */
  public boolean isSubtype(String type, String supertype) {
    return type.equals(supertype)
        || supertype.equals(OBJECT)
        || subtyping(type, supertype) == Subtyping.YES;
  }

  /** Whether no instance of one class can be one of another. */
  public boolean isCertainlyNoSubtype(String type, String supertype) {
    return subtyping(type, supertype) == Subtyping.NO;
  }

  private Subtyping subtyping(String type, String supertype) {
    Pair pair = new Pair(type, supertype);
    Subtyping known = subtyping.get(pair);
    if (known == null) {
      known = program.subtyping(type, supertype);
      subtyping.put(pair, known);
    }
    return known;
  }

  /** A type that values of both types have. */
  public String commonSupertype(String first, String second) {
    if (first.equals(second)) {
      return first;
    }
    Pair pair = new Pair(first, second);
    String known = common.get(pair);
    if (known == null) {
      known = findCommon(first, second);
      common.put(pair, known);
    }
    return known;
  }

  private String findCommon(String first, String second) {
    if (isSubtype(first, second)) {
      return second;
    }
    if (isSubtype(second, first)) {
      return first;
    }
    Optional<String> at = superclass(first);
    while (at.isPresent()) {
      if (isSubtype(second, at.get())) {
        return at.get();
      }
      at = superclass(at.get());
    }
    return OBJECT;
  }

  private Optional<String> superclass(String type) {
    return type.startsWith("[")
        ? Optional.empty()
        : program.header(type).flatMap(ClassHeader::superName);
  }

  /** Whether no other class can be a subtype: final, or an array of such. */
  public boolean isLeaf(String type) {
    String element = type.substring(type.lastIndexOf('[') + 1);
    if (type.startsWith("[")) {
      return !element.startsWith("L") || isLeaf(Program.internalName(element));
    }
    return program.header(type).map(ClassHeader::isFinal).orElse(false);
  }

  /** Whether the verifier lets any object pass for the type (JVMS 4.10.1.2: interfaces). */
  public boolean isUnverified(String type) {
    String element = type.substring(type.lastIndexOf('[') + 1);
    if (type.startsWith("[")) {
      return element.startsWith("L") && isUnverified(Program.internalName(element));
    }
    return program.header(type).map(ClassHeader::isInterface).orElse(true);
  }
}
