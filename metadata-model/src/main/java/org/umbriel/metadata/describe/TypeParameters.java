package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * The type parameters that a signature declares (JVMS 4.7.9.1), each with the erasure of its first
 * bound (JLS 4.6).
 */
final class TypeParameters extends SignatureVisitor {
  private static final String OBJECT = "java/lang/Object";

  /** Internal names of erasures by the names of type parameters. */
  private final Map<String, String> erasures = new LinkedHashMap<>();

  private String current = "";

  private TypeParameters() {
    super(Opcodes.ASM9);
  }

  /** Entries for them; nothing if the signature is none. */
  static List<Entry> of(String signature, TypeTable types) {
    TypeParameters parameters = new TypeParameters();
    try {
      new SignatureReader(signature).accept(parameters);
    } catch (RuntimeException e) {
      return List.of(); // the JVM does not check signatures, and ASM's reader runs off their end
    }
    List<Entry> entries = new ArrayList<>();
    parameters.erasures.forEach(
        (name, bound) ->
            entries.add(
                Entry.builder(Tag.TEMPLATE_TYPE_PARAMETER)
                    .text(AttributeName.NAME, name)
                    .reference(AttributeName.TYPE, types.ofClass(bound))
                    .build()));
    return entries;
  }

  @Override
  public void visitFormalTypeParameter(String name) {
    current = name;
    erasures.put(name, OBJECT);
  }

  @Override
  public SignatureVisitor visitClassBound() {
    return new Bound();
  }

  @Override
  public SignatureVisitor visitInterfaceBound() {
    return new Bound();
  }

  @Override
  public SignatureVisitor visitSuperclass() {
    return new SignatureVisitor(Opcodes.ASM9) {};
  }

  @Override
  public SignatureVisitor visitInterface() {
    return new SignatureVisitor(Opcodes.ASM9) {};
  }

  @Override
  public SignatureVisitor visitParameterType() {
    return new SignatureVisitor(Opcodes.ASM9) {};
  }

  @Override
  public SignatureVisitor visitReturnType() {
    return new SignatureVisitor(Opcodes.ASM9) {};
  }

  @Override
  public SignatureVisitor visitExceptionType() {
    return new SignatureVisitor(Opcodes.ASM9) {};
  }

  /** A bound, of which the first that is not {@code Object} counts. */
  private final class Bound extends SignatureVisitor {
    private final String parameter = current;

    private Bound() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitClassType(String name) {
      erasures.replace(parameter, OBJECT, name);
    }

    @Override
    public void visitTypeVariable(String name) {
      erasures.replace(parameter, OBJECT, erasures.getOrDefault(name, OBJECT));
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new SignatureVisitor(Opcodes.ASM9) {};
    }
  }
}
