package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;

/**
 * Where a function finds its arguments when it starts (System V ABI, AMD64 supplement, 3.2.3).
 *
 * @param arguments one a parameter
 * @param stackSize bytes of arguments on the stack, above the return address
 */
public record ArgumentLocations(List<Argument> arguments, int stackSize) {
  public ArgumentLocations {
    arguments = List.copyOf(arguments);
  }

  /**
   * An argument in registers or on the stack.
   *
   * @param registers what of it lies where; empty if it is on the stack
   * @param stackOffset from the first argument on the stack
   */
  public record Argument(List<Part> registers, int stackOffset) {
    public Argument {
      registers = List.copyOf(registers);
    }
  }

  /**
   * 8 bytes in a register.
   *
   * @param offset where they stand in the argument
   * @param number counts the registers for arguments, {@code rdi} or {@code xmm0} being 0
   */
  public record Part(int offset, boolean isVector, int number) {}

  /**
   * 8 bytes of an argument.
   *
   * @param offset where they stand in it
   * @param stack where they go on the stack; empty if they go into a register
   */
  public record Word(int argument, int offset, boolean isVector, OptionalInt stack) {}

  public static ArgumentLocations of(FunctionType function) {
    return of(function.result(), function.parameters().stream().map(Parameter::type).toList());
  }

  /** Where arguments are, variadic ones promoted and included. */
  static ArgumentLocations of(CType result, List<CType> arguments) {
    return new Assignment(ResultLocation.of(result).isInMemory() ? 1 : 0).assign(arguments);
  }

  /**
   * What goes into registers, then what goes onto the stack.
   *
   * @param types of the arguments
   */
  public List<Word> words(List<CType> types) {
    List<Word> words = new ArrayList<>();
    List<Word> onStack = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Argument where = arguments.get(i);
      for (Part part : where.registers()) {
        words.add(new Word(i, part.offset(), part.isVector(), OptionalInt.empty()));
      }
      for (int at = 0; where.registers().isEmpty() && at < types.get(i).size(); at += 8) {
        onStack.add(new Word(i, at, false, OptionalInt.of(where.stackOffset() + at)));
      }
    }
    words.addAll(onStack);
    return words;
  }

  /** How many vector registers hold arguments. */
  int vectorCount() {
    return (int)
        arguments.stream().flatMap(a -> a.registers().stream()).filter(Part::isVector).count();
  }

  /** Gives out registers and stack, first come first served. */
  private static final class Assignment {
    private final int taken;
    private int integers;
    private int vectors;
    private int stack;

    Assignment(int taken) {
      this.taken = taken;
      integers = taken;
    }

    ArgumentLocations assign(List<CType> types) {
      List<List<Part>> parts = new ArrayList<>();
      int[] offsets = new int[types.size()];
      types.forEach(type -> parts.add(new ArrayList<>()));
      for (Piece piece : Piece.of(types, taken)) {
        boolean isVector = piece.type().isVector();
        if (piece.type().isOnStack() || isUsedUp(isVector)) {
          int alignment = Math.max(8, piece.type().alignment());
          stack = (stack + alignment - 1) & -alignment;
          offsets[piece.argument()] = stack;
          stack += (piece.size() + 7) & -8;
        } else {
          int number = isVector ? vectors++ : integers++;
          parts.get(piece.argument()).add(new Part(piece.offset(), isVector, number));
        }
      }
      List<Argument> arguments = new ArrayList<>();
      for (int i = 0; i < offsets.length; i++) {
        arguments.add(new Argument(parts.get(i), offsets[i]));
      }
      return new ArgumentLocations(arguments, stack);
    }

    private boolean isUsedUp(boolean isVector) {
      return isVector ? vectors == Piece.VECTOR_REGISTERS : integers == Piece.INTEGER_REGISTERS;
    }
  }
}
