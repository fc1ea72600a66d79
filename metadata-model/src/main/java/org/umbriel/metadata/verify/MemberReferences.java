package org.umbriel.metadata.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.References;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.ConstantPool;
import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.ModifiedUtf8;
import org.umbriel.metadata.verify.format.Symbols;
import org.umbriel.metadata.verify.result.Reference;

/**
 * The members and classes that a verified class refers to, as offsets into its bytes until someone
 * asks for them: most classes are verified without that.
 */
final class MemberReferences implements Supplier<List<Reference>> {
  /** Tag, then start and length of owner, name and descriptor. */
  private static final int CONSTANT = 7;

  private final byte[] bytes;
  private final int[] references;
  private final int[] constants;
  private final int used;

  private MemberReferences(byte[] bytes, int[] references, int[] constants, int used) {
    this.bytes = bytes;
    this.references = references;
    this.constants = constants;
    this.used = used;
  }

  /** What the context found in the class that it is in, independent of the context from now on. */
  static Supplier<List<Reference>> of(byte[] bytes, CodeContext code) {
    int[] rows = code.references().copy();
    ClassShape shape = code.shape();
    int[] places = new int[shape.pool().count()];
    int[] constants = new int[CONSTANT << 5];
    int used = 0;
    for (int row = 0; row < rows.length; row += References.WIDTH) {
      int constant = rows[row];
      if (places[constant] == 0) {
        if (used + CONSTANT > constants.length) {
          constants = Arrays.copyOf(constants, constants.length * 2);
        }
        describe(shape, constant, constants, used);
        used += CONSTANT;
        places[constant] = used;
      }
      rows[row] = places[constant] - CONSTANT;
    }
    return new MemberReferences(bytes, rows, constants, used);
  }

  private static void describe(ClassShape shape, int constant, int[] spans, int at) {
    ConstantPool pool = shape.pool();
    spans[at] = pool.tag(constant);
    if (pool.tag(constant) == ConstantTag.CLASS) {
      span(shape.symbols(), pool.className(constant), spans, at + 1);
    } else {
      span(shape.symbols(), pool.owner(constant), spans, at + 1);
      span(shape.symbols(), pool.memberName(constant), spans, at + 3);
      span(shape.symbols(), pool.memberDescriptor(constant), spans, at + 5);
    }
  }

  private static void span(Symbols symbols, int symbol, int[] spans, int at) {
    spans[at] = KnownName.isKnown(symbol) ? -1 - symbol : symbols.start(symbol);
    spans[at + 1] = symbols.length(symbol);
  }

  @Override
  public List<Reference> get() {
    List<Reference> found = new ArrayList<>();
    Uses[] known = new Uses[used / CONSTANT];
    for (int row = 0; row < references.length; row += References.WIDTH) {
      int at = references[row];
      Reference.Use use = Reference.Use.ofOpcode(references[row + 1]);
      Uses uses = known[at / CONSTANT];
      if (uses == null) {
        uses = new Uses();
        known[at / CONSTANT] = uses;
      }
      Reference reference = uses.references.get(use);
      if (reference == null) {
        reference = reference(at, use);
        uses.references.put(use, reference);
        found.add(reference);
      }
      reference.addSite(references[row + 2], references[row + 3]);
    }
    return found;
  }

  /** Of one constant. */
  private static final class Uses {
    private final Map<Reference.Use, Reference> references = new EnumMap<>(Reference.Use.class);
  }

  private Reference reference(int at, Reference.Use use) {
    boolean isClass = constants[at] == ConstantTag.CLASS;
    return new Reference(
        use,
        text(at + 1),
        isClass ? "" : text(at + 3),
        isClass ? "" : text(at + 5),
        constants[at] == ConstantTag.INTERFACE_METHOD);
  }

  private String text(int at) {
    int start = constants[at];
    return start < 0
        ? KnownName.text(-1 - start)
        : ModifiedUtf8.text(bytes, start, constants[at + 1]);
  }
}
