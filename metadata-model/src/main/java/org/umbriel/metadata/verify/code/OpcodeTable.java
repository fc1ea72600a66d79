package org.umbriel.metadata.verify.code;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The instruction set (JVMS 6.5) as data: a line an instruction, with opcode, mnemonic, length (0
 * if it depends on the operands), family, and what it takes from and leaves on the stack or in a
 * local variable: {@code I J F D} for the primitive types, {@code A} for addresses, {@code N} for
 * {@code null}; in the families that move array elements, the element type.
 */
public final class OpcodeTable {
  public static final int SIMPLE = 1;
  public static final int CONSTANT = 2;
  public static final int LOAD = 3;
  public static final int ARRAY_LOAD = 4;
  public static final int STORE = 5;
  public static final int ARRAY_STORE = 6;
  public static final int STACK = 7;
  public static final int INCREMENT = 8;
  public static final int BRANCH = 9;
  public static final int JUMP = 10;
  public static final int SUBROUTINE = 11;
  public static final int SUBROUTINE_RETURN = 12;
  public static final int SWITCH = 13;
  public static final int RETURN = 14;
  public static final int FIELD = 15;
  public static final int INVOKE = 16;
  public static final int NEW = 17;
  public static final int NEW_ARRAY = 18;
  public static final int NEW_OBJECT_ARRAY = 19;
  public static final int ARRAY_LENGTH = 20;
  public static final int THROW = 21;
  public static final int CAST = 22;
  public static final int INSTANCE_OF = 23;
  public static final int WIDE = 24;
  public static final int NEW_MULTI_ARRAY = 25;

  private static final int OPCODES = 256;
  private static final int EXPLICIT = -1;

  private static final String[] FAMILIES = {
    "",
    "simple",
    "constant",
    "load",
    "array_load",
    "store",
    "array_store",
    "stack",
    "increment",
    "branch",
    "jump",
    "subroutine",
    "subroutine_return",
    "switch",
    "return",
    "field",
    "invoke",
    "new",
    "new_array",
    "new_object_array",
    "array_length",
    "throw",
    "cast",
    "instance_of",
    "wide",
    "new_multi_array"
  };

