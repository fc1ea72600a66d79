package org.umbriel.metadata.verify.type;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.Symbols;

/**
 * The classes that the class under verification knows by name, itself included: it stands for its
 * own name, whatever the hierarchy has under it. Used again for the next class.
 */
final class Surroundings {
  private static final Optional<ClassInfo> UNKNOWN = Optional.empty();

  /** No class has more superclasses than this; longer chains are circular. */
  private static final int LONGEST_CHAIN = 65536;

  private final Hierarchy hierarchy;
  private final Assumptions assumptions;
  private @Nullable Optional<ClassInfo>[] bySymbol = newArray(1 << 8);
  private Symbols symbols;
  private String selfName = "";
  private @Nullable String superName;
  private @Nullable ClassInfo self;
  private ClassShape shape;

  Surroundings(Hierarchy hierarchy, Assumptions assumptions, ClassShape first) {
    this.hierarchy = hierarchy;
    this.assumptions = assumptions;
    this.shape = first;
    this.symbols = first.symbols();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
  private static @Nullable Optional<ClassInfo>[] newArray(int size) {
    return new Optional[size];
  }

  void reset(ClassShape next) {
    shape = next;
    symbols = next.symbols();
    Arrays.fill(bySymbol, null);
    selfName = symbols.text(next.thisClass());
    superName =
        next.superClass() == KnownName.NONE ? null : symbols.text(next.superClass());
    self = null;
  }

  String selfName() {
    return selfName;
  }

  Optional<String> superName() {
    return Optional.ofNullable(superName);
  }

  Optional<ClassInfo> find(int symbol) {
    if (symbol >= bySymbol.length) {
      bySymbol = Arrays.copyOf(bySymbol, Integer.highestOneBit(symbol) * 2);
    }
    Optional<ClassInfo> found = bySymbol[symbol];
    if (found == null) {
      found = find(symbols.text(symbol));
      bySymbol[symbol] = found;
    }
    return found;
  }

  Optional<ClassInfo> find(String name) {
    if (name.equals(selfName)) {
      return Optional.of(self());
    }
    Optional<ClassInfo> found = hierarchy.find(name);
    if (found.isPresent()) {
      assumptions.consult(name);
    }
    return found;
  }

  /** The class under verification as others see it; its members are not asked for. */
  private ClassInfo self() {
    if (self == null) {
      ClassInfo.MemberList none = new ClassInfo.MemberList(new byte[0], new int[0], 0);
      self =
          new ClassInfo(
              selfName, shape.access(), superName, List.of(), UNKNOWN.map(i -> List.of()), none,
              none);
    }
    return self;
  }

  /**
   * Whether a class is another or inherits from it.
   *
   * @return empty if a class between them is unknown
   */
  Optional<Boolean> isSubclass(ClassInfo from, String to) {
    @Nullable ClassInfo at = from;
    for (int steps = 0; at != null && steps < LONGEST_CHAIN; steps++) {
      if (at.name().equals(to)) {
        return Optional.of(true);
      }
      Optional<String> next = at.superName();
      if (next.isEmpty()) {
        return Optional.of(false);
      }
      if (next.get().equals(to)) {
        return Optional.of(true);
      }
      at = find(next.get()).orElse(null);
    }
    return Optional.empty();
  }

  /**
   * Whether a name is that of a proper superclass of the class under verification.
   *
   * @return empty if a class between them is unknown
   */
  Optional<Boolean> isSuperclass(int symbol) {
    if (symbol == shape.superClass()) {
      return Optional.of(true);
    }
    if (superName == null) {
      return Optional.of(false);
    }
    Optional<ClassInfo> direct = find(shape.superClass());
    return direct.isEmpty() ? Optional.empty() : isSubclass(direct.get(), symbols.text(symbol));
  }
}
