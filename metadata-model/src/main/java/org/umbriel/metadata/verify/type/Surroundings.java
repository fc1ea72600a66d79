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
  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);
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
  private int[] supers = new int[1 << 4];
  private int supersKnown = -1;
  private int used;
  private boolean supersComplete;

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
    Arrays.fill(bySymbol, 0, used, null);
    used = 0;
    selfName = symbols.text(next.thisClass());
    superName = next.superClass() == KnownName.NONE ? null : symbols.text(next.superClass());
    self = null;
    supersKnown = -1;
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
    used = Math.max(used, symbol + 1);
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
              selfName,
              shape.access(),
              superName,
              List.of(),
              UNKNOWN.map(i -> List.of()),
              none,
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
    if (supersKnown < 0) {
      listSupers();
    }
    for (int i = 0; i < supersKnown; i++) {
      if (supers[i] == symbol) {
        return YES;
      }
    }
    return supersComplete ? NO : Optional.empty();
  }

  private void listSupers() {
    supersKnown = 0;
    @Nullable String name = superName;
    while (name != null && supersKnown < LONGEST_CHAIN) {
      if (supersKnown == supers.length) {
        supers = Arrays.copyOf(supers, supersKnown * 2);
      }
      byte[] text = ModifiedText.encode(name);
      int symbol = symbols.intern(text, 0, text.length);
      supers[supersKnown++] = symbol;
      Optional<ClassInfo> info = find(symbol);
      if (info.isEmpty()) {
        supersComplete = false;
        return;
      }
      name = info.get().superName().orElse(null);
    }
    supersComplete = true;
  }
}
