package org.umbriel.metadata.verify.result;

import java.util.Arrays;

/**
 * A member or class that instructions of an accepted class refer to, which is always left to
 * linking: that it exists and is accessible, and is static or can be instantiated as they need it.
 * One for each constant and use, with all its sites in code order.
 */
public final class Reference {
  private final Use use;
  private final String owner;
  private final String name;
  private final String descriptor;
  private final boolean ownerIsInterface;
  private int[] sites = new int[2];
  private int count;

  /**
   * A reference without sites yet.
   *
   * @param owner internal name, or the descriptor of an array
   * @param name of the member; empty for a class
   * @param descriptor of the member; empty for a class
   * @param ownerIsInterface as the constant pool says ({@code InterfaceMethodref})
   */
  public Reference(
      Use use, String owner, String name, String descriptor, boolean ownerIsInterface) {
    this.use = use;
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.ownerIsInterface = ownerIsInterface;
  }

  /** Adds an instruction that makes it. */
  public void addSite(int method, int bytecodeIndex) {
    if (2 * count == sites.length) {
      sites = Arrays.copyOf(sites, 2 * sites.length);
    }
    sites[2 * count] = method;
    sites[2 * count + 1] = bytecodeIndex;
    count++;
  }

  public Use use() {
    return use;
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

  public boolean ownerIsInterface() {
    return ownerIsInterface;
  }

  public boolean isToClass() {
    return name.isEmpty();
  }

  /** How many instructions make it. */
  public int siteCount() {
    return count;
  }

  /** The method of a site, counted as the class file has its methods. */
  public int method(int site) {
    return sites[2 * site];
  }

  public int bytecodeIndex(int site) {
    return sites[2 * site + 1];
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(use).append(' ').append(owner);
    if (!isToClass()) {
      text.append('.').append(name).append(descriptor);
    }
    for (int site = 0; site < count; site++) {
      text.append(' ').append(method(site)).append('@').append(bytecodeIndex(site));
    }
    return text.toString();
  }

  /** Instructions that refer to members and classes. */
  public enum Use {
    GET_STATIC,
    PUT_STATIC,
    GET_FIELD,
    PUT_FIELD,
    INVOKE_VIRTUAL,
    INVOKE_SPECIAL,
    INVOKE_STATIC,
    INVOKE_INTERFACE,
    NEW,
    NEW_ARRAY,
    CAST,
    INSTANCE_OF,
    CLASS_CONSTANT;

    /** The use that an opcode makes of what it refers to. */
    public static Use ofOpcode(int opcode) {
      return switch (opcode) {
        case 178 -> GET_STATIC;
        case 179 -> PUT_STATIC;
        case 180 -> GET_FIELD;
        case 181 -> PUT_FIELD;
        case 182 -> INVOKE_VIRTUAL;
        case 183 -> INVOKE_SPECIAL;
        case 184 -> INVOKE_STATIC;
        case 185 -> INVOKE_INTERFACE;
        case 187 -> NEW;
        case 189, 197 -> NEW_ARRAY;
        case 192 -> CAST;
        case 193 -> INSTANCE_OF;
        case 18, 19 -> CLASS_CONSTANT;
        default -> throw new IllegalArgumentException("opcode " + opcode);
      };
    }
  }
}
