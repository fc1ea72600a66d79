package org.umbriel.nativeinterop.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.machine.Shim.Step;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * Addresses that call Java, in machine code that was written here: the registers are kept in a
 * {@link RegisterFrame} on the stack, and a static method of Java is called through JNI. In a
 * thread that the Java VM does not know the call goes to another address, which attaches the
 * thread.
 *
 * <pre>
 *   mov eax, number; jmp common                               one for each entry
 *   common: push rbp; mov rbp, rsp; sub rsp, room; keep the registers
 *   vm->GetEnv(&amp;environment, 1.6); if it fails: registers back, leave, jmp other[number]
 *   environment->CallStaticVoidMethodA(JavaEntries, enter, { number, frame })
 *   mov rax, rdx, xmm0, xmm1 from the frame; leave; ret
 * </pre>
 */
public final class JavaEntries {
  /** As many entries are loaded at once. */
  private static final int BATCH = 64;

  private static final int JUMP_SIZE = 5;

  private static final int NUMBER = RegisterFrame.STACK;
  private static final int ENVIRONMENT = NUMBER + 8;
  private static final int ARGUMENTS = ENVIRONMENT + 8;

  /** The caller's registers that functions keep, so that its frame can be read while Java runs. */
  static final int KEPT = ARGUMENTS + 16;

  /** Where the caller's {@code rbp} stands, and above it the return address. */
  static final int ROOM = (KEPT + 8 * Register.KEPT.size() + 15) & -16;

  /** Where arguments on the stack are, from the frame's start: above rbp and the return address. */
  public static final int STACK = ROOM + 16;

  private static final Table TABLE = new Table();

  private JavaEntries() {}

  /** What an entry leads to. */
  public interface Target {
    /**
     * One call.
     *
     * @param frame memory that holds the call's {@link RegisterFrame}, and what is on the stack
     *     {@link #STACK} bytes from its start
     * @param at where the frame starts in it
     */
    void enter(ByteBuffer frame, int at);

    /** The address that a thread goes to that the Java VM does not know. */
    long fallback();
  }

  /** Makes an address for a target, which is held for as long as the process lives. */
  public static long add(Target target) {
    return TABLE.add(target);
  }

  /** Called by machine code. */
  @SuppressWarnings("unused")
  private static void enter(long number, long frame) {
    Target target = TABLE.targets[(int) number];
    if (target != null) {
      StackWindow window = StackWindow.around(frame);
      OpenEntries entries = OpenEntries.ofThisThread();
      entries.open(frame);
      try {
        target.enter(window.bytes(), window.at(frame));
      } finally {
        entries.close();
      }
    }
  }

  /** All entries that there are; grows by whole images. */
  private static final class Table {
    /** Where the fallbacks are, for machine code. */
    private final Arena arena = new Arena();

    private volatile @Nullable Target[] targets = new Target[0];
    private List<Long> addresses = List.of();
    private long fallbacks;
    private int used;

    synchronized long add(Target target) {
      if (used == targets.length) {
        fallbacks = arena.allocate(8L * BATCH);
        addresses = load(used, fallbacks);
        targets = Arrays.copyOf(targets, used + BATCH);
      }
      targets[used] = target;
      int index = used++ % BATCH;
      RawMemory.putLong(fallbacks + 8L * index, target.fallback());
      return addresses.get(index);
    }
  }

  /** Loads the entries from a number on. */
  private static List<Long> load(int first, long fallbacks) {
    Shim common = common(fallbacks - 8L * first);
    int distance = (common.code().length + 15) & -16;
    List<Shim> shims = new ArrayList<>();
    shims.add(common);
    for (int i = 0; i < BATCH; i++) {
      Assembler entry = new Assembler().endBranch().constant32(Register.RAX, first + i);
      entry.jump(-(distance + 16 * i + entry.size() + JUMP_SIZE));
      shims.add(Shim.frameless("umbriel_entry_" + (first + i), entry.toArray()));
    }
    return CodeImage.load("umbriel-entries", shims).addresses().subList(1, BATCH + 1);
  }

