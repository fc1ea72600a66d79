package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.OperationCode;

/** Expressions, whose bytes stay as they are, with the addresses that stand in them. */
final class ExpressionWriter {
  private ExpressionWriter() {}

  static void write(Bytes code, SectionBuffer out) {
    int start = out.size();
    out.out().bytes(code);
    if (!out.format().linkable()) {
      return;
    }
    for (Address each : addresses(code)) {
      out.mention(start + each.offset, each.address);
    }
  }

  /** An address, and where it stands. */
  private record Address(int offset, long address) {}

  private static List<Address> addresses(Bytes code) {
    List<Address> found = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int step = 0;
    for (Operation operation : steps(code, offsets)) {
      if (operation.code().equals(OperationCode.ADDR)) {
        found.add(new Address(offsets.get(step) + 1, operation.operands().get(0)));
      }
      step++;
    }
    return found;
  }

  /** Bytes that no one understands have no steps. */
  private static List<Operation> steps(Bytes code, List<Integer> offsets) {
    try {
      return Expressions.decode(code, offsets);
    } catch (MalformedObjectException e) {
      return List.of();
    }
  }

  /** Whether an expression names a place in the program: an address, or a thread's variable. */
  static boolean isStatic(Bytes code) {
    return steps(code, new ArrayList<>()).stream()
        .map(Operation::code)
        .anyMatch(
            each ->
                each.equals(OperationCode.ADDR)
                    || each.equals(OperationCode.FORM_TLS_ADDRESS)
                    || each.equals(OperationCode.GNU_PUSH_TLS_ADDRESS));
  }
}
