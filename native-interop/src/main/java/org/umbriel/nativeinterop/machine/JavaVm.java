package org.umbriel.nativeinterop.machine;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Map;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.load.DynamicLoader;

/** This process's Java VM, by its native interface (JNI specification, chapters 4 and 5). */
public final class JavaVm {
  static final int VERSION = 0x00010006;

  /** Indices in the tables of functions. */
  static final int GET_ENVIRONMENT = 6;

  static final int CALL_STATIC_VOID_METHOD_A = 143;
  private static final int EXCEPTION_CLEAR = 17;
  static final int NEW_GLOBAL_REFERENCE = 21;
  static final int DELETE_GLOBAL_REFERENCE = 22;
  static final int NEW_LOCAL_REFERENCE = 25;
  private static final int GET_STATIC_METHOD = 113;
  private static final int REGISTER_NATIVES = 215;

  private static final Map<String, Object> WITH_OBJECTS =
      Map.of(Library.OPTION_ALLOW_OBJECTS, true);

  private final Pointer vm;
  private final Pointer functions;

  private JavaVm(Pointer vm, Pointer functions) {
    this.vm = vm;
    this.functions = functions;
  }

  public static JavaVm ofThisProcess() {
    long created =
        DynamicLoader.symbol("JNI_GetCreatedJavaVMs")
            .orElseThrow(() -> new NativeException("this Java VM can't be found by its symbols"));
    try (Memory result = new Memory(Long.BYTES);
        Memory count = new Memory(Integer.BYTES)) {
      Object[] arguments = {result, 1, count};
      Function.getFunction(new Pointer(created)).invokeInt(arguments);
      Pointer vm = result.getPointer(0);
      Function environment = entry(vm.getPointer(0), GET_ENVIRONMENT);
      if (environment.invokeInt(new Object[] {vm, result, VERSION}) != 0) {
        throw new NativeException("this Java VM has no native interface");
      }
      return new JavaVm(vm, result.getPointer(0).getPointer(0));
    }
  }

  private static Function entry(Pointer table, int index) {
    return Function.getFunction(table.getPointer((long) index * Long.BYTES));
  }

  /** Calls a function of the environment of the thread that runs. */
  private long call(int index, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = JNIEnv.CURRENT;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return (Long) entry(functions, index).invoke(long.class, all, WITH_OBJECTS);
  }

  /** The address of {@code JavaVM}. */
  long address() {
    return Pointer.nativeValue(vm);
  }

  /** Gives a native method its code. */
  public void register(Class<?> owner, String method, String descriptor, long code) {
    try (Memory entry = new Memory(3L * Long.BYTES);
        Memory name = text(method);
        Memory type = text(descriptor)) {
      entry.setPointer(0, name);
      entry.setPointer(Long.BYTES, type);
      entry.setPointer(2L * Long.BYTES, new Pointer(code));
      int failed = (int) call(REGISTER_NATIVES, owner, entry, 1);
      if (failed != 0) {
        throw new NativeException(owner.getName() + "." + method + " can't be given code");
      }
    }
  }

  private static Memory text(String text) {
    Memory memory = new Memory(text.length() + 1L);
    memory.setString(0, text);
    return memory;
  }

  /** A handle of a class, which is never given back. */
  long global(Class<?> type) {
    return call(NEW_GLOBAL_REFERENCE, type);
  }

  long staticMethod(Class<?> owner, String method, String descriptor) {
    try (Memory name = text(method);
        Memory type = text(descriptor)) {
      long id = call(GET_STATIC_METHOD, owner, name, type);
      if (id == 0) {
        call(EXCEPTION_CLEAR);
        throw new NativeException(owner.getName() + "." + method + " is not there");
      }
      return id;
    }
  }
}