  private static final String TABLE =
      """
      0 nop 1 simple >
      1 aconst_null 1 simple >N
      2 iconst_m1 1 simple >I
      3 iconst_0 1 simple >I
      4 iconst_1 1 simple >I
      5 iconst_2 1 simple >I
      6 iconst_3 1 simple >I
      7 iconst_4 1 simple >I
      8 iconst_5 1 simple >I
      9 lconst_0 1 simple >J
      10 lconst_1 1 simple >J
      11 fconst_0 1 simple >F
      12 fconst_1 1 simple >F
      13 fconst_2 1 simple >F
      14 dconst_0 1 simple >D
      15 dconst_1 1 simple >D
      16 bipush 2 simple >I
      17 sipush 3 simple >I
      18 ldc 2 constant -
      19 ldc_w 3 constant -
      20 ldc2_w 3 constant -
      21 iload 2 load I
      22 lload 2 load J
      23 fload 2 load F
      24 dload 2 load D
      25 aload 2 load A
      26 iload_0 1 load I0
      27 iload_1 1 load I1
      28 iload_2 1 load I2
      29 iload_3 1 load I3
      30 lload_0 1 load J0
      31 lload_1 1 load J1
      32 lload_2 1 load J2
      33 lload_3 1 load J3
      34 fload_0 1 load F0
      35 fload_1 1 load F1
      36 fload_2 1 load F2
      37 fload_3 1 load F3
      38 dload_0 1 load D0
      39 dload_1 1 load D1
      40 dload_2 1 load D2
      41 dload_3 1 load D3
      42 aload_0 1 load A0
      43 aload_1 1 load A1
      44 aload_2 1 load A2
      45 aload_3 1 load A3
      46 iaload 1 array_load I
      47 laload 1 array_load J
      48 faload 1 array_load F
      49 daload 1 array_load D
      50 aaload 1 array_load A
      51 baload 1 array_load B
      52 caload 1 array_load C
      53 saload 1 array_load S
      54 istore 2 store I
      55 lstore 2 store J
      56 fstore 2 store F
      57 dstore 2 store D
      58 astore 2 store A
      59 istore_0 1 store I0
      60 istore_1 1 store I1
      61 istore_2 1 store I2
      62 istore_3 1 store I3
      63 lstore_0 1 store J0
      64 lstore_1 1 store J1
      65 lstore_2 1 store J2
      66 lstore_3 1 store J3
      67 fstore_0 1 store F0
      68 fstore_1 1 store F1
      69 fstore_2 1 store F2
      70 fstore_3 1 store F3
      71 dstore_0 1 store D0
      72 dstore_1 1 store D1
      73 dstore_2 1 store D2
      74 dstore_3 1 store D3
      75 astore_0 1 store A0
      76 astore_1 1 store A1
      77 astore_2 1 store A2
      78 astore_3 1 store A3
      79 iastore 1 array_store I
      80 lastore 1 array_store J
      81 fastore 1 array_store F
      82 dastore 1 array_store D
      83 aastore 1 array_store A
      84 bastore 1 array_store B
      85 castore 1 array_store C
      86 sastore 1 array_store S
      87 pop 1 stack -
      88 pop2 1 stack -
      89 dup 1 stack -
      90 dup_x1 1 stack -
      91 dup_x2 1 stack -
      92 dup2 1 stack -
      93 dup2_x1 1 stack -
      94 dup2_x2 1 stack -
      95 swap 1 stack -
      96 iadd 1 simple II>I
      97 ladd 1 simple JJ>J
      98 fadd 1 simple FF>F
      99 dadd 1 simple DD>D
      100 isub 1 simple II>I
      101 lsub 1 simple JJ>J
      102 fsub 1 simple FF>F
      103 dsub 1 simple DD>D
      104 imul 1 simple II>I
      105 lmul 1 simple JJ>J
      106 fmul 1 simple FF>F
      107 dmul 1 simple DD>D
      108 idiv 1 simple II>I
      109 ldiv 1 simple JJ>J
      110 fdiv 1 simple FF>F
      111 ddiv 1 simple DD>D
      112 irem 1 simple II>I
      113 lrem 1 simple JJ>J
      114 frem 1 simple FF>F
      115 drem 1 simple DD>D
      116 ineg 1 simple I>I
      117 lneg 1 simple J>J
      118 fneg 1 simple F>F
      119 dneg 1 simple D>D
      120 ishl 1 simple II>I
      121 lshl 1 simple JI>J
      122 ishr 1 simple II>I
      123 lshr 1 simple JI>J
      124 iushr 1 simple II>I
      125 lushr 1 simple JI>J
      126 iand 1 simple II>I
      127 land 1 simple JJ>J
      128 ior 1 simple II>I
      129 lor 1 simple JJ>J
      130 ixor 1 simple II>I
      131 lxor 1 simple JJ>J
      132 iinc 3 increment -
      133 i2l 1 simple I>J
      134 i2f 1 simple I>F
      135 i2d 1 simple I>D
      136 l2i 1 simple J>I
      137 l2f 1 simple J>F
      138 l2d 1 simple J>D
      139 f2i 1 simple F>I
      140 f2l 1 simple F>J
      141 f2d 1 simple F>D
      142 d2i 1 simple D>I
      143 d2l 1 simple D>J
      144 d2f 1 simple D>F
      145 i2b 1 simple I>I
      146 i2c 1 simple I>I
      147 i2s 1 simple I>I
      148 lcmp 1 simple JJ>I
      149 fcmpl 1 simple FF>I
      150 fcmpg 1 simple FF>I
      151 dcmpl 1 simple DD>I
      152 dcmpg 1 simple DD>I
      153 ifeq 3 branch I
      154 ifne 3 branch I
      155 iflt 3 branch I
      156 ifge 3 branch I
      157 ifgt 3 branch I
      158 ifle 3 branch I
      159 if_icmpeq 3 branch II
      160 if_icmpne 3 branch II
      161 if_icmplt 3 branch II
      162 if_icmpge 3 branch II
      163 if_icmpgt 3 branch II
      164 if_icmple 3 branch II
      165 if_acmpeq 3 branch AA
      166 if_acmpne 3 branch AA
      167 goto 3 jump -
      168 jsr 3 subroutine -
      169 ret 2 subroutine_return -
      170 tableswitch 0 switch -
      171 lookupswitch 0 switch -
      172 ireturn 1 return I
      173 lreturn 1 return J
      174 freturn 1 return F
      175 dreturn 1 return D
      176 areturn 1 return A
      177 return 1 return -
      178 getstatic 3 field -
      179 putstatic 3 field -
      180 getfield 3 field -
      181 putfield 3 field -
      182 invokevirtual 3 invoke -
      183 invokespecial 3 invoke -
      184 invokestatic 3 invoke -
      185 invokeinterface 5 invoke -
      186 invokedynamic 5 invoke -
      187 new 3 new -
      188 newarray 2 new_array -
      189 anewarray 3 new_object_array -
      190 arraylength 1 array_length -
      191 athrow 1 throw -
      192 checkcast 3 cast -
      193 instanceof 3 instance_of -
      194 monitorenter 1 simple A>
      195 monitorexit 1 simple A>
      196 wide 0 wide -
      197 multianewarray 4 new_multi_array -
      198 ifnull 3 branch A
      199 ifnonnull 3 branch A
      200 goto_w 5 jump -
      201 jsr_w 5 subroutine -
      """;

