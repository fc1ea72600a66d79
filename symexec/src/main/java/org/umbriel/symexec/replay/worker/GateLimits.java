package org.umbriel.symexec.replay.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;

/** From JDK 24 on: the {@link Gate} in the patched platform. */
final class GateLimits implements Limits {
  private final MethodHandle takeDenied;
  private final ProtectionDomain program =
      new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null);

  private GateLimits(MethodHandle takeDenied) {
    this.takeDenied = takeDenied;
  }

  /**
   * Closes the gate, for good.
   *
   * @throws ReflectiveOperationException if the platform is not a patched one
   */
  static Limits install() throws ReflectiveOperationException {
    try {
      Class<?> gate = Class.forName(Gate.PATCHED_NAME);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      GateLimits limits =
          new GateLimits(
              lookup.findStatic(gate, "takeDenied", MethodType.methodType(String[].class)));
      limits.takeDenied();
      lookup.findStatic(gate, "close", MethodType.methodType(void.class)).invokeExact();
      return limits;
    } catch (ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  @Override
  public ProtectionDomain domain() {
    return program;
  }

  @Override
  public List<String> takeDenied() {
    try {
      return List.of((String[]) takeDenied.invokeExact());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
