package org.umbriel.rewriter.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.rewriter.pipeline.Edit;

/**
 * One method's edits that leave its instructions in one piece: code in front of the first, and
 * handlers behind the last.
 */
final class MethodPatch {
  private static final int LONGEST_CODE = 65_535;
  private static final int SWITCH_ALIGNMENT = 4;

  private final byte[] in;
  private final MethodCode method;
  private final ClassBytes file;
  private final AddedConstants constants;
  private final List<Edit.Wrap> wraps = new ArrayList<>();
  private final List<Integer> wrapStarts = new ArrayList<>();
  private final List<Integer> wrapTypes = new ArrayList<>();
  private byte[] front = new byte[0];
  private byte[] back = new byte[0];
  private int frontInstructions;
  private int deepest;

  private MethodPatch(ClassBytes file, MethodCode method, AddedConstants constants) {
    this.file = file;
    this.in = file.bytes();
    this.method = method;
    this.constants = constants;
  }

  /** The edits of a method with code as a patch; nothing if they are of another kind. */
  static Optional<MethodPatch> of(
      ClassBytes file, MethodCode method, List<Edit> edits, AddedConstants constants) {
    MethodPatch patch = new MethodPatch(file, method, constants);
    return patch.takes(edits) ? Optional.of(patch) : Optional.empty();
  }

  private boolean takes(List<Edit> edits) {
    List<Snippet> inserted = new ArrayList<>();
    for (Edit edit : edits) {
      if (edit instanceof Edit.InsertBefore insert && insert.index() == 0) {
        Optional<Snippet> snippet = constants.snippet(insert.code());
        if (snippet.isEmpty()) {
          return false;
        }
        inserted.add(snippet.get());
      } else if (edit instanceof Edit.Wrap wrap && !wrap.handler().isEmpty()) {
        wraps.add(wrap);
      } else {
        return false;
      }
    }
    inFront(inserted);
    return behind();
  }

  private void inFront(List<Snippet> inserted) {
    int length = 0;
    for (Snippet snippet : inserted) {
      length += snippet.bytes().length;
      frontInstructions += snippet.instructions();
      deepest = Math.max(deepest, snippet.deepest());
    }
    int padding = length % SWITCH_ALIGNMENT == 0 || !hasSwitch() ? 0 : -length & 3;
    frontInstructions += padding;
    front = new byte[padding + length]; // starts with nops, whose opcode is 0
    int filled = padding;
    for (Snippet snippet : inserted) {
      System.arraycopy(snippet.bytes(), 0, front, filled, snippet.bytes().length);
      filled += snippet.bytes().length;
    }
  }

  /** Operands of switches are aligned (JVMS 6.5). */
  private boolean hasSwitch() {
    int code = file.codeOf(method);
    for (int i = 0; i < method.size(); i++) {
      int opcode = Bytes.u1(in, code + method.bytecodeIndex(i));
      if (opcode == Opcode.TABLESWITCH.code() || opcode == Opcode.LOOKUPSWITCH.code()) {
        return true;
      }
    }
    return false;
  }

  private boolean behind() {
    Growing handlers = new Growing(8);
    for (Edit.Wrap wrap : wraps) {
      Optional<Snippet> snippet = constants.snippet(wrap.handler());
      if (snippet.isEmpty()) {
        return false;
      }
      wrapStarts.add(front.length + method.codeLength() + handlers.size());
      wrapTypes.add(constants.type(wrap.caught()));
      byte[] code = snippet.get().bytes();
      handlers.copy(code, 0, code.length);
      deepest = Math.max(deepest, 1 + snippet.get().deepest());
    }
    back = handlers.toBytes();
    return front.length + method.codeLength() + back.length <= LONGEST_CODE;
  }

  /** Where the instructions went, by their old index. */
  int[] moved() {
    int[] moved = new int[method.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = i + frontInstructions;
    }
    return moved;
  }

