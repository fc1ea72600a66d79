package org.umbriel.rewriter.apply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;

/**
 * Applies the edits that most classes get, link checks in front of methods and handlers behind
 * them, without taking anything apart: the class file is copied, constants are appended to its
 * pool, and of the edited methods the tables are moved. Many times faster than {@link MethodEditor}
 * is, which applies all others.
 */
final class ClassPatcher {
  /** From here on each class has its frames, and no subroutines (JVMS 4.10). */
  private static final int STACK_MAPS_ONLY = 51;

  private final ClassUnit unit;
  private final ClassBytes file;
  private final AddedConstants constants;
  private final Map<MethodReference, int[]> moved = new HashMap<>();
  private final Growing out;

  private ClassPatcher(ClassUnit unit) {
    this.unit = unit;
    this.file = new ClassBytes(unit);
    this.constants = new AddedConstants(file.constantCount());
    this.out = new Growing(file.bytes().length + 256);
  }

  /** The edited class; nothing if there are edits of another kind. */
  static Optional<ClassEditor.Edited> apply(ClassUnit unit, Edits edits) {
    return unit.majorVersion() < STACK_MAPS_ONLY
        ? Optional.empty()
        : new ClassPatcher(unit).patched(edits);
  }

  private Optional<ClassEditor.Edited> patched(Edits edits) {
    byte[] in = file.bytes();
    int copied = file.poolEnd();
    List<MethodCode> methods = unit.methods();
    for (int i = 0; i < methods.size(); i++) {
      List<Edit> wanted = edits.of(methods.get(i).reference());
      int attribute = wanted.isEmpty() ? -1 : file.codeAttribute(i);
      if (attribute >= 0) {
        out.copy(in, copied, attribute);
        Optional<MethodPatch> patch = MethodPatch.of(file, methods.get(i), wanted, constants);
        if (patch.isEmpty() || !patch.get().write(attribute, out)) {
          return Optional.empty();
        }
        moved.put(methods.get(i).reference(), patch.get().moved());
        copied = attribute + 6 + Bytes.u4(in, attribute + 2);
      }
    }
    out.copy(in, copied, in.length);
    return constants.isTooLarge()
        ? Optional.empty()
        : Optional.of(new ClassEditor.Edited(whole(), List.of(), moved));
  }

  private byte[] whole() {
    byte[] added = constants.toBytes();
    byte[] rest = out.toBytes();
    return new Growing(10 + file.poolEnd() + added.length + rest.length)
        .copy(file.bytes(), 0, 8)
        .u2(constants.count())
        .copy(file.bytes(), 10, file.poolEnd())
        .copy(added, 0, added.length)
        .copy(rest, 0, rest.length)
        .toBytes();
  }
}
