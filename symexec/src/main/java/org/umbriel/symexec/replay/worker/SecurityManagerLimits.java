package org.umbriel.symexec.replay.worker;

import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permission;
import java.security.Permissions;
import java.security.Policy;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import java.util.PropertyPermission;

/**
 * Up to JDK 23: the platform's own access control (JEP 411 and before). The program's domain may
 * read properties and look at its own members; the platform and the worker may do anything, so what
 * the JDK needs for itself (time zones, class files of other modules) works where the JDK vouches
 * for it with {@code doPrivileged}.
 */
@SuppressWarnings("removal")
final class SecurityManagerLimits extends SecurityManager implements Limits {
  private static final Permission THREADS = new RuntimePermission("modifyThreadGroup");

  private final Denials denials = new Denials();
  private final ProtectionDomain program;

  private SecurityManagerLimits() {
    Permissions permissions = new Permissions();
    permissions.add(new PropertyPermission("*", "read"));
    permissions.add(new RuntimePermission("accessDeclaredMembers"));
    permissions.setReadOnly();
    this.program = new ProtectionDomain(new CodeSource(null, (Certificate[]) null), permissions);
  }

  /** Switches the limits on, for good. */
  static Limits install() {
    SecurityManagerLimits limits = new SecurityManagerLimits();
    Policy.setPolicy(new EverythingElse());
    System.setSecurityManager(limits);
    return limits;
  }

  /** Asked for all domains but the program's, which has its permissions in itself. */
  private static final class EverythingElse extends Policy {
    private final Permission all = new AllPermission();

    @Override
    public boolean implies(ProtectionDomain domain, Permission permission) {
      return all.implies(permission);
    }
  }

  @Override
  public ProtectionDomain domain() {
    return program;
  }

  @Override
  public List<String> takeDenied() {
    return denials.take();
  }

  @Override
  public void checkPermission(Permission permission) {
    try {
      super.checkPermission(permission);
    } catch (SecurityException refused) {
      denials.add(permission.getName() + " " + permission.getActions());
      throw refused;
    }
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    try {
      super.checkPermission(permission, context);
    } catch (SecurityException refused) {
      denials.add(permission.getName() + " " + permission.getActions());
      throw refused;
    }
  }

  /** The inherited check is about the system's group only: here no thread may be made. */
  @Override
  public void checkAccess(ThreadGroup group) {
    checkPermission(THREADS);
  }

  @Override
  public void checkAccess(Thread thread) {
    if (thread != Thread.currentThread()) {
      checkPermission(THREADS);
    }
  }
}
