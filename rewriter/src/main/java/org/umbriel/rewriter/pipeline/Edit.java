package org.umbriel.rewriter.pipeline;

import java.util.List;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * One change of a method's code. Positions are instruction indices of the decoded original. Code
 * that is put in has no branches, so that it needs no frames of its own; it may end with a jump to
 * an instruction that is jumped to already, and use local variables above the method's own.
 */
public sealed interface Edit {

  MethodReference method();

  /** Runs the code before an instruction, also when control jumps to it. */
  record InsertBefore(MethodReference method, int index, List<Instruction> code) implements Edit {
    public InsertBefore {
      code = List.copyOf(code);
    }
  }

  /** Runs the code behind an instruction that falls through. */
  record InsertAfter(MethodReference method, int index, List<Instruction> code) implements Edit {
    public InsertAfter {
      code = List.copyOf(code);
    }
  }

  /**
   * Puts code in the place of instructions. Nobody jumps into the range but to its start.
   *
   * @param end first instruction behind the range
   */
  record Replace(MethodReference method, int start, int end, List<Instruction> code)
      implements Edit {
    public Replace {
      code = List.copyOf(code);
    }
  }

  /**
   * Catches what no handler of the method itself catches.
   *
   * @param end first instruction behind the range
   * @param caught internal name
   * @param handler runs with the exception alone on the stack, and ends with a throw or a return
   */
  record Wrap(MethodReference method, int start, int end, String caught, List<Instruction> handler)
      implements Edit {
    public Wrap {
      handler = List.copyOf(handler);
    }
  }
}