  private static Shim common(long fallbacks) {
    Assembler code = new Assembler().push(Register.RBP);
    final int afterPush = code.size();
    code.move(Register.RBP, Register.RSP);
    final int afterMove = code.size();
    code.subtract(Register.RSP, ROOM).store(Register.RSP, NUMBER, Register.RAX);
    moveRegisters(code, true);
    for (int i = 0; i < Register.KEPT.size(); i++) {
      code.store(Register.RSP, KEPT + 8 * i, Register.KEPT.get(i));
    }
    JavaVm vm = JavaVm.ofThisProcess();
    code.constant(Register.RDI, vm.address()).address(Register.RSI, Register.RSP, ENVIRONMENT);
    code.constant32(Register.RDX, JavaVm.VERSION).load(Register.RAX, Register.RDI, 0);
    code.callAt(Register.RAX, 8 * JavaVm.GET_ENVIRONMENT);
    code.load(Register.RDI, Register.RSP, ENVIRONMENT).test(Register.RDI);
    int known = code.skipUnlessZero();
    code.load(Register.R11, Register.RSP, NUMBER);
    for (int i = 0; i < 3; i++) {
      code.add(Register.R11, Register.R11);
    }
    code.constant(Register.R10, fallbacks).add(Register.R11, Register.R10);
    code.load(Register.R11, Register.R11, 0);
    moveRegisters(code, false);
    code.leave();
    final int afterFirstLeave = code.size();
    code.jump(Register.R11).land(known);
    final int afterJump = code.size();
    callJava(code, vm);
    code.leave();
    final int afterLeave = code.size();
    code.ret();
    List<Step> steps =
        List.of(
            new Step(0, false, 8, false),
            new Step(afterPush, false, 16, true),
            new Step(afterMove, true, 16, true),
            new Step(afterFirstLeave, false, 8, false),
            new Step(afterJump, true, 16, true),
            new Step(afterLeave, false, 8, false));
    return new Shim("umbriel_enter_java", code.toArray(), steps);
  }

  private static void callJava(Assembler code, JavaVm vm) {
    code.load(Register.RAX, Register.RSP, NUMBER).store(Register.RSP, ARGUMENTS, Register.RAX);
    code.store(Register.RSP, ARGUMENTS + 8, Register.RSP);
    code.constant(Register.RSI, vm.global(JavaEntries.class));
    code.constant(Register.RDX, vm.staticMethod(JavaEntries.class, "enter", "(JJ)V"));
    code.address(Register.RCX, Register.RSP, ARGUMENTS).load(Register.RAX, Register.RDI, 0);
    code.callAt(Register.RAX, 8 * JavaVm.CALL_STATIC_VOID_METHOD_A);
    code.load(Register.RAX, Register.RSP, RegisterFrame.INTEGER_RESULTS);
    code.load(Register.RDX, Register.RSP, RegisterFrame.INTEGER_RESULTS + 8);
    code.loadVector(0, Register.RSP, RegisterFrame.VECTOR_RESULTS);
    code.loadVector(1, Register.RSP, RegisterFrame.VECTOR_RESULTS + 8);
  }

  private static void moveRegisters(Assembler code, boolean toMemory) {
    for (int i = 0; i < 6; i++) {
      Register register = Register.ARGUMENTS.get(i);
      int offset = RegisterFrame.register(false, i);
      if (toMemory) {
        code.store(Register.RSP, offset, register);
      } else {
        code.load(register, Register.RSP, offset);
      }
    }
    for (int i = 0; i < 8; i++) {
      int offset = RegisterFrame.register(true, i);
      if (toMemory) {
        code.storeVector(Register.RSP, offset, i);
      } else {
        code.loadVector(i, Register.RSP, offset);
      }
    }
  }
}
