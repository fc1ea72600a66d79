package org.umbriel.symexec.replay;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Replaces line tables (JVMS 4.7.12) by ones in which each instruction is a line. */
final class LineIndexer {
  /** The largest {@code line_number}. */
  static final int LAST_LINE = 0xffff;

  private LineIndexer() {}

  /**
   * A class with new line tables.
   *
   * @param firstLines for each method the line of its first instruction, 0 for no line table
   */
  static byte[] index(byte[] classFile, List<Integer> firstLines) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, 0);
    for (int i = 0; i < node.methods.size(); i++) {
      index(node.methods.get(i), firstLines.get(i));
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static void index(MethodNode method, int firstLine) {
    InsnList code = method.instructions;
    int line = firstLine;
    for (AbstractInsnNode instruction : code.toArray()) {
      if (instruction instanceof LineNumberNode) {
        code.remove(instruction);
      } else if (instruction.getOpcode() >= 0 && firstLine > 0) {
        LabelNode label = new LabelNode();
        code.insertBefore(instruction, label);
        code.insertBefore(instruction, new LineNumberNode(line, label));
        line++;
      }
    }
  }
}
