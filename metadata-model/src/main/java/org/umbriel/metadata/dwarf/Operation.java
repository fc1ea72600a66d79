package org.umbriel.metadata.dwarf;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.OperationCode;

/**
 * One step of an expression.
 *
 * @param operands numbers as they stand there, unsigned ones from 2^63 on as negative; of a block
 *     its length
 * @param block the bytes of an operand that is a block, else empty; of an unknown operation all
 *     bytes that follow
 */
public record Operation(OperationCode code, List<Long> operands, Bytes block) {
  public Operation {
    operands = List.copyOf(operands);
  }

  /** As {@code llvm-dwarfdump} prints it: {@code DW_OP_regx 0x3}. */
  @Override
  public String toString() {
    String numbers =
        operands.stream()
            .map(operand -> String.format(Locale.ROOT, " 0x%x", operand))
            .collect(Collectors.joining());
    return code + numbers + (block.size() == 0 ? "" : " <" + block + ">");
  }
}
