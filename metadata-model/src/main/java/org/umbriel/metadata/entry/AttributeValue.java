package org.umbriel.metadata.entry;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an attribute says. There is one record for each class of value (DWARF 5, 7.5.5), not for
 * each form: how a constant is laid out is the writer's business.
 */
public sealed interface AttributeValue {

  <R> R accept(Visitor<R> visitor);

  /** An address in the program: for bytecode, as the address rule composes it. */
  record Address(long address) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** An integer of up to 64 bits; whether it is signed is the attribute's matter. */
  record Constant(long value) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record Flag(boolean set) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record Text(String text) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record Block(Bytes bytes) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The bytes of a DWARF expression. */
  record Expression(Bytes code) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record EntryReference(Reference target) implements AttributeValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Addresses that need not be next to each other (DWARF 5, 2.17.3). */
  record Ranges(List<AddressRange> ranges) implements AttributeValue {
    public Ranges {
      ranges = List.copyOf(ranges);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The places that an object has, depending on where the program is (DWARF 5, 2.6.2). */
  record Locations(List<LocationEntry> entries) implements AttributeValue {
    public Locations {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A number that means something only together with a section or a file that is not part of the
   * entries: an offset, an index, a signature. It is kept, and written back in the same form.
   */
  record Foreign(Form form, long number) implements AttributeValue {
    private static final Set<Form> FORMS =
        EnumSet.of(
            Form.SEC_OFFSET,
            Form.REF_SIG8,
            Form.STRX,
            Form.STRX1,
            Form.STRX2,
            Form.STRX3,
            Form.STRX4,
            Form.ADDRX,
            Form.ADDRX1,
            Form.ADDRX2,
            Form.ADDRX3,
            Form.ADDRX4,
            Form.LOCLISTX,
            Form.RNGLISTX,
            Form.REF_SUP4,
            Form.REF_SUP8,
            Form.STRP_SUP,
            Form.GNU_ADDR_INDEX,
            Form.GNU_STR_INDEX,
            Form.GNU_REF_ALT,
            Form.GNU_STRP_ALT);

    public Foreign {
      if (!FORMS.contains(form)) {
        throw new IllegalArgumentException(form + " has a value of its own");
      }
      int size = form.size();
      if (size > 0 && size < 8 && (number >>> (8 * size)) != 0) {
        throw new IllegalArgumentException(number + " does not fit " + form);
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** One method for each class of value. */
  interface Visitor<R> {
    R visit(Address address);

    R visit(Constant constant);

    R visit(Flag flag);

    R visit(Text text);

    R visit(Block block);

    R visit(Expression expression);

    R visit(EntryReference reference);

    R visit(Ranges ranges);

    R visit(Locations locations);

    R visit(Foreign foreign);
  }
}
