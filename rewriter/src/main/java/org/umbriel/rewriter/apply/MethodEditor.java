package org.umbriel.rewriter.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.rewriter.pipeline.Edit;

/** Applies the edits of one method, and hands it on. */
final class MethodEditor extends MethodNode {
  private final MethodVisitor next;
  private final List<Edit> edits;
  private final boolean hasFrames;
  private final Consumer<int[]> positions;
  private final List<AbstractInsnNode> original = new ArrayList<>();
  private final Set<AbstractInsnNode> originals = new HashSet<>();
  private final Set<AbstractInsnNode> removed = new HashSet<>();
  private int deepest;
  private int locals;

  /** The method's declaration, as ASM hands it over. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Target(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {}

  /**
   * An editor.
   *
   * @param hasFrames whether the class file's version knows frames (JVMS 4.10)
   * @param positions is told where the instructions went
   */
  MethodEditor(
      Target target,
      MethodVisitor next,
      List<Edit> edits,
      boolean hasFrames,
      Consumer<int[]> positions) {
    super(
        Opcodes.ASM9,
        target.access(),
        target.name(),
        target.descriptor(),
        target.signature(),
        target.exceptions());
    this.next = next;
    this.edits = edits;
    this.hasFrames = hasFrames;
    this.positions = positions;
  }

  @Override
  public void visitEnd() {
    super.visitEnd();
    for (AbstractInsnNode node : instructions) {
      if (node.getOpcode() >= 0) {
        original.add(node);
        originals.add(node);
      }
    }
    replacements();
    insertions();
    renameAllocations();
    wraps();
    mendFrames();
    maxStack += deepest;
    maxLocals = Math.max(maxLocals, locals);
    accept(next);
    positions.accept(newPositions());
  }

  private int[] newPositions() {
    int[] positions = new int[original.size()];
    Arrays.fill(positions, -1);
    int old = 0;
    int now = 0;
    for (AbstractInsnNode node : instructions) {
      if (node.getOpcode() >= 0) {
        while (old < positions.length && removed.contains(original.get(old))) {
          old++;
        }
        if (old < positions.length && node == original.get(old)) {
          positions[old++] = now;
        }
        now++;
      }
    }
    return positions;
  }

  /**
   * Code of an edit as nodes.
   *
   * @param depth stack words that are there when it starts, and that the method's own maximum does
   *     not count
   */
  private InsnList code(List<Instruction> code, int depth) {
    InstructionWriter writer = new InstructionWriter(this::labelAt);
    code.forEach(writer::add);
    deepest = Math.max(deepest, depth + writer.deepest());
    locals = Math.max(locals, writer.locals());
    return writer.nodes();
  }

  /** The label of an instruction that something jumps to. */
  private LabelNode labelAt(int index) {
    AbstractInsnNode at = original.get(index).getPrevious();
    while (at != null && !(at instanceof LabelNode)) {
      if (originals.contains(at)) {
        throw new IllegalArgumentException("nothing jumps to instruction " + index);
      }
      at = at.getPrevious();
    }
    if (at == null) {
      throw new IllegalArgumentException("nothing jumps to instruction " + index);
    }
    return (LabelNode) at;
  }

  /** First, so that what others insert into a range that is gone is gone too. */
  private void replacements() {
    for (Edit edit : edits) {
      if (edit instanceof Edit.Replace replace) {
        AbstractInsnNode first = original.get(replace.start());
        AbstractInsnNode last = original.get(replace.end() - 1);
        if (!removed.isEmpty() && (removed.contains(first) || removed.contains(last))) {
          throw new IllegalStateException("two edits replace one instruction in " + name);
        }
        instructions.insertBefore(first, code(replace.code(), 0));
        remove(first, last);
      }
    }
  }

  private void remove(AbstractInsnNode first, AbstractInsnNode last) {
    Set<LabelNode> gone = new HashSet<>();
    AbstractInsnNode at = first;
    while (true) {
      AbstractInsnNode following = at.getNext();
      if (at instanceof LabelNode label) {
        gone.add(label);
      } else {
        instructions.remove(at);
        removed.add(at);
      }
      if (at == last) {
        break;
      }
      at = following;
    }
    if (localVariables != null) {
      localVariables.removeIf(v -> gone.contains(v.start));
    }
  }

