package org.umbriel.nativeinterop.type;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.type.DataType;
import org.umbriel.metadata.dwarf.type.Function;
import org.umbriel.metadata.dwarf.type.Member;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.TypeText;
import org.umbriel.metadata.dwarf.type.Types;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.nativeinterop.NativeException;

/** A program's entries of types to types with layouts (DWARF 5, section 5). */
public final class DwarfTypes {
  /** DW_CC_pass_by_reference (DWARF 5, 7.15): copying it is a function of its own. */
  private static final long PASS_BY_REFERENCE = 4;

  private final Program program;
  private final Map<Die, CType> known = new HashMap<>();
  private final Set<Die> open = new HashSet<>();

  public DwarfTypes(Program program) {
    this.program = program;
  }

  /** The signature of a function. */
  public FunctionType of(Function function) {
    return guarded(
        function.name(),
        () -> routine(function.result(), function.parameters(), function.isVariadic()));
  }

  /**
   * The type of that name: {@code struct stat}, {@code size_t}.
   *
   * @throws NativeException if what describes it is malformed
   */
  public Optional<CType> named(String name) {
    return guarded(
        name,
        () -> {
          Optional<Die> die = program.type(name);
          return die.isPresent() ? Optional.of(of(die)) : Optional.empty();
        });
  }

  /** The type of an entry; none is {@code void}. */
  public CType of(Optional<Die> type) {
    return guarded("a type", () -> read(type));
  }

  /** Reads something of the program. */
  private interface Reading<T> {
    T read() throws IOException, MalformedObjectException;
  }

