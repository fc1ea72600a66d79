package org.umbriel.metadata.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.entry.AttributeValue.Address;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.EntryReference;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.AttributeValue.Ranges;
import org.umbriel.metadata.entry.AttributeValue.Text;

/**
 * A debugging information entry (DWARF 5, section 2): what it describes, what is said of it, and
 * the entries it owns. Attributes keep their order, and none occurs twice.
 */
public record Entry(Tag tag, List<Attribute> attributes, List<Entry> children) {
  public Entry {
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
    if (hasRepeatedName(attributes)) {
      throw new IllegalArgumentException(tag + " says the same thing twice: " + attributes);
    }
  }

  private static boolean hasRepeatedName(List<Attribute> attributes) {
    if (attributes.size() > 16) {
      return attributes.stream().map(Attribute::name).distinct().count() < attributes.size();
    }
    for (int i = 1; i < attributes.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (attributes.get(i).name().equals(attributes.get(j).name())) {
          return true;
        }
      }
    }
    return false;
  }

  public static Builder builder(Tag tag) {
    return new Builder(tag);
  }

  public Optional<AttributeValue> value(AttributeName name) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(name)) {
        return Optional.of(attribute.value());
      }
    }
    return Optional.empty();
  }

  public Optional<String> text(AttributeName name) {
    return value(name, Text.class).map(Text::text);
  }

  public OptionalLong constant(AttributeName name) {
    Optional<Constant> constant = value(name, Constant.class);
    return constant.isPresent() ? OptionalLong.of(constant.get().value()) : OptionalLong.empty();
  }

  public OptionalLong address(AttributeName name) {
    Optional<Address> address = value(name, Address.class);
    return address.isPresent() ? OptionalLong.of(address.get().address()) : OptionalLong.empty();
  }

  public boolean flag(AttributeName name) {
    return value(name, Flag.class).map(Flag::set).orElse(false);
  }

  public Optional<Reference> reference(AttributeName name) {
    return value(name, EntryReference.class).map(EntryReference::target);
  }

  public Optional<Bytes> expression(AttributeName name) {
    return value(name, Expression.class).map(Expression::code);
  }

  private <T extends AttributeValue> Optional<T> value(AttributeName name, Class<T> type) {
    return value(name).filter(type::isInstance).map(type::cast);
  }

  /**
   * Where in the program it is: its ranges, or what lies between its lowest and highest address.
   */
  public List<AddressRange> ranges() {
    Optional<Ranges> several = value(AttributeName.RANGES, Ranges.class);
    if (several.isPresent()) {
      return several.get().ranges();
    }
    OptionalLong low = address(AttributeName.LOW_PC);
    OptionalLong high = address(AttributeName.HIGH_PC);
    OptionalLong length = constant(AttributeName.HIGH_PC);
    if (low.isEmpty() || (high.isEmpty() && length.isEmpty())) {
      return List.of();
    }
    long start = low.getAsLong();
    return List.of(new AddressRange(start, high.orElse(start + length.orElse(0))));
  }

  /** How many entries this one and all below it are. */
  public int size() {
    int size = 1;
    for (Entry child : children) {
      size += child.size();
    }
    return size;
  }

  /** Collects an entry's attributes and children in the order in which they are to stand. */
  public static final class Builder {
    private final Tag tag;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Entry> children = new ArrayList<>();

    private Builder(Tag tag) {
      this.tag = tag;
    }

    public Builder with(AttributeName name, AttributeValue value) {
      attributes.add(new Attribute(name, value));
      return this;
    }

    public Builder text(AttributeName name, String text) {
      return with(name, new Text(text));
    }

    public Builder text(AttributeName name, Optional<String> text) {
      text.ifPresent(present -> text(name, present));
      return this;
    }

    public Builder constant(AttributeName name, long value) {
      return with(name, new Constant(value));
    }

    public Builder code(AttributeName name, Code code) {
      return constant(name, code.value());
    }

    public Builder address(AttributeName name, long address) {
      return with(name, new Address(address));
    }

    /** Sets a flag; one that is not set is not mentioned. */
    public Builder flag(AttributeName name, boolean set) {
      return set ? with(name, new Flag(true)) : this;
    }

    public Builder reference(AttributeName name, Reference target) {
      return with(name, new EntryReference(target));
    }

    public Builder expression(AttributeName name, Bytes code) {
      return with(name, new Expression(code));
    }

    public Builder child(Entry child) {
      children.add(child);
      return this;
    }

    public Builder children(List<Entry> all) {
      children.addAll(all);
      return this;
    }

    public Entry build() {
      return new Entry(tag, attributes, children);
    }
  }
}
