package org.umbriel.metadata.dwarf.type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.RawAttribute;
import org.umbriel.metadata.dwarf.type.DataType.Alias;
import org.umbriel.metadata.dwarf.type.DataType.Array;
import org.umbriel.metadata.dwarf.type.DataType.Base;
import org.umbriel.metadata.dwarf.type.DataType.Enumeration;
import org.umbriel.metadata.dwarf.type.DataType.Enumerator;
import org.umbriel.metadata.dwarf.type.DataType.Other;
import org.umbriel.metadata.dwarf.type.DataType.Pointer;
import org.umbriel.metadata.dwarf.type.DataType.Qualified;
import org.umbriel.metadata.dwarf.type.DataType.Routine;
import org.umbriel.metadata.dwarf.type.DataType.Structure;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Block;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** Entries of types to types (DWARF 5, section 5). */
public final class Types {
  /** Types of types, at most: a malicious description may define a type by itself. */
  private static final int DEEPEST = 200;

  private static final Map<Tag, String> QUALIFIERS =
      Map.of(
          Tag.CONST_TYPE, "const",
          Tag.VOLATILE_TYPE, "volatile",
          Tag.RESTRICT_TYPE, "restrict",
          Tag.ATOMIC_TYPE, "_Atomic",
          Tag.SHARED_TYPE, "shared",
          Tag.IMMUTABLE_TYPE, "immutable",
          Tag.PACKED_TYPE, "packed");

  private static final Map<Tag, Structure.Kind> STRUCTURES =
      Map.of(
          Tag.STRUCTURE_TYPE, Structure.Kind.STRUCT,
          Tag.CLASS_TYPE, Structure.Kind.CLASS,
          Tag.UNION_TYPE, Structure.Kind.UNION);

  private Types() {}

  /** The type that an entry describes. */
  public static DataType of(Die given) throws MalformedObjectException {
    Die die = resolved(given);
    Tag tag = die.tag();
    String name = die.name().orElse("");
    if (STRUCTURES.containsKey(tag)) {
      boolean declared = die.isDeclaration();
      return new Structure(
          STRUCTURES.get(tag), name, size(die), declared, declared ? List.of() : members(die));
    }
    if (QUALIFIERS.containsKey(tag)) {
      return new Qualified(QUALIFIERS.get(tag), size(die), die.type());
    }
    if (tag.equals(Tag.BASE_TYPE)) {
      int encoding = (int) die.constant(AttributeName.ENCODING).orElse(0);
      return new Base(name, size(die), Encoding.of(encoding));
    }
    if (tag.equals(Tag.POINTER_TYPE)
        || tag.equals(Tag.REFERENCE_TYPE)
        || tag.equals(Tag.RVALUE_REFERENCE_TYPE)) {
      return new Pointer(size(die), die.type(), !tag.equals(Tag.POINTER_TYPE));
    }
    if (tag.equals(Tag.TYPEDEF) || tag.equals(Tag.TEMPLATE_ALIAS)) {
      return new Alias(name, size(die), die.type());
    }
    if (tag.equals(Tag.ARRAY_TYPE)) {
      return new Array(size(die), die.type(), dimensions(die));
    }
    if (tag.equals(Tag.ENUMERATION_TYPE)) {
      return new Enumeration(name, size(die), die.type(), constants(die));
    }
    if (tag.equals(Tag.SUBROUTINE_TYPE)) {
      return new Routine(die.type(), parameters(die), isVariadic(die));
    }
    return new Other(tag.shortName(), name, size(die));
  }

  /** A declaration that stands for a type unit's type (DWARF 5, 3.1.4). */
  private static Die resolved(Die die) throws MalformedObjectException {
    if (die.isDeclaration() && die.raw(AttributeName.SIGNATURE).isPresent()) {
      return die.reference(AttributeName.SIGNATURE).orElse(die);
    }
    return die;
  }

  /** The type without other names for it and without qualifiers. */
  public static Optional<Die> stripped(Optional<Die> given) throws MalformedObjectException {
    Optional<Die> die = given;
    for (int depth = 0; die.isPresent() && depth < DEEPEST; depth++) {
      Tag tag = die.get().tag();
      if (!tag.equals(Tag.TYPEDEF) && !QUALIFIERS.containsKey(tag)) {
        return Optional.of(resolved(die.get()));
      }
      die = die.get().type();
    }
    return die;
  }

  /** Bytes that a value of the type takes. */
  public static OptionalLong size(Die die) throws MalformedObjectException {
    return size(die, 0);
  }

