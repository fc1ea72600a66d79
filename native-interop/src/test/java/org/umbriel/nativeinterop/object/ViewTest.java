package org.umbriel.nativeinterop.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.value.NativePointer;

/** What Java sees and changes in structures against what C sees and changes there. */
class ViewTest {
  private static final String SOURCE =
      """
      struct point { int x, y; };
      struct node {
        struct node *next; struct point at; unsigned low : 3, high : 5; char name[8]; double size;
      };
      struct node second = { 0, { 5, 6 }, 2, 17, "two", 2.5 };
      struct node head = { &second, { 1, 2 }, 7, 30, "one", 1.5 };
      void grow(struct node *n) { for (; n; n = n->next) { n->size *= 2; n->at.x++; n->high++; } }
      int low(struct node *n) { return n->low; }
      int high(struct node *n) { return n->high; }
      int x(struct node *n) { return n->at.x; }
      """;

  interface Point {
    int x();

    void x(int x);

    int y();
  }

  interface Node {
    Node next();

    void next(Node next);

    Point at();

    int low();

    void low(int low);

    int high();

    String name();

    void name(String name);

    double size();
  }

  record Whole(int x, int y) {}

  private static NativeLibrary library(Path folder) throws Exception {
    return NativeLibrary.open(CompiledLibrary.compile(folder, "view", SOURCE, "-g").toString());
  }

  @Test
  void bothSidesSeeTheSame(@TempDir Path folder) throws Exception {
    NativeLibrary library = library(folder);
    NativePointer head = library.variable("head");
    Node node = View.of(head, Node.class);
    assertEquals(List.of("one", "two"), List.of(node.name(), node.next().name()));
    assertNull(node.next().next());
    library.function("grow").call(head);
    assertEquals(List.of(3.0, 5.0), List.of(node.size(), node.next().size()));
    assertEquals(List.of(2, 6), List.of(node.at().x(), node.next().at().x()));
    node.at().x(77);
    node.low(5);
    assertEquals(77, library.function("x").call(head).toInt());
    assertEquals(5, library.function("low").call(head).toInt());
    assertEquals(31, library.function("high").call(head).toInt());
    node.name("other");
    assertEquals("other", head.member("name").read().toText());
    assertEquals(node.next(), View.of(library.variable("second"), Node.class));
    assertNotEquals(node, node.next());
    assertEquals(new Whole(77, 2), head.member("at").read().to(Whole.class));
  }

  interface NoMember {
    int nothing();
  }

  interface NoAccessor {
    int x(int x, int y);
  }

  @Test
  void wrongInterfaces(@TempDir Path folder) throws Exception {
    NativePointer head = library(folder).variable("head");
    var none = assertThrows(NativeException.class, () -> View.of(head, NoMember.class));
    assertEquals("struct node has no member nothing", none.getMessage());
    assertThrows(NativeException.class, () -> View.of(head, NoAccessor.class));
    assertThrows(NativeException.class, () -> View.of(head.member("size"), Point.class));
  }

  @Test
  void viewOfWhatIsGoneIsAnException(@TempDir Path folder) throws Exception {
    NativeLibrary library = library(folder);
    CType type = library.type("struct node");
    Arena arena = new Arena();
    Node node = View.of(NativePointer.allocate(arena, type), Node.class);
    node.next(View.of(NativePointer.allocate(arena, type), Node.class));
    Node next = node.next();
    next.name("kept");
    arena.close();
    assertThrows(MemoryAccessException.class, node::size);
    assertThrows(MemoryAccessException.class, next::name);
    assertThrows(MemoryAccessException.class, () -> node.low(1));
    Node wild = View.of(NativePointer.of(1L << 45).to(type), Node.class);
    assertThrows(MemoryAccessException.class, wild::size);
  }

  @Test
  void objectsHaveNativeParts(@TempDir Path folder) throws Exception {
    NativeLibrary library = library(folder);
    CType type = library.type("struct node");
    String one = new String("a");
    String other = new String("a");
    Node part = View.of(Extension.ofObject(one, type), Node.class);
    part.at().x(3);
    library.function("grow").call(View.pointer(part));
    assertEquals(4, View.of(Extension.ofObject(one, type), Node.class).at().x());
    assertEquals(0, View.of(Extension.ofObject(other, type), Node.class).at().x());
    CType point = library.type("struct point");
    assertThrows(MemoryAccessException.class, () -> Extension.ofObject(one, point));
  }

  @Test
  void memoryHasPartsInJava(@TempDir Path folder) throws Exception {
    NativeLibrary library = library(folder);
    NativePointer head = library.variable("head");
    List<String> part = List.of("of Java");
    Extension.ofMemory(head, part);
    assertSame(part, Extension.partOf(library.variable("head"), List.class));
    Extension.release(head);
    assertThrows(MemoryAccessException.class, () -> Extension.partOf(head, List.class));

    Arena arena = new Arena();
    NativePointer own = NativePointer.allocate(arena, library.type("struct node"));
    Extension.ofMemory(own, part);
    assertSame(part, Extension.partOf(own, List.class));
    arena.close();
    assertThrows(MemoryAccessException.class, () -> Extension.partOf(own, List.class));
  }
}
