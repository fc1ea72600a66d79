package org.umbriel.metadata.classfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/**
 * The classes being looked at and the world they refer to: a class path, a platform. Lookups are
 * cached; safe for use by many threads.
 */
public final class Program {
  private static final String OBJECT = "java/lang/Object";

  private final Map<String, ClassUnit> units = new LinkedHashMap<>();
  private final ClassSource library;
  private final Map<String, Optional<ClassUnit>> libraryUnits = new ConcurrentHashMap<>();
  private final Map<String, Optional<ClassHeader>> headers = new ConcurrentHashMap<>();
  private final SortedSet<String> missing = new ConcurrentSkipListSet<>();
  private final Map<String, List<ClassUnit>> directSubtypes = new LinkedHashMap<>();

  /** Whether a reference of one type can be held by another (JVMS 6.5.checkcast). */
  public enum Subtyping {
    YES,
    NO,
    /** A class between them is missing. */
    UNKNOWN
  }

  /**
   * A program.
   *
   * @param units what is looked at; the first of a name counts
   * @param library everything else, the platform included
   */
  public Program(List<ClassUnit> units, ClassSource library) {
    this.library = library;
    for (ClassUnit unit : units) {
      if (this.units.putIfAbsent(unit.name(), unit) == null) {
        unit.superName().ifPresent(s -> addSubtype(s, unit));
        unit.interfaces().forEach(i -> addSubtype(i, unit));
      }
    }
  }

  private void addSubtype(String supertype, ClassUnit unit) {
    directSubtypes.computeIfAbsent(supertype, k -> new ArrayList<>()).add(unit);
  }

  /** The classes being looked at, in their order. */
  public List<ClassUnit> units() {
    return List.copyOf(units.values());
  }

  /** Whether a class is one of those being looked at. */
  public boolean contains(String internalName) {
    return units.containsKey(internalName);
  }

  /** A class by internal name: one of the units, or from the library; never an array. */
  public Optional<ClassUnit> find(String internalName) {
    ClassUnit unit = units.get(internalName);
    if (unit != null || isArray(internalName)) {
      return Optional.ofNullable(unit);
    }
    return libraryUnits.computeIfAbsent(internalName, this::load);
  }

  /** Like {@link #find}, without decoding members: cheap. */
  public Optional<ClassHeader> header(String internalName) {
    ClassUnit unit = units.get(internalName);
    if (unit != null || isArray(internalName)) {
      return Optional.ofNullable(unit).map(ClassUnit::header);
    }
    return headers.computeIfAbsent(internalName, this::loadHeader);
  }

  private static boolean isArray(String name) {
    return name.startsWith("[");
  }

  /** A class source knows nothing of programs, so this never comes back to the map. */
  private Optional<ClassUnit> load(String internalName) {
    return read(internalName, ClassDecoder::decode, ClassUnit::name);
  }

  private Optional<ClassHeader> loadHeader(String internalName) {
    return read(internalName, ClassDecoder::header, ClassHeader::name);
  }

  private interface Decoding<T> {
    T apply(ClassFile file) throws MalformedClassException;
  }

  /** What cannot be read, or is another class than its place says (JVMS 5.3.5), is missing. */
  private <T> Optional<T> read(
      String internalName, Decoding<T> decoding, Function<T, String> nameOf) {
    if (internalName.startsWith("[")) {
      return Optional.empty();
    }
    Optional<ClassFile> file = library.find(internalName);
    try {
      if (file.isPresent()) {
        T decoded = decoding.apply(file.get());
        if (nameOf.apply(decoded).equals(internalName)) {
          return Optional.of(decoded);
        }
      }
    } catch (MalformedClassException e) {
      // missing, too
    }
    missing.add(internalName);
    return Optional.empty();
  }

  /** Internal names that were looked for so far and are nowhere. */
  public SortedSet<String> missing() {
    return Collections.unmodifiableSortedSet(missing);
  }

  /** The units that name a class as their superclass or superinterface. */
  public List<ClassUnit> directSubtypes(String internalName) {
    return Collections.unmodifiableList(directSubtypes.getOrDefault(internalName, List.of()));
  }

  /**
   * Whether every non-null value of one type is an instance of another (JVMS 6.5.instanceof).
   *
   * @param type internal name, or descriptor of an array
   * @param supertype likewise
   */
  public Subtyping subtyping(String type, String supertype) {
    if (type.equals(supertype) || supertype.equals(OBJECT)) {
      return Subtyping.YES;
    }
    if (type.startsWith("[")) {
      return arraySubtyping(type, supertype);
    }
    return supertype.startsWith("[") ? Subtyping.NO : classSubtyping(type, supertype);
  }

  private Subtyping arraySubtyping(String type, String supertype) {
    if (!supertype.startsWith("[")) {
      return supertype.equals("java/lang/Cloneable") || supertype.equals("java/io/Serializable")
          ? Subtyping.YES
          : Subtyping.NO;
    }
    String element = type.substring(1);
    String superElement = supertype.substring(1);
    boolean references =
        MethodDescriptor.isReference(element) && MethodDescriptor.isReference(superElement);
    return references ? subtyping(internalName(element), internalName(superElement)) : Subtyping.NO;
  }

  /** {@code Ljava/lang/String;} to {@code java/lang/String}; an array stays a descriptor. */
  public static String internalName(String descriptor) {
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  private Subtyping classSubtyping(String type, String supertype) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(type));
    boolean gap = false;
    while (!open.isEmpty()) {
      String name = open.pop();
      if (name.equals(supertype)) {
        return Subtyping.YES;
      }
      if (seen.add(name)) {
        Optional<ClassHeader> header = header(name);
        gap |= header.isEmpty();
        header.ifPresent(
            h -> {
              h.superName().ifPresent(open::push);
              h.interfaces().forEach(open::push);
            });
      }
    }
    return gap ? Subtyping.UNKNOWN : Subtyping.NO;
  }

  /**
   * The declaration that a method reference resolves to (JVMS 5.4.3.3, 5.4.3.4); empty if there is
   * none, if a class that could have it is missing, and for the signature-polymorphic methods of
   * {@code MethodHandle} and {@code VarHandle}, which have no declaration of their type.
   */
  public Optional<MethodCode> resolve(MethodReference reference) {
    return new Resolution(this).method(reference);
  }

  /**
   * The declaration that a field reference resolves to (JVMS 5.4.3.2); empty if there is none, or
   * if a class that could have it is missing.
   */
  public Optional<FieldUnit> resolve(FieldReference reference) {
    return new Resolution(this).field(reference);
  }
}
