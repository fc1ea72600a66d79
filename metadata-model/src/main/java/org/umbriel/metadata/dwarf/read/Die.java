package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Address;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/**
 * A handle on an entry of a file: nothing of the entry is kept in it. Made when someone looks at an
 * entry, not for each that there is.
 *
 * @param entry ordinal in the unit, as in {@link EntryTable}
 */
public record Die(UnitReader unit, int entry) {

  public Tag tag() throws MalformedObjectException {
    return unit.table().tag(entry);
  }

  /** Where the entry starts in the section of its unit. */
  public InfoOffset offset() throws MalformedObjectException {
    return new InfoOffset(unit.table().offset(entry));
  }

  /** The name, if the entry itself has one. */
  public Optional<String> name() throws MalformedObjectException {
    return unit.table().name(entry) == FieldReader.NO_NAME
        ? Optional.empty()
        : text(AttributeName.NAME);
  }

  public Optional<Die> parent() throws MalformedObjectException {
    int parent = unit.table().parent(entry);
    return parent == EntryTable.NONE ? Optional.empty() : Optional.of(unit.die(parent));
  }

  public List<Die> children() throws MalformedObjectException {
    EntryTable table = unit.table();
    List<Die> children = new ArrayList<>();
    int next = table.firstChild(entry);
    while (next != EntryTable.NONE) {
      children.add(unit.die(next));
      next = table.nextSibling(next);
    }
    return children;
  }

  public boolean isDeclaration() throws MalformedObjectException {
    return unit.table().isDeclaration(entry);
  }

  /** The attributes as they stand in the file. */
  public List<RawAttribute> raw() throws MalformedObjectException {
    return unit.raw(entry);
  }

  public Optional<RawAttribute> raw(AttributeName name) throws MalformedObjectException {
    return raw().stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  /** What is said of the entry. */
  public List<Attribute> attributes() throws MalformedObjectException {
    return unit.values(raw());
  }

  public Optional<AttributeValue> value(AttributeName name) throws MalformedObjectException {
    Optional<RawAttribute> raw = raw(name);
    return raw.isPresent() ? Optional.of(unit.value(raw.get())) : Optional.empty();
  }

  public Optional<String> text(AttributeName name) throws MalformedObjectException {
    return value(name).filter(Text.class::isInstance).map(value -> ((Text) value).text());
  }

  public boolean flag(AttributeName name) throws MalformedObjectException {
    return value(name).filter(Flag.class::isInstance).map(v -> ((Flag) v).set()).orElse(false);
  }

  /** A constant; one of fewer bytes than a long is taken as unsigned. */
  public OptionalLong constant(AttributeName name) throws MalformedObjectException {
    Optional<AttributeValue> value = value(name);
    return value.isPresent() && value.get() instanceof Constant constant
        ? OptionalLong.of(constant.value())
        : OptionalLong.empty();
  }

  /** A constant that may be negative: its form says how many bytes it has. */
  public OptionalLong signed(AttributeName name) throws MalformedObjectException {
    Optional<RawAttribute> raw = raw(name);
    if (raw.isEmpty()) {
      return OptionalLong.empty();
    }
    long number = raw.get().number();
    return switch (raw.get().form()) {
      case DATA1 -> OptionalLong.of(number << 56 >> 56);
      case DATA2 -> OptionalLong.of(number << 48 >> 48);
      case DATA4 -> OptionalLong.of(number << 32 >> 32);
      case DATA8, SDATA, UDATA, IMPLICIT_CONST -> OptionalLong.of(number);
      default -> OptionalLong.empty();
    };
  }

  public OptionalLong address(AttributeName name) throws MalformedObjectException {
    Optional<AttributeValue> value = value(name);
    return value.isPresent() && value.get() instanceof Address address
        ? OptionalLong.of(address.address())
        : OptionalLong.empty();
  }

  /** What {@link AttributeName#TYPE} leads to. */
  public Optional<Die> type() throws MalformedObjectException {
    int type = unit.table().type(entry);
    if (type == FieldReader.NO_TYPE) {
      return Optional.empty();
    }
    if (type > 0 && !unit.header().isTypeUnit()) {
      return Optional.of(unit.file().at(new InfoOffset(type)));
    }
    return reference(AttributeName.TYPE);
  }

  /** The entry that an attribute leads to: here, in another unit, in a type unit, in dwz's file. */
  public Optional<Die> reference(AttributeName name) throws MalformedObjectException {
    Optional<RawAttribute> raw = raw(name);
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    DwarfReader file = unit.file();
    long number = raw.get().number();
    Form form = raw.get().form();
    return switch (form) {
      case REF1, REF2, REF4, REF8, REF_UDATA ->
          Optional.of(file.die(unit.referenceTo(new InfoOffset(unit.offset().value() + number))));
      case REF_ADDR -> Optional.of(file.at(new InfoOffset(number)));
      case REF_SIG8 -> file.typeWithSignature(number);
      case GNU_REF_ALT, REF_SUP4, REF_SUP8 ->
          file.supplementary().isPresent()
              ? Optional.of(file.supplementary().get().at(new InfoOffset(number)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
