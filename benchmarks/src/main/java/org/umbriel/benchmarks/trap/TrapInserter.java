package org.umbriel.benchmarks.trap;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * {@code ClassUnit -> bytes} with traps. What is inserted are straight lines of code that leave the
 * stack as it was, so frames stay right and only the sizes of stack and locals are computed anew.
 */
final class TrapInserter {
  private final ClassUnit unit;
  private final TrapPlan plan;
  private final Set<MethodReference> tooLarge = new HashSet<>();

  private TrapInserter(ClassUnit unit, TrapPlan plan) {
    this.unit = unit;
    this.plan = plan;
  }

  /**
   * A class with traps.
   *
   * @param inserted numbers of the sites that have one
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record TrappedClass(byte[] bytes, Set<Integer> inserted) {}

  /** The class with all traps of the plan that are in it and fit into it. */
  static TrappedClass insert(ClassUnit unit, TrapPlan plan) {
    return new TrapInserter(unit, plan).insert();
  }

  private TrappedClass insert() {
    while (true) {
      try {
        return attempt();
      } catch (MethodTooLargeException e) {
        tooLarge.add(new MethodReference(e.getClassName(), e.getMethodName(), e.getDescriptor()));
      }
    }
  }

  private TrappedClass attempt() {
    ClassNode node = new ClassNode();
    new ClassReader(unit.file().bytes()).accept(node, 0);
    Set<Integer> inserted = new HashSet<>();
    for (MethodNode method : node.methods) {
      MethodReference reference = new MethodReference(node.name, method.name, method.desc);
      List<Trap> traps = plan.trapsIn(reference);
      List<Integer> contracts = plan.contractsOf(reference);
      boolean touched = !traps.isEmpty() || !contracts.isEmpty();
      if (touched && method.instructions.size() > 0 && !tooLarge.contains(reference)) {
        MethodCode code = unit.method(method.name, method.desc).orElseThrow();
        MethodTraps inMethod = new MethodTraps(unit, method, code);
        traps.stream().filter(inMethod::add).forEach(t -> inserted.add(t.number()));
        inMethod.insert();
        inMethod.watch(contracts, plan);
      }
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return new TrappedClass(writer.toByteArray(), inserted);
  }
}
