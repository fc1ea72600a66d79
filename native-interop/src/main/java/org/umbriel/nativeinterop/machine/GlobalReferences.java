package org.umbriel.nativeinterop.machine;

import java.util.List;

/**
 * Handles that native code may keep of objects of Java (JNI specification, 4, "Global References"):
 * the collector neither frees such an object nor loses it when it moves. Each of these methods is
 * the function of that purpose of the Java VM's, with its arguments one register further on.
 */
public final class GlobalReferences {
  static {
    List<Shim> shims =
        List.of(
            shim("umbriel_global_add", JavaVm.NEW_GLOBAL_REFERENCE),
            shim("umbriel_global_remove", JavaVm.DELETE_GLOBAL_REFERENCE),
            shim("umbriel_global_get", JavaVm.NEW_LOCAL_REFERENCE));
    List<Long> codes = CodeImage.load("umbriel-references", shims).addresses();
    JavaVm vm = JavaVm.ofThisProcess();
    vm.register(GlobalReferences.class, "add", "(Ljava/lang/Object;)J", codes.get(0));
    vm.register(GlobalReferences.class, "remove", "(J)V", codes.get(1));
    vm.register(GlobalReferences.class, "get", "(J)Ljava/lang/Object;", codes.get(2));
  }

  private GlobalReferences() {}

  /** Makes a handle. */
  public static native long add(Object object);

  /** Gives a handle back, which must be one, and not given back before. */
  public static native void remove(long handle);

  /** What a handle leads to, which must be one. */
  public static native Object get(long handle);

  /** JNI passes environment, class and argument; the function wants environment and argument. */
  private static Shim shim(String name, int function) {
    Assembler code = new Assembler().endBranch().move(Register.RSI, Register.RDX);
    code.load(Register.RAX, Register.RDI, 0).jumpAt(Register.RAX, 8 * function);
    return Shim.frameless(name, code.toArray());
  }
}
