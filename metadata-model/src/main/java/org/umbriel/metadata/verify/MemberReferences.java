package org.umbriel.metadata.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.References;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.ConstantPool;
import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.ModifiedUtf8;
import org.umbriel.metadata.verify.format.Symbols;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.Place;

/**
 * The members and classes that a verified class refers to, as offsets into its bytes until someone
 * asks for them: most classes are verified without that.
 */
final class MemberReferences implements Supplier<List<LinkFact>> {
  /** Tag, then start and length of owner, name and descriptor. */
  private static final int CONSTANT = 7;

  /** Start and length of name and descriptor. */
  private static final int METHOD = 4;

  private final byte[] bytes;
  private final int[] references;
  private final int[] constants;
  private final int[] methods;

  private MemberReferences(byte[] bytes, int[] references, int[] constants, int[] methods) {
    this.bytes = bytes;
    this.references = references;
    this.constants = constants;
    this.methods = methods;
  }

  /** What the context found in the class that it is in, independent of the context from now on. */
  static Supplier<List<LinkFact>> of(byte[] bytes, CodeContext code) {
    int[] rows = code.references().copy();
    ClassShape shape = code.shape();
    int[] places = new int[shape.pool().count()];
    int[] constants = new int[CONSTANT << 4];
    int used = 0;
    for (int row = 0; row < rows.length; row += References.WIDTH) {
      int constant = rows[row];
      if (places[constant] == 0) {
        if (used == constants.length) {
          constants = Arrays.copyOf(constants, used * 2);
        }
        describe(shape, constant, constants, used);
        used += CONSTANT;
        places[constant] = used;
      }
      rows[row] = places[constant] - CONSTANT;
    }
    return new MemberReferences(bytes, rows, constants, methods(shape));
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

  private static int[] methods(ClassShape shape) {
    MethodTable table = shape.methods();
    int[] spans = new int[table.count() * METHOD];
    for (int method = 0; method < table.count(); method++) {
      span(shape.symbols(), table.name(method), spans, method * METHOD);
      span(shape.symbols(), table.descriptor(method), spans, method * METHOD + 2);
    }
    return spans;
  }

  private static void span(Symbols symbols, int symbol, int[] spans, int at) {
    spans[at] = KnownName.isKnown(symbol) ? -1 - symbol : symbols.start(symbol);
    spans[at + 1] = symbols.length(symbol);
  }

  @Override
  public List<LinkFact> get() {
    List<LinkFact> found = new ArrayList<>(references.length / References.WIDTH);
    Map<Long, String> texts = new HashMap<>();
    for (int row = 0; row < references.length; row += References.WIDTH) {
      int at = references[row];
      LinkFact.Use use = LinkFact.Use.ofOpcode(references[row + 1]);
      int method = references[row + 2] * METHOD;
      Place place =
          new Place(
              text(methods, method, texts), text(methods, method + 2, texts), references[row + 3]);
      String owner = text(constants, at + 1, texts);
      found.add(
          constants[at] == ConstantTag.CLASS
              ? new LinkFact.Loadable(owner, use, place)
              : new LinkFact.Member(
                  owner,
                  text(constants, at + 3, texts),
                  text(constants, at + 5, texts),
                  use,
                  constants[at] == ConstantTag.INTERFACE_METHOD,
                  place));
    }
    return found;
  }

  private String text(int[] spans, int at, Map<Long, String> texts) {
    int start = spans[at];
    return texts.computeIfAbsent(
        (long) start << 32 | spans[at + 1],
        span ->
            start < 0
                ? KnownName.text(-1 - start)
                : ModifiedUtf8.text(bytes, start, spans[at + 1]));
  }
}
