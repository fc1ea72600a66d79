package org.umbriel.nativeinterop.malloc;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameWriter;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.SharedObjectWriter;
import org.umbriel.metadata.elf.SharedObjectWriter.Export;
import org.umbriel.nativeinterop.machine.Assembler;
import org.umbriel.nativeinterop.machine.Register;

/**
 * A shared object, to be preloaded, whose functions stand before glibc's malloc and its relatives.
 * Each asks glibc for 8 bytes more, and writes who called it into the last 8 of the block; free
 * clears them. When the process ends, it stops until whoever started it has looked.
 */
final class AllocatorShim {
  static final String NAME = "umbriel-malloc";

  /** Functions of glibc's that nobody stands before. */
  private static final List<String> IMPORTS =
      List.of("__libc_malloc", "__libc_calloc", "__libc_realloc", "__libc_free", "__libc_memalign");

  private static final int MALLOC = 0;
  private static final int CALLOC = 1;
  private static final int REALLOC = 2;
  private static final int FREE = 3;
  private static final int MEMALIGN = 4;

  /** Where the data are in the object's own addresses: the code takes less than a page. */
  static final long DATA = SharedObjectWriter.TEXT_ADDRESS + 0x1000;

  /** In the data, not zero once the process ends. */
  static final int ENDED = 8 * 5;

  private static final int DATA_SIZE = ENDED + 8;

  /** Of a chunk's size, the bit that says that it was mapped for itself (malloc.c). */
  private static final int MAPPED = 2;

  private static final int PAGE = 4096;
  private static final int INVALID_ARGUMENT = 22;
  private static final int OUT_OF_MEMORY = 12;
  private static final int GETPID = 39;
  private static final int KILL = 62;
  private static final int GETPPID = 110;
  private static final int SIGSTOP = 19;

  private final GrowingBuffer all = new GrowingBuffer();
  private final List<Export> exports = new ArrayList<>();
  private Assembler code = new Assembler(all);

  private AllocatorShim() {}

  /**
   * The object's bytes.
   *
   * @param parent stops at its end only if this process started it
   */
  static byte[] image(long parent) {
    return new AllocatorShim().write(parent);
  }

  private byte[] write(long parent) {
    function("malloc", this::malloc);
    function("calloc", this::calloc);
    function("realloc", this::realloc);
    function("free", this::free);
    function("memalign", () -> aligned(Register.RSI));
    function("aligned_alloc", () -> aligned(Register.RSI));
    function("posix_memalign", this::posixAligned);
    function("valloc", () -> pages(false));
    function("pvalloc", () -> pages(true));
    function("malloc_usable_size", this::usableSize);
    function("umbriel_at_exit", () -> stopAtExit(parent));
    byte[] text = all.toArray();
    if (text.length > PAGE) {
      throw new IllegalStateException(text.length + " bytes of code");
    }
    Export atExit = exports.remove(exports.size() - 1);
    SharedObjectWriter writer = new SharedObjectWriter(NAME, text, DATA_SIZE, IMPORTS);
    writer.runAtExit(atExit.address());
    FrameWriter frames = FrameWriter.forSharedObject(Architecture.X86_64, writer.framesAddress());
    return writer.write(exports, frames.finish(writer.framesAddress()), List.of());
  }

  private void function(String name, Runnable body) {
    int start = all.size();
    code = new Assembler(all);
    code.endBranch();
    body.run();
    exports.add(new Export(name, SharedObjectWriter.TEXT_ADDRESS + start, all.size() - start));
    while (all.size() % 16 != 0) {
      all.u8(0xcc);
    }
  }

  private int distance(long target, int instructionSize) {
    return (int) (target - SharedObjectWriter.TEXT_ADDRESS - all.size() - instructionSize);
  }

  private void call(int imported) {
    code.callRelative(distance(DATA + 8L * imported, 6));
  }

  private void jump(int imported) {
    code.jumpRelative(distance(DATA + 8L * imported, 6));
  }

  /** More by 8, or as much as nobody has if that overflows. */
  private void enlarge(Register size) {
    code.add(size, 8).overflow(Register.RCX).or(size, Register.RCX);
  }

  private void malloc() {
    code.subtract(Register.RSP, 8);
    enlarge(Register.RDI);
    call(MALLOC);
    keepCaller(8);
    code.add(Register.RSP, 8).ret();
  }

  private void calloc() {
    code.subtract(Register.RSP, 8).move(Register.RAX, Register.RDI).multiply(Register.RSI);
    code.overflow(Register.R8).move(Register.RSI, Register.RAX);
    enlarge(Register.RSI);
    code.or(Register.RSI, Register.R8).constant32(Register.RDI, 1);
    call(CALLOC);
    keepCaller(8);
    code.add(Register.RSP, 8).ret();
  }

