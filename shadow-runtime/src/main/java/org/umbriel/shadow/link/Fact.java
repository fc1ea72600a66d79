package org.umbriel.shadow.link;

/**
 * A reference as a class makes it (JVMS 5.1), and what it was built against. Its text form stands
 * in the {@link LinkTable}: five parts with dots between, which none of the first four can contain
 * (JVMS 4.2.2).
 */
public final class Fact {
  private static final int PARTS = 5;

  private final Kind kind;
  private final String owner;
  private final String name;
  private final String descriptor;
  private final String against;

  /** What the instruction does with what it refers to. */
  public enum Kind {
    /**
     * Needs several classes, their names with semicolons between, to be those of the user's own
     * jar: {@link Fact#name} is what their digests make together.
     */
    SAME('='),
    /** Needs the class: {@code checkcast}, {@code anewarray}, {@code ldc}. */
    CLASS('C'),
    /** Needs a class that can be instantiated. */
    NEW('N'),
    /** Needs the class to be a subtype of the one that {@link Fact#name} names. */
    SUBTYPE('S'),
    /**
     * Needs the class to be a subclass of the user's, if the member is protected and of another
     * package's superclass of the user; {@link Fact#owner} is the member's owner, a semicolon, and
     * the class.
     */
    PROTECTED('R'),
    /** Any access to a field. */
    FIELD('F'),
    GETFIELD('f'),
    PUTFIELD('g'),
    GETSTATIC('h'),
    PUTSTATIC('i'),
    /** Any call by a {@code Methodref}. */
    METHOD('M'),
    INVOKEVIRTUAL('m'),
    INVOKESPECIAL('n'),
    INVOKESTATIC('o'),
    /** Any call by an {@code InterfaceMethodref} but the static and the special ones. */
    INVOKEINTERFACE('p');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static Kind of(char code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind " + code);
    }

    boolean isField() {
      return FIELD.compareTo(this) <= 0 && compareTo(PUTSTATIC) <= 0;
    }

    boolean isMethod() {
      return METHOD.compareTo(this) <= 0;
    }
  }

  /**
   * A fact.
   *
   * @param owner internal name, or the descriptor of an array
   * @param name of the member, or internal name of a supertype; empty for the other kinds
   * @param descriptor of the member; empty likewise
   * @param against where the owner was found when the class was rewritten; empty if nowhere
   */
  public Fact(Kind kind, String owner, String name, String descriptor, String against) {
    this.kind = kind;
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.against = against;
  }

  /** Reads what {@link #encoded} wrote. */
  static Fact parse(String text) {
    String[] parts = text.split("\\.", PARTS);
    Kind kind = Kind.of(parts[0].charAt(0));
    return new Fact(kind, parts[1], parts[2], parts[3], parts[4]);
  }

  /** The text form. */
  public String encoded() {
    return kind.code + "." + owner + "." + name + "." + descriptor + "." + against;
  }

  public Kind kind() {
    return kind;
  }

  public String owner() {
    return owner;
  }

  public String name() {
    return name;
  }

  public String descriptor() {
    return descriptor;
  }

  public String against() {
    return against;
  }

  /** What is referred to, as the messages of HotSpot write it. */
  String subject() {
    if (kind.isMethod()) {
      return "'" + Descriptors.method(owner, name, descriptor) + "'";
    }
    if (kind == Kind.SUBTYPE) {
      return Descriptors.dotted(owner) + " is not a " + Descriptors.dotted(name);
    }
    if (kind == Kind.PROTECTED) {
      return Descriptors.dotted(owner.substring(0, owner.indexOf(';')))
          + "."
          + name
          + " is protected, the object is no subclass";
    }
    return kind.isField() ? "'" + Descriptors.field(owner, name, descriptor) + "'" : owner;
  }
}
