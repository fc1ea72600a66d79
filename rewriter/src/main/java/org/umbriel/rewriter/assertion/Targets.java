package org.umbriel.rewriter.assertion;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.classfile.Instruction;

/** Where an instruction can jump. */
final class Targets {
  private Targets() {}

  static List<Integer> of(Instruction instruction) {
    if (instruction instanceof Instruction.Branch branch) {
      return List.of(branch.target());
    } else if (instruction instanceof Instruction.Jump jump) {
      return List.of(jump.target());
    } else if (instruction instanceof Instruction.CallSubroutine call) {
      return List.of(call.target());
    } else if (instruction instanceof Instruction.Switch choice) {
      List<Integer> targets = new ArrayList<>(choice.targets());
      targets.add(choice.defaultTarget());
      return targets;
    }
    return List.of();
  }
}
