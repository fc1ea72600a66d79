package org.umbriel.metadata.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.umbriel.metadata.verify.code.CodeContext;
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
 * The members that a verified class refers to, as offsets into its bytes until someone asks for
 * them: most classes are verified without that.
 */
final class MemberReferences implements Supplier<List<LinkFact>> {
  private static final int WIDTH = 4;
  private static final int SPANS = 10;
  private static final int INVOKE_DYNAMIC = 186;

  private final byte[] bytes;
  private final int[] references;
  private final int[] spans;

  private MemberReferences(byte[] bytes, int[] references, int[] spans) {
    this.bytes = bytes;
    this.references = references;
    this.spans = spans;
  }

  /** What the context found in the class that it is in, independent of the context from now on. */
  static Supplier<List<LinkFact>> of(byte[] bytes, CodeContext code) {
    int[] rows = code.references().copy();
    int[] spans = new int[rows.length / WIDTH * SPANS];
    ClassShape shape = code.shape();
    ConstantPool pool = shape.pool();
    MethodTable methods = shape.methods();
    for (int i = 0; i < rows.length / WIDTH; i++) {
      int constant = rows[i * WIDTH];
      int at = i * SPANS;
      boolean dynamic = rows[i * WIDTH + 1] == INVOKE_DYNAMIC;
      span(shape.symbols(), dynamic ? 0 : pool.owner(constant), spans, at);
      span(shape.symbols(), pool.memberName(constant), spans, at + 2);
      span(shape.symbols(), pool.memberDescriptor(constant), spans, at + 4);
      span(shape.symbols(), methods.name(rows[i * WIDTH + 2]), spans, at + 6);
      span(shape.symbols(), methods.descriptor(rows[i * WIDTH + 2]), spans, at + 8);
      rows[i * WIDTH] = pool.tag(constant);
    }
    return new MemberReferences(bytes, rows, spans);
  }

  private static void span(Symbols symbols, int symbol, int[] spans, int at) {
    spans[at] = KnownName.isKnown(symbol) ? -1 - symbol : symbols.start(symbol);
    spans[at + 1] = symbols.length(symbol);
  }

  @Override
  public List<LinkFact> get() {
    List<LinkFact> members = new ArrayList<>();
    for (int i = 0; i < references.length / WIDTH; i++) {
      int opcode = references[i * WIDTH + 1];
      if (opcode != INVOKE_DYNAMIC) {
        int at = i * SPANS;
        members.add(
            new LinkFact.Member(
                text(at),
                text(at + 2),
                text(at + 4),
                LinkFact.Use.ofOpcode(opcode),
                references[i * WIDTH] == ConstantTag.INTERFACE_METHOD,
                new Place(text(at + 6), text(at + 8), references[i * WIDTH + 3])));
      }
    }
    return members;
  }

  private String text(int at) {
    return spans[at] < 0
        ? KnownName.text(-1 - spans[at])
        : ModifiedUtf8.text(bytes, spans[at], spans[at + 1]);
  }
}