  private static OptionalLong size(Die given, int depth) throws MalformedObjectException {
    Die die = resolved(given);
    OptionalLong stated = die.constant(AttributeName.BYTE_SIZE);
    if (stated.isPresent() || depth > DEEPEST) {
      return stated;
    }
    Tag tag = die.tag();
    if (tag.equals(Tag.POINTER_TYPE)
        || tag.equals(Tag.REFERENCE_TYPE)
        || tag.equals(Tag.RVALUE_REFERENCE_TYPE)) {
      return OptionalLong.of(die.unit().header().addressSize());
    }
    Optional<Die> next = die.type();
    if (next.isEmpty()) {
      return OptionalLong.empty();
    }
    if (tag.equals(Tag.ARRAY_TYPE)) {
      return arraySize(die, size(next.get(), depth + 1));
    }
    boolean through =
        tag.equals(Tag.TYPEDEF) || tag.equals(Tag.ENUMERATION_TYPE) || QUALIFIERS.containsKey(tag);
    return through ? size(next.get(), depth + 1) : OptionalLong.empty();
  }

  private static OptionalLong arraySize(Die die, OptionalLong element)
      throws MalformedObjectException {
    if (element.isEmpty()) {
      return element;
    }
    long size = element.getAsLong();
    for (OptionalLong dimension : dimensions(die)) {
      size = dimension.isPresent() ? size * dimension.getAsLong() : 0;
    }
    return OptionalLong.of(size);
  }

  private static List<OptionalLong> dimensions(Die array) throws MalformedObjectException {
    List<OptionalLong> dimensions = new ArrayList<>();
    for (Die child : array.children()) {
      if (child.tag().equals(Tag.SUBRANGE_TYPE)) {
        OptionalLong count = child.constant(AttributeName.COUNT);
        OptionalLong upper = child.constant(AttributeName.UPPER_BOUND);
        if (count.isEmpty() && upper.isPresent()) {
          long lower = child.constant(AttributeName.LOWER_BOUND).orElse(0);
          count = OptionalLong.of(upper.getAsLong() - lower + 1);
        }
        dimensions.add(count);
      } else if (child.tag().equals(Tag.ENUMERATION_TYPE)) {
        dimensions.add(OptionalLong.of(constants(child).size()));
      }
    }
    return dimensions;
  }

  private static List<Member> members(Die structure) throws MalformedObjectException {
    List<Member> members = new ArrayList<>();
    for (Die child : structure.children()) {
      boolean isBase = child.tag().equals(Tag.INHERITANCE);
      boolean isStored = !child.isDeclaration() && !child.flag(AttributeName.EXTERNAL);
      if (isBase || (child.tag().equals(Tag.MEMBER) && isStored)) {
        members.add(MemberLayout.of(child, isBase));
      }
    }
    return members;
  }

  private static List<Enumerator> constants(Die enumeration) throws MalformedObjectException {
    List<Enumerator> constants = new ArrayList<>();
    for (Die child : enumeration.children()) {
      if (child.tag().equals(Tag.ENUMERATOR)) {
        constants.add(new Enumerator(child.name().orElse(""), constant(child)));
      }
    }
    return constants;
  }

  /** {@code DW_FORM_sdata} is signed, {@code DW_FORM_udata} is not; other forms do not say. */
  private static BigInteger constant(Die enumerator) throws MalformedObjectException {
    Optional<RawAttribute> raw = enumerator.raw(AttributeName.CONST_VALUE);
    if (raw.isEmpty()) {
      return BigInteger.ZERO;
    }
    AttributeValue value = enumerator.unit().value(raw.get());
    if (value instanceof Block block) {
      return littleEndian(block.bytes().toArray());
    }
    long number = raw.get().number();
    return raw.get().form() == Form.UDATA
        ? new BigInteger(Long.toUnsignedString(number))
        : BigInteger.valueOf(number);
  }

  private static BigInteger littleEndian(byte[] bytes) {
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return new BigInteger(1, bytes);
  }

  /** The parameters among the children of a function or of a type of functions. */
  static List<Parameter> parameters(Die routine) throws MalformedObjectException {
    List<Parameter> parameters = new ArrayList<>();
    for (Die child : routine.children()) {
      if (child.tag().equals(Tag.FORMAL_PARAMETER)) {
        Die origin = child.reference(AttributeName.ABSTRACT_ORIGIN).orElse(child);
        Optional<Die> type = child.type();
        parameters.add(
            new Parameter(
                child.name().or(() -> nameOf(origin)).orElse(""),
                type.isPresent() ? type : origin.type()));
      }
    }
    return parameters;
  }

  private static Optional<String> nameOf(Die die) {
    try {
      return die.name();
    } catch (MalformedObjectException e) {
      return Optional.empty();
    }
  }

  static boolean isVariadic(Die routine) throws MalformedObjectException {
    for (Die child : routine.children()) {
      if (child.tag().equals(Tag.UNSPECIFIED_PARAMETERS)) {
        return true;
      }
    }
    return false;
  }
}
