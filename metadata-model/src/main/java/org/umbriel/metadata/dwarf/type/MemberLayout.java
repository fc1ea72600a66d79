package org.umbriel.metadata.dwarf.type;

import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.OperationCode;

/** Where a member stands: three ways to say it, one for each of the last versions. */
final class MemberLayout {
  private MemberLayout() {}

  static Member of(Die die, boolean isBase) throws MalformedObjectException {
    Optional<Die> type = die.type();
    int bitSize = (int) die.constant(AttributeName.BIT_SIZE).orElse(0);
    String name = die.name().orElse("");
    OptionalLong bits = die.constant(AttributeName.DATA_BIT_OFFSET);
    if (bits.isPresent()) {
      return new Member(name, type, bits.getAsLong(), bitSize, isBase);
    }
    long offset = 8 * byteOffset(die);
    OptionalLong fromHighest = die.signed(AttributeName.BIT_OFFSET);
    if (bitSize != 0 && fromHighest.isPresent()) {
      long storage = storage(die, type);
      offset += 8 * storage - fromHighest.getAsLong() - bitSize;
    }
    return new Member(name, type, offset, bitSize, isBase);
  }

  /** The size of the unit of storage that a bit-field's offset counts in (DWARF 3, 5.5.6). */
  private static long storage(Die die, Optional<Die> type) throws MalformedObjectException {
    OptionalLong stated = die.constant(AttributeName.BYTE_SIZE);
    if (stated.isPresent()) {
      return stated.getAsLong();
    }
    return type.isPresent() ? Types.size(type.get()).orElse(0) : 0;
  }

  /** A constant, or an expression that adds one, as DWARF 2 had it. */
  private static long byteOffset(Die die) throws MalformedObjectException {
    Optional<AttributeValue> value = die.value(AttributeName.DATA_MEMBER_LOCATION);
    if (value.isPresent() && value.get() instanceof Constant constant) {
      return constant.value();
    }
    if (value.isPresent() && value.get() instanceof Expression expression) {
      for (Operation operation : Expressions.decode(expression.code())) {
        boolean adds =
            operation.code().equals(OperationCode.PLUS_UCONST)
                || operation.code().equals(OperationCode.CONSTU);
        if (adds) {
          return operation.operands().get(0);
        }
      }
    }
    return 0;
  }
}