  /**
   * Writes the Code attribute (JVMS 4.7.3).
   *
   * @param start of the attribute, at its name
   * @return whether all of it is known well enough to be moved
   */
  boolean write(int start, Growing out) {
    int content = start + 6;
    out.copy(in, start, content);
    int begin = out.size();
    out.u2(Math.max(Bytes.u2(in, content), deepest)).copy(in, content + 2, content + 4);
    int length = Bytes.u4(in, content + 4);
    int code = content + 8;
    out.u4(front.length + length + back.length);
    out.copy(front, 0, front.length).copy(in, code, code + length).copy(back, 0, back.length);
    int handlers = code + length;
    handlers(handlers, out);
    boolean known = attributes(handlers + 2 + 8 * Bytes.u2(in, handlers), out);
    out.set4(begin - 4, out.size() - begin);
    return known;
  }

  /** What was inserted before an instruction belongs to it: what covered that covers both. */
  private int place(int bytecodeIndex) {
    return bytecodeIndex == 0 ? 0 : bytecodeIndex + front.length;
  }

  private void handlers(int start, Growing out) {
    int count = Bytes.u2(in, start);
    out.u2(count + wraps.size());
    for (int at = start + 2; at < start + 2 + 8 * count; at += 8) {
      out.u2(place(Bytes.u2(in, at)));
      out.u2(Bytes.u2(in, at + 2) + front.length);
      out.u2(Bytes.u2(in, at + 4) + front.length);
      out.u2(Bytes.u2(in, at + 6));
    }
    for (int i = 0; i < wraps.size(); i++) {
      Edit.Wrap wrap = wraps.get(i);
      out.u2(place(method.bytecodeIndex(wrap.start())));
      out.u2(method.bytecodeIndex(wrap.end()) + front.length);
      out.u2(wrapStarts.get(i)).u2(wrapTypes.get(i));
    }
  }

  private boolean attributes(int start, Growing out) {
    int countAt = out.size();
    int count = Bytes.u2(in, start);
    out.u2(count);
    boolean hasFrames = false;
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      int end = at + 6 + Bytes.u4(in, at + 2);
      if (file.isText(Bytes.u2(in, at), "StackMapTable")) {
        hasFrames = true;
        if (front.length > 0 && FramePatch.startsAtFirst(in, at + 6)) {
          return false; // something jumps to the first instruction, and so to what stands before it
        }
        frames(Bytes.u2(in, at), at + 6, Bytes.u2(in, at + 6), out);
      } else if (!moves(at, end, out)) {
        return false;
      }
      at = end;
    }
    if (!hasFrames && !wraps.isEmpty()) {
      frames(constants.text("StackMapTable"), at, 0, out);
      out.set2(countAt, count + 1);
    }
    return true;
  }

  private void frames(int name, int content, int count, Growing out) {
    out.u2(name).u4(0);
    int begin = out.size();
    out.u2(count + wraps.size());
    FramePatch patch = new FramePatch(in, content + 2, front.length, out);
    patch.frames(count);
    for (int i = 0; i < wraps.size(); i++) {
      patch.handler(wrapStarts.get(i), wrapTypes.get(i));
    }
    out.set4(begin - 4, out.size() - begin);
  }

  /** An attribute that is not the stack map; false if it may hold places that are not known. */
  private boolean moves(int at, int end, Growing out) {
    int name = Bytes.u2(in, at);
    boolean lines = file.isText(name, "LineNumberTable");
    if (front.length == 0) {
      out.copy(in, at, end);
    } else if (lines
        || file.isText(name, "LocalVariableTable")
        || file.isText(name, "LocalVariableTypeTable")) {
      rows(at, end, lines, out);
    } else {
      return false;
    }
    return true;
  }

  private void rows(int at, int end, boolean lines, Growing out) {
    out.copy(in, at, at + 8);
    int width = lines ? 4 : 10;
    for (int row = at + 8; row < end; row += width) {
      int start = Bytes.u2(in, row);
      out.u2(place(start));
      if (lines) {
        out.copy(in, row + 2, row + width);
      } else {
        int length = Bytes.u2(in, row + 2);
        out.u2(start == 0 && length > 0 ? length + front.length : length);
        out.copy(in, row + 4, row + width);
      }
    }
  }
}
