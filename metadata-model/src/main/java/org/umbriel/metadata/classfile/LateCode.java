package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The code of one class, decoded whole when it is first asked for; many never are. */
final class LateCode {
  private final ClassFile file;
  private final List<int[]> indices;
  private volatile @Nullable List<MethodCode.Body> bodies;

  /**
   * The code of a class.
   *
   * @param indices what {@link ClassLayout} found, by method
   */
  LateCode(ClassFile file, List<int[]> indices) {
    this.file = file;
    this.indices = indices;
  }

  /** One method's. */
  Supplier<MethodCode.Body> of(int method) {
    return () -> bodies().get(method);
  }

  private List<MethodCode.Body> bodies() {
    List<MethodCode.Body> known = bodies;
    if (known == null) {
      known = decode();
      bodies = known;
    }
    return known;
  }

  private List<MethodCode.Body> decode() {
    DescriptorChecks checks = new DescriptorChecks();
    ConstantDecoder constants = new ConstantDecoder(checks);
    List<MethodCode.Body> decoded = new ArrayList<>(indices.size());
    try {
      ClassNode node = new ClassNode();
      new ClassReader(file.bytes()).accept(node, ClassReader.SKIP_FRAMES);
      for (int i = 0; i < indices.size(); i++) {
        decoded.add(ClassDecoder.body(node.methods.get(i), indices.get(i), constants, checks));
      }
      return decoded;
    } catch (CorruptClassException corrupt) {
      throw corrupt;
    } catch (RuntimeException e) {
      throw new CorruptClassException(file.path() + ": corrupt class file: " + e);
    }
  }
}
