package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.testing.MethodAssembler;

/**
 * Bytes that were a class before something happened to them. Whatever decodes can be walked to the
 * end; whatever does not is malformed, in one line.
 */
final class ClassDecoderFuzzTest {
  private static final List<byte[]> SUBJECTS =
      Stream.concat(
              Stream.of(
                      "/java/util/Optional.class",
                      "/java/util/HashMap.class",
                      "/java/util/regex/Pattern.class",
                      "/java/util/concurrent/TimeUnit.class",
                      "/java/lang/invoke/MethodHandles$Lookup.class",
                      "/java/lang/FunctionalInterface.class",
                      "/java/lang/runtime/ObjectMethods.class",
                      "/java/net/InetAddress.class")
                  .map(ClassDecoderFuzzTest::bytesOf),
              Stream.of(oldCode(), newCode()))
          .toList();
  private static final int[] EXTREMES = {
    0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000
  };

  private static byte[] bytesOf(String resource) {
    try (InputStream in = Object.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] oldCode() {
    return MethodAssembler.method("(I)I")
        .version(46)
        .label("start")
        .jump(Opcode.JSR, "sub")
        .local(Opcode.ILOAD, 0)
        .tableSwitch(1, "end", "start", "end")
        .label("end")
        .increment(0, 1000)
        .local(Opcode.ILOAD, 0)
        .op(Opcode.IRETURN)
        .label("sub")
        .local(Opcode.ASTORE, 300)
        .local(Opcode.RET, 300)
        .handler("start", "end", "sub", null)
        .bytes();
  }

  private static byte[] newCode() {
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "a/B", "b", "()V", false);
    return MethodAssembler.method("(I)V")
        .version(69)
        .step(m -> m.visitInvokeDynamicInsn("x", "(J)[[I", bootstrap, 1, 2L, "three"))
        .constant(new ConstantDynamic("d", "J", bootstrap, 1.0))
        .op(Opcode.POP2)
        .multiNewArray("[[[I", 2)
        .op(Opcode.RETURN)
        .bytes();
  }

  @Property(tries = 800, shrinking = ShrinkingMode.OFF)
  void changedBytes(@ForAll @IntRange(max = 9) int subject, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = SUBJECTS.get(subject).clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      change(bytes, random);
    }
    read(bytes);
  }

  private static void change(byte[] bytes, Random random) {
    int at = 8 + random.nextInt(bytes.length - 12);
    int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[at] = (byte) extreme;
      case 2 -> {
        bytes[at] = (byte) (extreme >> 8);
        bytes[at + 1] = (byte) extreme;
      }
      default -> {
        for (int i = 0; i < Integer.BYTES; i++) {
          bytes[at + i] = (byte) (extreme >> 24 - 8 * i);
        }
      }
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void movedBytes(@ForAll @IntRange(max = 9) int subject, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = SUBJECTS.get(subject);
    int from = 8 + random.nextInt(bytes.length - 8);
    int to = 8 + random.nextInt(bytes.length - 8);
    int rest = bytes.length - Math.max(from, to);
    byte[] changed = Arrays.copyOf(bytes, to + rest);
    System.arraycopy(bytes, from, changed, to, rest);
    read(changed);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void missingBytes(@ForAll @IntRange(max = 9) int subject, @ForAll long seed) {
    byte[] bytes = SUBJECTS.get(subject);
    read(Arrays.copyOf(bytes, new Random(seed).nextInt(bytes.length)));
  }

  private static void read(byte[] bytes) {
    ClassUnit unit;
    try {
      unit = ClassDecoder.decode(new ClassFile("a/B.class", bytes));
    } catch (MalformedClassException e) {
      assertEquals(1, e.reason().lines().count(), e.reason());
      return;
    }
    for (MethodCode method : unit.methods()) {
      if (method.hasCode()) {
        ControlFlowGraph graph = ControlFlowGraph.of(method);
        for (CheckSite site : SiteFinder.sitesIn(graph, ContractSource.NONE)) {
          SiteId id = site.id();
          assertEquals(id.kind(), site.kind());
        }
      }
      JavaNames.method(method.reference());
    }
  }
}
