package org.umbriel.metadata.site;

/** The table of check kinds: what must hold, and what is thrown where it does not. */
public enum CheckKind {
  NULL_DEREFERENCE(Group.IMPLICIT, "null dereference", "java/lang/NullPointerException"),
  ARRAY_BOUNDS(Group.IMPLICIT, "array bounds", "java/lang/ArrayIndexOutOfBoundsException"),
  DIVISION_BY_ZERO(Group.IMPLICIT, "division by zero", "java/lang/ArithmeticException"),
  CLASS_CAST(Group.IMPLICIT, "class cast", "java/lang/ClassCastException"),
  ARRAY_STORE(Group.IMPLICIT, "array store", "java/lang/ArrayStoreException"),
  NEGATIVE_ARRAY_SIZE(
      Group.IMPLICIT, "negative array size", "java/lang/NegativeArraySizeException"),
  ILLEGAL_MONITOR(Group.IMPLICIT, "illegal monitor", "java/lang/IllegalMonitorStateException"),
  ASSERTION(Group.DECLARED, "assertion", "java/lang/AssertionError"),
  PRECONDITION(Group.DECLARED, "precondition", ""),
  UNCAUGHT(Group.DECLARED, "uncaught exception", ""),
  LINK(Group.INSERTED, "link", "java/lang/LinkageError"),
  ACCESS(Group.INSERTED, "access", ""),
  SHADOW(Group.INSERTED, "shadow", "");

  /** Who makes the check. */
  public enum Group {
    /** The JVM checks it anyway. */
    IMPLICIT,
    /** The program says it. */
    DECLARED,
    /** We put it there; it costs something at run time. */
    INSERTED
  }

  private final Group group;
  private final String label;
  private final String exception;

  CheckKind(Group group, String label, String exception) {
    this.group = group;
    this.label = label;
    this.exception = exception;
  }

  public Group group() {
    return group;
  }

  /** For people: {@code array bounds}. */
  public String label() {
    return label;
  }

  /** Internal name of what is thrown; empty where that depends on the site. */
  public String exception() {
    return exception;
  }

  /** Whether the kind counts in the headline: the implicit kinds and assertions. */
  public boolean inHeadline() {
    return group == Group.IMPLICIT || this == ASSERTION;
  }
}
