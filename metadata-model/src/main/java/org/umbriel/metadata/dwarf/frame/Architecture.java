package org.umbriel.metadata.dwarf.frame;

import java.util.List;

/**
 * What call frame information has to know of a processor.
 *
 * @param returnAddress the column of the return address
 * @param dataAlignment what offsets of saved registers are multiples of
 * @param registers names by DWARF number
 */
public record Architecture(
    String name,
    int addressSize,
    int stackPointer,
    int returnAddress,
    int codeAlignment,
    int dataAlignment,
    List<String> registers) {

  /** System V ABI, AMD64 supplement, figure 3.36. */
  public static final Architecture X86_64 =
      new Architecture(
          "x86-64",
          8,
          7,
          16,
          1,
          -8,
          List.of(
              "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11",
              "r12", "r13", "r14", "r15", "ra"));

  public Architecture {
    registers = List.copyOf(registers);
  }

  /** The name of a register, or {@code r} and its number. */
  public String register(int number) {
    return number >= 0 && number < registers.size() ? registers.get(number) : "r" + number;
  }
}