  private static final byte[] FAMILY = new byte[OPCODES];
  private static final byte[] LENGTH = new byte[OPCODES];
  private static final byte[] SLOT = new byte[OPCODES];
  private static final String[] MNEMONIC = new String[OPCODES];
  private static final byte[][] TAKES = new byte[OPCODES][];
  private static final byte[][] LEAVES = new byte[OPCODES][];

  static {
    TABLE.lines().map(line -> line.split(" ")).forEach(OpcodeTable::add);
  }

  private OpcodeTable() {}

  private static void add(String[] row) {
    int opcode = Integer.parseInt(row[0]);
    MNEMONIC[opcode] = row[1];
    LENGTH[opcode] = Byte.parseByte(row[2]);
    FAMILY[opcode] = (byte) List.of(FAMILIES).indexOf(row[3]);
    String effect = row[4];
    int arrow = effect.indexOf('>');
    String takes = arrow < 0 ? effect : effect.substring(0, arrow);
    char last = takes.isEmpty() ? '-' : takes.charAt(takes.length() - 1);
    boolean numbered = Character.isDigit(last);
    SLOT[opcode] = (byte) (numbered ? last - '0' : EXPLICIT);
    TAKES[opcode] = codes(numbered ? takes.substring(0, takes.length() - 1) : takes);
    LEAVES[opcode] = codes(effect.substring(arrow + 1));
  }

  private static byte[] codes(String letters) {
    return letters.equals("-") ? new byte[0] : letters.getBytes(StandardCharsets.US_ASCII);
  }

  /** The family of an opcode, 0 for what is none. */
  public static int family(int opcode) {
    return FAMILY[opcode];
  }

  /** The instruction's length, 0 if it depends on the operands or there is no such opcode. */
  public static int length(int opcode) {
    return LENGTH[opcode];
  }

  /** The local variable that the opcode itself names, or -1. */
  public static int slot(int opcode) {
    return SLOT[opcode];
  }

  /** Letters of the types that are taken, the topmost last. Not to be changed. */
  public static byte[] takes(int opcode) {
    return TAKES[opcode];
  }

  /** Letters of the types that are left. Not to be changed. */
  public static byte[] leaves(int opcode) {
    return LEAVES[opcode];
  }

  /** What an opcode is called in messages. */
  public static String mnemonic(int opcode) {
    String mnemonic = MNEMONIC[opcode];
    return mnemonic == null ? "opcode " + opcode : mnemonic;
  }
}