  /**
   * The old block's caller is cleared before, since the block is freed, and put back on failure.
   */
  private void realloc() {
    code.test(Register.RDI);
    final int isNew = code.skipIfZero();
    code.test(Register.RSI);
    final int isKept = code.skipUnlessZero();
    clearCaller();
    jump(REALLOC);
    code.land(isKept);
    tail(Register.RDI);
    code.address(Register.R8, Register.RDI, -16).add(Register.R8, Register.RCX);
    code.load(Register.R9, Register.R8, 0).push(Register.R8).push(Register.R9);
    code.constant32(Register.RAX, 0).store(Register.R8, 0, Register.RAX);
    code.subtract(Register.RSP, 8);
    enlarge(Register.RSI);
    call(REALLOC);
    code.add(Register.RSP, 8).pop(Register.R9).pop(Register.R8).test(Register.RAX);
    final int isDone = code.skipUnlessZero();
    code.store(Register.R8, 0, Register.R9).ret();
    code.land(isDone);
    keepCaller(0);
    code.ret();
    code.land(isNew);
    code.subtract(Register.RSP, 8);
    enlarge(Register.RSI);
    call(REALLOC);
    keepCaller(8);
    code.add(Register.RSP, 8).ret();
  }

  private void free() {
    code.test(Register.RDI);
    int isNull = code.skipIfZero();
    clearCaller();
    jump(FREE);
    code.land(isNull).ret();
  }

  /** The alignment is in rdi. */
  private void aligned(Register size) {
    code.subtract(Register.RSP, 8);
    enlarge(size);
    call(MEMALIGN);
    keepCaller(8);
    code.add(Register.RSP, 8).ret();
  }

  /** The result's address is in rdi, alignment in rsi, size in rdx. */
  private void posixAligned() {
    code.address(Register.RAX, Register.RSI, -1).move(Register.RCX, Register.RSI);
    code.and(Register.RCX, 7).test(Register.RCX);
    final int isNoMultiple = code.skipUnlessZero();
    code.test(Register.RSI);
    final int isZero = code.skipIfZero();
    code.and(Register.RAX, Register.RSI).test(Register.RAX);
    final int isNoPower = code.skipUnlessZero();
    code.push(Register.RDI).move(Register.RDI, Register.RSI).move(Register.RSI, Register.RDX);
    enlarge(Register.RSI);
    call(MEMALIGN);
    code.pop(Register.R8).test(Register.RAX);
    final int isNone = code.skipIfZero();
    code.store(Register.R8, 0, Register.RAX);
    keepCaller(0);
    code.constant32(Register.RAX, 0).ret();
    code.land(isNone).constant32(Register.RAX, OUT_OF_MEMORY).ret();
    code.land(isNoMultiple).land(isZero).land(isNoPower);
    code.constant32(Register.RAX, INVALID_ARGUMENT).ret();
  }

  private void pages(boolean isRoundedUp) {
    if (isRoundedUp) {
      code.add(Register.RDI, PAGE - 1).and(Register.RDI, -PAGE);
    }
    code.move(Register.RSI, Register.RDI).constant32(Register.RDI, PAGE);
    aligned(Register.RSI);
  }

  private void usableSize() {
    code.constant32(Register.RAX, 0).test(Register.RDI);
    int isNull = code.skipIfZero();
    tail(Register.RDI);
    code.address(Register.RAX, Register.RCX, -16).land(isNull).ret();
  }

  /** Sets rcx so that the block's last 8 bytes are at the block + rcx - 16; uses rdx. */
  private void tail(Register block) {
    code.load(Register.RCX, block, -8).move(Register.RDX, Register.RCX);
    code.and(Register.RCX, -8).and(Register.RDX, MAPPED).shiftLeft(Register.RDX, 2);
    code.subtract(Register.RCX, Register.RDX);
  }

  private void clearCaller() {
    tail(Register.RDI);
    code.add(Register.RCX, Register.RDI).constant32(Register.RDX, 0);
    code.store(Register.RCX, -16, Register.RDX);
  }

  /** Writes the return address, so far above rsp, into the block in rax, if there is one. */
  private void keepCaller(int depth) {
    code.test(Register.RAX);
    int none = code.skipIfZero();
    tail(Register.RAX);
    code.load(Register.RDX, Register.RSP, depth).add(Register.RCX, Register.RAX);
    code.store(Register.RCX, -16, Register.RDX).land(none);
  }

  private void stopAtExit(long parent) {
    code.constant32(Register.RAX, GETPPID).systemCall().compare(Register.RAX, (int) parent);
    int isOther = code.skipUnlessZero();
    code.addressRelative(Register.RDX, distance(DATA + ENDED, 7));
    code.constant32(Register.RCX, 1).store(Register.RDX, 0, Register.RCX);
    code.constant32(Register.RAX, GETPID).systemCall().move(Register.RDI, Register.RAX);
    code.constant32(Register.RSI, SIGSTOP).constant32(Register.RAX, KILL).systemCall();
    code.land(isOther).ret();
  }
}
