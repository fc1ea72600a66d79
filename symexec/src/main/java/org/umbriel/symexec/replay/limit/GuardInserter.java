package org.umbriel.symexec.replay.limit;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Puts a call of the gate at the start of the methods that a table's rows mean. */
final class GuardInserter {
  private final String gate;
  private final ClassNode node;
  private final Set<MethodNode> guarded = new HashSet<>();

  private GuardInserter(String gate, ClassNode node) {
    this.gate = gate;
    this.node = node;
  }

  /**
   * A class with guards.
   *
   * @param gate internal name of the gate's class
   * @param rows all rows about this class
   * @throws IOException if a row means nothing in this class, since then the limits have a hole
   */
  static byte[] insert(byte[] classFile, String gate, List<ChokePoint> rows) throws IOException {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, 0);
    GuardInserter inserter = new GuardInserter(gate, node);
    for (ChokePoint row : rows) {
      for (String word : row.methods()) {
        inserter.insert(row.rule(), word);
      }
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  private void insert(ChokePoint.Rule rule, String word) throws IOException {
    boolean found = false;
    for (MethodNode method : node.methods) {
      boolean meant =
          rule == ChokePoint.Rule.CALLS
              ? calls(method, word)
              : ChokePoint.means(word, method.name, method.desc)
                  && (method.access & Opcodes.ACC_ABSTRACT) == 0;
      if (meant) {
        found = true;
        if (guarded.add(method)) {
          method.instructions.insert(guard(rule, method));
        }
      }
    }
    if (!found) {
      throw new IOException("no " + node.name + "." + word + " in this JDK to limit");
    }
  }

  private boolean calls(MethodNode method, String word) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(node.name)
          && ChokePoint.means(word, call.name, call.desc)) {
        return true;
      }
    }
    return false;
  }

  private InsnList guard(ChokePoint.Rule rule, MethodNode method) {
    int first = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(node.name.replace('/', '.') + "." + method.name));
    switch (rule) {
      case ENTER, CALLS -> code.add(call("deny", "(Ljava/lang/String;)V"));
      case READS -> {
        code.add(new VarInsnNode(Opcodes.ALOAD, first));
        code.add(new InsnNode(Opcodes.ICONST_0));
        code.add(call("read", "(Ljava/lang/String;Ljava/lang/Object;I)V"));
      }
      case OPENS -> {
        code.add(new VarInsnNode(Opcodes.ALOAD, first));
        code.add(new VarInsnNode(Opcodes.ILOAD, first + 1));
        code.add(call("read", "(Ljava/lang/String;Ljava/lang/Object;I)V"));
      }
    }
    return code;
  }

  private MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, gate, name, descriptor, false);
  }
}
