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
 * Each writes who called it into a table beside the heap, which has an entry of 4 bytes for each 32
 * of the address space, and so at most one block an entry: glibc's are no smaller. An entry is zero
 * if no block is there, else 31 bits of the return address and, in the lowest bit, whether the
 * block starts in the middle of the 32. The kernel gives the table memory where it is written. When
 * the process ends, it stops until whoever started it has looked.
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

  /** In the data, where the table is; zero if nothing was allocated, or there is no room for it. */
  static final int TABLE = ENDED + 8;

  private static final int IS_TRIED = TABLE + 8;

  /** Stands for an entry where there is no table. */
  private static final int NO_ENTRY = IS_TRIED + 8;

  private static final int DATA_SIZE = NO_ENTRY + 8;

  /** An entry's number is the address without so many bits. */
  static final int ENTRY_BITS = 5;

  /** Whether a block starts in the middle. */
  private static final int HALF_BIT = 4;

  /** For all addresses of a process, which are below 2^47. */
  private static final long TABLE_SIZE = 4L << (47 - ENTRY_BITS);

  private static final int PAGE = 4096;
  private static final int INVALID_ARGUMENT = 22;
  private static final int OUT_OF_MEMORY = 12;
  private static final int MMAP = 9;
  private static final int READ_AND_WRITE = 3;
  private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
  private static final int MADVISE = 28;
  private static final int NO_HUGE_PAGES = 15;
  private static final int NOT_IN_CORE_FILES = 16;
  private static final int GETPID = 39;
  private static final int KILL = 62;
  private static final int GETPPID = 110;
  private static final int SIGSTOP = 19;

  private final GrowingBuffer all = new GrowingBuffer();
  private final List<Export> exports = new ArrayList<>();
  private Assembler code = new Assembler(all);
  private int start;

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
    function("umbriel_start", this::start);
    exports.clear();
    function("malloc", this::malloc);
    function("calloc", this::calloc);
    function("realloc", this::realloc);
    function("free", this::free);
    function("memalign", this::aligned);
    function("aligned_alloc", this::aligned);
    function("posix_memalign", this::posixAligned);
    function("valloc", () -> pages(false));
    function("pvalloc", () -> pages(true));
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

  /**
   * Makes the table, once. Sets rsi to its address and keeps rax, rcx and rdx; if there is no room,
   * rsi and rdx lead to a place where writing does no harm.
   */
  private void start() {
    start = all.size();
    List<Register> kept = List.of(Register.RAX, Register.RCX, Register.RDX);
    kept.forEach(code::push);
    loadData(Register.RSI, IS_TRIED);
    code.test(Register.RSI);
    final int isTried = code.skipUnlessZero();
    code.constant32(Register.RAX, 1);
    storeData(IS_TRIED, Register.RAX);
    code.constant32(Register.RDI, 0).constant(Register.RSI, TABLE_SIZE);
    code.constant32(Register.RDX, READ_AND_WRITE);
    code.constant32(Register.R10, PRIVATE_ANONYMOUS_NORESERVE);
    code.constant(Register.R8, -1).constant32(Register.R9, 0);
    code.constant32(Register.RAX, MMAP).systemCall();
    code.move(Register.RCX, Register.RAX).shiftRight(Register.RCX, 63).test(Register.RCX);
    final int isRefused = code.skipUnlessZero();
    storeData(TABLE, Register.RAX);
    code.move(Register.RDI, Register.RAX).constant(Register.RSI, TABLE_SIZE);
    code.constant32(Register.RDX, NO_HUGE_PAGES).constant32(Register.RAX, MADVISE).systemCall();
    code.constant32(Register.RDX, NOT_IN_CORE_FILES).constant32(Register.RAX, MADVISE).systemCall();
    code.move(Register.RSI, Register.RDI);
    code.pop(Register.RDX).pop(Register.RCX).pop(Register.RAX).ret();
    code.land(isTried).land(isRefused);
    code.pop(Register.RDX).pop(Register.RCX).pop(Register.RAX);
    code.addressRelative(Register.RSI, distance(DATA + NO_ENTRY, 7)).constant32(Register.RDX, 0);
    code.ret();
  }

  private void loadData(Register to, int place) {
    code.loadRelative(to, distance(DATA + place, 7));
  }

  private void storeData(int place, Register from) {
    code.storeRelative(distance(DATA + place, 7), from);
  }

  private void malloc() {
    callAndKeepCaller(MALLOC);
  }

  private void calloc() {
    callAndKeepCaller(CALLOC);
  }

  private void callAndKeepCaller(int imported) {
    code.subtract(Register.RSP, 8);
    call(imported);
    keepCaller(8);
    code.add(Register.RSP, 8).ret();
  }

  /** Writes the return address, so far above rsp, into the entry of the block in rax, if any. */
  private void keepCaller(int depth) {
    code.load32(Register.RCX, Register.RSP, depth).appendBit(Register.RCX, Register.RAX, HALF_BIT);
    code.move(Register.RDX, Register.RAX).shiftRight(Register.RDX, ENTRY_BITS);
    loadData(Register.RSI, TABLE);
    code.test(Register.RSI);
    int isThere = code.skipUnlessZero();
    code.call(start - all.size() - 5).land(isThere);
    code.storeElement(Register.RSI, Register.RDX, Register.RCX);
  }

  /**
   * The old block's entry is cleared before: once it is freed, another thread may get it. It is put
   * back if there was no memory.
   */
  private void realloc() {
    code.push(Register.RBX).push(Register.R12).push(Register.RSI);
    code.move(Register.RBX, Register.RDI).shiftRight(Register.RBX, ENTRY_BITS);
    code.constant32(Register.R12, 0);
    loadData(Register.RDX, TABLE);
    code.test(Register.RDX);
    final int isFirst = code.skipIfZero();
    code.loadElement(Register.R12, Register.RDX, Register.RBX);
    code.clearElement(Register.RDX, Register.RBX).land(isFirst);
    call(REALLOC);
    code.pop(Register.RCX).test(Register.RAX);
    final int isDone = code.skipUnlessZero();
    code.test(Register.RCX);
    final int isFreed = code.skipIfZero();
    loadData(Register.RDX, TABLE);
    code.test(Register.RDX);
    final int isUnknown = code.skipIfZero();
    code.storeElement(Register.RDX, Register.RBX, Register.R12);
    code.land(isFreed).land(isUnknown).pop(Register.R12).pop(Register.RBX).ret();
    code.land(isDone).pop(Register.R12).pop(Register.RBX);
    keepCaller(0);
    code.ret();
  }

  private void free() {
    code.move(Register.RDX, Register.RDI).shiftRight(Register.RDX, ENTRY_BITS);
    loadData(Register.RSI, TABLE);
    code.test(Register.RSI);
    int isFirst = code.skipIfZero();
    code.clearElement(Register.RSI, Register.RDX).land(isFirst);
    jump(FREE);
  }

  /** The alignment is in rdi, the size in rsi. */
  private void aligned() {
    callAndKeepCaller(MEMALIGN);
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
    aligned();
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
