package org.umbriel.symexec.replay;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/** The classes that a class file's constant pool names (JVMS 4.4.1). */
final class ClassReferences {
  private static final int CONSTANT_CLASS = 7;

  private ClassReferences() {}

  /** Internal names, in the order of the pool. */
  static Set<String> in(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    Set<String> names = new LinkedHashSet<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      // ASM gives 0 for the unused entry behind a long or double
      if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
        names.add(reader.readUTF8(offset, buffer));
      }
    }
    return names;
  }
}
