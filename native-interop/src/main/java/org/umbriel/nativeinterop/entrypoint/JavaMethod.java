package org.umbriel.nativeinterop.entrypoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.JavaTypes;
import org.umbriel.nativeinterop.value.Value;

/** A static method of Java as C sees it; names and lines are those of its class file. */
final class JavaMethod {
  private final Method method;
  private final Optional<MethodCode> code;

  JavaMethod(Method method) {
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new NativeException(method + " is not static: publish a callback that has its object");
    }
    this.method = method;
    code = decode(method);
  }

  private static Optional<MethodCode> decode(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String path = owner.getName().replace('.', '/') + ".class";
    String file = path.substring(path.lastIndexOf('/') + 1);
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
      return ClassDecoder.decode(new ClassFile(path, in.readAllBytes()))
          .method(method.getName(), type.toMethodDescriptorString());
    } catch (IOException | MalformedClassException e) {
      return Optional.empty();
    }
  }

  Entrypoint as(String name) {
    return new Entrypoint(name, type(), callback(), file(), line());
  }

  private FunctionType type() {
    List<Parameter> parameters = new ArrayList<>();
    int slot = 0;
    for (Class<?> parameter : method.getParameterTypes()) {
      parameters.add(new Parameter(name(slot, parameters.size()), JavaTypes.of(parameter)));
      slot += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return new FunctionType(JavaTypes.of(method.getReturnType()), parameters, false);
  }

  private String name(int slot, int index) {
    return code.flatMap(c -> c.localVariable(slot, 0))
        .map(LocalVariable::name)
        .orElseGet(() -> method.getParameters()[index].getName());
  }

  /** The source beside the package's folders: the class file says only its plain name. */
  private String file() {
    String top = method.getDeclaringClass().getName().replaceFirst("\\$.*", "");
    return code.isPresent() ? top.replace('.', '/') + ".java" : "";
  }

  private int line() {
    return code.map(c -> c.line(0)).orElse(0);
  }

  private Callback callback() {
    method.setAccessible(true);
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .unreflect(method)
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new Invocation(handle, method.getParameterTypes());
    } catch (IllegalAccessException e) {
      throw new NativeException(method + ": " + e.getMessage(), e);
    }
  }

  /** A call with values of C for arguments. */
  private record Invocation(MethodHandle handle, Class<?>[] types) implements Callback {
    @Override
    public Object call(List<Value> arguments) {
      Object[] objects = new Object[types.length];
      for (int i = 0; i < objects.length; i++) {
        objects[i] = arguments.get(i).to(types[i]);
      }
      try {
        return handle.invokeExact(objects);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new NativeException("it threw " + e, e);
      }
    }
  }
}
