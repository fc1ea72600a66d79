package org.umbriel.rewriter.stub;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A module that names its packages (JVMS 4.7.26) has those alone; one that does not is looked
 * through.
 */
public final class ModulePackages {
  private ModulePackages() {}

  /** A {@code module-info} that names more packages, if it names any. */
  public static byte[] with(byte[] moduleInfo, Collection<String> packages) {
    ClassReader reader = new ClassReader(moduleInfo);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public ModuleVisitor visitModule(String name, int access, @Nullable String version) {
            return new Adding(super.visitModule(name, access, version), packages);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Adding extends ModuleVisitor {
    private final Collection<String> packages;
    private boolean named;

    Adding(ModuleVisitor next, Collection<String> packages) {
      super(Opcodes.ASM9, next);
      this.packages = packages;
    }

    @Override
    public void visitPackage(String name) {
      super.visitPackage(name);
      if (!named) {
        named = true;
        packages.forEach(super::visitPackage);
      }
    }
  }
}