  private synchronized <T> T guarded(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | MalformedObjectException | IllegalArgumentException e) {
      throw new NativeException(what + ": " + e.getMessage(), e);
    }
  }

  private CType read(Optional<Die> given) throws IOException, MalformedObjectException {
    Optional<Die> die = Types.stripped(given);
    if (die.isEmpty()) {
      return VoidType.VOID;
    }
    CType before = known.get(die.get());
    if (before != null) {
      return before;
    }
    if (!open.add(die.get())) {
      throw new NativeException(TypeText.of(die) + ": it is a part of itself");
    }
    try {
      CType type = build(die.get());
      known.put(die.get(), type);
      return type;
    } finally {
      open.remove(die.get());
    }
  }

  private CType build(Die die) throws IOException, MalformedObjectException {
    String text = TypeText.of(Optional.of(die));
    DataType type = Types.of(die);
    if (type instanceof DataType.Base base) {
      return base(base);
    }
    if (type instanceof DataType.Pointer pointer) {
      return new PointerType(text, () -> of(pointer.target()));
    }
    if (type instanceof DataType.Structure structure) {
      return structure(die, structure, text);
    }
    if (type instanceof DataType.Array array) {
      return array(die, array, text);
    }
    if (type instanceof DataType.Enumeration enumeration) {
      return enumeration(enumeration, text);
    }
    if (type instanceof DataType.Routine routine) {
      return routine(routine.result(), routine.parameters(), routine.isVariadic());
    }
    return opaque(text, type.size(), "C has no such type");
  }

  private static CType opaque(String text, OptionalLong size, String reason) {
    return new OpaqueType(text, size.orElse(0), 1, reason);
  }

  private static CType base(DataType.Base base) {
    long size = base.size().orElse(0);
    String name = base.name();
    Encoding encoding = base.encoding();
    Optional<IntegerType.Kind> kind = kind(encoding);
    if (kind.isPresent() && size > 0 && size <= 16 && Long.bitCount(size) == 1) {
      return new IntegerType(name, size, kind.get());
    }
    if (encoding.equals(Encoding.FLOAT) && isPassed(name, size)) {
      return new RealType(name, size);
    }
    if (encoding.equals(Encoding.COMPLEX_FLOAT) && isPassed(name, size / 2)) {
      return new ComplexType(name, new RealType(name.replaceFirst("^_?complex ", ""), size / 2));
    }
    return opaque(name, base.size(), "numbers of " + size + " bytes encoded as " + encoding);
  }

  /** 16 bytes are an x87 number unless the name says that they are IEEE 754's 128 bits. */
  private static boolean isPassed(String name, long size) {
    return size == 4 || size == 8 || (size == 16 && !name.contains("128"));
  }

  private static Optional<IntegerType.Kind> kind(Encoding encoding) {
    if (encoding.equals(Encoding.BOOLEAN)) {
      return Optional.of(IntegerType.Kind.BOOLEAN);
    }
    if (encoding.equals(Encoding.SIGNED)) {
      return Optional.of(IntegerType.Kind.SIGNED);
    }
    if (encoding.equals(Encoding.SIGNED_CHAR)) {
      return Optional.of(IntegerType.Kind.CHARACTER);
    }
    if (encoding.equals(Encoding.UNSIGNED_CHAR)) {
      return Optional.of(IntegerType.Kind.UNSIGNED_CHARACTER);
    }
    boolean unsigned = encoding.equals(Encoding.UNSIGNED) || encoding.equals(Encoding.UTF);
    return unsigned ? Optional.of(IntegerType.Kind.UNSIGNED) : Optional.empty();
  }

  private CType structure(Die die, DataType.Structure given, String text)
      throws IOException, MalformedObjectException {
    if (given.isDeclaration()) {
      return complete(die, given, text);
    }
    boolean byReference =
        die.constant(AttributeName.CALLING_CONVENTION).orElse(0) == PASS_BY_REFERENCE;
    if (byReference) {
      return opaque(text, given.size(), "copying it takes a constructor of C++");
    }
    List<Field> fields = new ArrayList<>();
    for (Member member : given.members()) {
      CType type = read(member.type());
      fields.add(new Field(member.name(), type, member.bitOffset(), member.bitSize()));
    }
    return StructType.of(
        text,
        given.kind() == DataType.Structure.Kind.UNION,
        given.size().orElse(0),
        die.constant(AttributeName.ALIGNMENT).orElse(0),
        fields);
  }

  /** What this unit only declares another one may define. */
  private CType complete(Die declaration, DataType.Structure given, String text)
      throws IOException, MalformedObjectException {
    if (!given.name().isEmpty()) {
      for (Die die : program.names().find(given.name())) {
        if (die.tag().equals(declaration.tag()) && !die.isDeclaration()) {
          return read(Optional.of(die));
        }
      }
    }
    return opaque(text, OptionalLong.empty(), "only its name is known");
  }

  private CType array(Die die, DataType.Array array, String text)
      throws IOException, MalformedObjectException {
    if (die.flag(AttributeName.GNU_VECTOR)) {
      return opaque(text, Types.size(die), "a vector register's");
    }
    CType type = read(array.element());
    List<OptionalLong> dimensions = array.dimensions();
    if (dimensions.isEmpty()) {
      return new ArrayType(type, 0);
    }
    for (int i = dimensions.size() - 1; i >= 0; i--) {
      type = new ArrayType(type, dimensions.get(i).orElse(0));
    }
    return type;
  }

  private CType enumeration(DataType.Enumeration enumeration, String text)
      throws IOException, MalformedObjectException {
    List<EnumType.Constant> constants = new ArrayList<>();
    boolean negative = false;
    for (DataType.Enumerator each : enumeration.constants()) {
      constants.add(new EnumType.Constant(each.name(), each.value()));
      negative |= each.value().signum() < 0;
    }
    if (enumeration.underlying().isPresent()
        && read(enumeration.underlying()) instanceof IntegerType integer) {
      return new EnumType(text, integer, constants);
    }
    IntegerType.Kind kind = negative ? IntegerType.Kind.SIGNED : IntegerType.Kind.UNSIGNED;
    long size = enumeration.size().orElse(4);
    return new EnumType(text, new IntegerType(text, size, kind), constants);
  }

  private FunctionType routine(
      Optional<Die> result,
      List<org.umbriel.metadata.dwarf.type.Parameter> parameters,
      boolean isVariadic)
      throws IOException, MalformedObjectException {
    List<Parameter> all = new ArrayList<>();
    for (org.umbriel.metadata.dwarf.type.Parameter parameter : parameters) {
      all.add(
          new Parameter(parameter.name(), read(parameter.type()), TypeText.of(parameter.type())));
    }
    return new FunctionType(read(result), all, isVariadic);
  }
}