  private void insertions() {
    for (Edit edit : edits) {
      if (edit instanceof Edit.InsertBefore insert) {
        AbstractInsnNode at = original.get(insert.index());
        if (!removed.contains(at)) {
          instructions.insertBefore(at, code(insert.code(), 0));
        }
      } else if (edit instanceof Edit.InsertAfter insert) {
        AbstractInsnNode at = original.get(insert.index());
        if (!removed.contains(at)) {
          instructions.insert(at, code(insert.code(), 0));
        }
      }
    }
  }

  private void renameAllocations() {
    Map<LabelNode, LabelNode> moved = new HashMap<>();
    for (AbstractInsnNode node : original) {
      if (node.getOpcode() == Opcodes.NEW && !removed.contains(node)) {
        moveAllocationLabels(node, moved);
      }
    }
    if (!moved.isEmpty()) {
      for (AbstractInsnNode node : instructions) {
        if (node instanceof FrameNode frame) {
          rename(frame.local, moved);
          rename(frame.stack, moved);
        }
      }
    }
  }

  /**
   * Frames name an object under construction by the place of its {@code new} (JVMS 4.7.4), and so
   * do jumps that lead there: once something stands between, these are two places.
   */
  private void moveAllocationLabels(AbstractInsnNode allocation, Map<LabelNode, LabelNode> moved) {
    AbstractInsnNode before = allocation.getPrevious();
    if (before == null || before.getOpcode() < 0) {
      return;
    }
    LabelNode exact = new LabelNode();
    AbstractInsnNode at = before;
    while (at != null && (at.getOpcode() < 0 || !originals.contains(at))) {
      if (at instanceof LabelNode label) {
        moved.put(label, exact);
      }
      at = at.getPrevious();
    }
    instructions.insertBefore(allocation, exact);
  }

  private static void rename(@Nullable List<Object> types, Map<LabelNode, LabelNode> moved) {
    if (types != null) {
      types.replaceAll(t -> t instanceof LabelNode l ? moved.getOrDefault(l, l) : t);
    }
  }

  /** Handlers at the end of the code and of the table: whatever the method catches, it catches. */
  private void wraps() {
    for (Edit edit : edits) {
      if (edit instanceof Edit.Wrap wrap) {
        List<AbstractInsnNode> covered =
            original.subList(wrap.start(), wrap.end()).stream()
                .filter(n -> !removed.contains(n))
                .toList();
        if (covered.isEmpty()) {
          continue;
        }
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode handler = new LabelNode();
        instructions.insertBefore(firstOf(covered.get(0)), start);
        instructions.insert(covered.get(covered.size() - 1), end);
        instructions.add(handler);
        if (hasFrames) {
          instructions.add(
              new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {wrap.caught()}));
        }
        instructions.add(code(wrap.handler(), 1));
        tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, wrap.caught()));
      }
    }
  }

  /** What was inserted before an instruction belongs to it. */
  private AbstractInsnNode firstOf(AbstractInsnNode node) {
    AbstractInsnNode at = node;
    while (at.getPrevious() != null
        && at.getPrevious().getOpcode() >= 0
        && !originals.contains(at.getPrevious())) {
      at = at.getPrevious();
    }
    return at;
  }

  /** Where code between two frames went away, the later one covers both. */
  private void mendFrames() {
    FrameNode pending = null;
    ListIterator<AbstractInsnNode> nodes = instructions.iterator();
    while (nodes.hasNext()) {
      AbstractInsnNode node = nodes.next();
      if (node instanceof FrameNode frame) {
        if (pending != null) {
          instructions.remove(pending);
        }
        pending = frame;
      } else if (!(node instanceof LabelNode || node instanceof LineNumberNode)) {
        pending = null;
      }
    }
  }
}
