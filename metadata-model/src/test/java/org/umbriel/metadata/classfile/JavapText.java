package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * Instructions as javap prints them, brought to one form: general opcodes instead of short and wide
 * ones, symbolic references without pool indices, members of the class itself without their owner.
 */
final class JavapText implements InstructionVisitor<String> {
  private final MethodCode method;

  JavapText(MethodCode method) {
    this.method = method;
  }

  /** What javap printed. */
  static String normal(JavapListing.Row row) {
    String mnemonic = row.mnemonic().replaceFirst("_w$", "").replaceFirst("^ldc2$", "ldc");
    if (mnemonic.matches("[ilfda](load|store)_[0-3]")) {
      return mnemonic.replace('_', ' ');
    }
    String text = row.comment().replace("\"", "");
    if (text.isEmpty() || mnemonic.endsWith("switch")) {
      return (mnemonic + " " + row.operand()).strip();
    } else if (mnemonic.equals("multianewarray")) {
      return mnemonic + row.operand().replaceFirst(".*,", "").replaceAll(" +", " ") + " " + text;
    } else if (mnemonic.equals("ldc") && !text.matches("(int|long|float|double|class) .*")) {
      return mnemonic + " " + text.replaceFirst("[ :].*", "");
    } else if (mnemonic.equals("ldc") || !mnemonic.startsWith("invoke")) {
      return mnemonic + " " + text;
    }
    return mnemonic + " " + text.replaceFirst("InvokeDynamic #\\d+:", "InvokeDynamic ");
  }

  private String at(int instruction) {
    return Integer.toString(method.bytecodeIndex(instruction));
  }

  private static String plain(Instruction instruction) {
    return instruction.opcode().mnemonic();
  }

  private String member(String owner, String name, String descriptor) {
    return (owner.equals(method.owner()) ? "" : owner + ".") + name + ":" + descriptor;
  }

  @Override
  public String nop(Instruction.Nop instruction) {
    return plain(instruction);
  }

  @Override
  public String pushConstant(Instruction.PushConstant instruction) {
    Constant constant = instruction.constant();
    return switch (instruction.opcode()) {
      case BIPUSH, SIPUSH -> plain(instruction) + " " + ((Constant.IntConstant) constant).value();
      case LDC -> "ldc " + text(constant);
      default -> plain(instruction);
    };
  }

  private static String text(Constant constant) {
    if (constant instanceof Constant.IntConstant i) {
      return "int " + i.value();
    } else if (constant instanceof Constant.LongConstant l) {
      return "long " + l.value() + "l";
    } else if (constant instanceof Constant.FloatConstant f) {
      return "float " + f.value() + "f";
    } else if (constant instanceof Constant.DoubleConstant d) {
      return "double " + d.value() + "d";
    } else if (constant instanceof Constant.ClassConstant c) {
      return "class " + Program.internalName(c.descriptor());
    } else if (constant instanceof Constant.StringConstant) {
      return "String";
    } else if (constant instanceof Constant.MethodTypeConstant) {
      return "MethodType";
    } else if (constant instanceof Constant.MethodHandleConstant) {
      return "MethodHandle";
    }
    return "Dynamic";
  }

  @Override
  public String loadLocal(Instruction.LoadLocal instruction) {
    return plain(instruction) + " " + instruction.slot();
  }

  @Override
  public String storeLocal(Instruction.StoreLocal instruction) {
    return plain(instruction) + " " + instruction.slot();
  }

  @Override
  public String increment(Instruction.Increment instruction) {
    return plain(instruction) + " " + instruction.slot() + ", " + instruction.amount();
  }

  @Override
  public String arrayLoad(Instruction.ArrayLoad instruction) {
    return plain(instruction);
  }

  @Override
  public String arrayStore(Instruction.ArrayStore instruction) {
    return plain(instruction);
  }

  @Override
  public String stackOperation(Instruction.StackOperation instruction) {
    return plain(instruction);
  }

  @Override
  public String unary(Instruction.Unary instruction) {
    return plain(instruction);
  }

  @Override
  public String binary(Instruction.Binary instruction) {
    return plain(instruction);
  }

  @Override
  public String convert(Instruction.Convert instruction) {
    return plain(instruction);
  }

  @Override
  public String compare(Instruction.Compare instruction) {
    return plain(instruction);
  }

  @Override
  public String branch(Instruction.Branch instruction) {
    return plain(instruction) + " " + at(instruction.target());
  }

  @Override
  public String jump(Instruction.Jump instruction) {
    return plain(instruction) + " " + at(instruction.target());
  }

  @Override
  public String tableOrLookupSwitch(Instruction.Switch instruction) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < instruction.keys().size(); i++) {
      rows.add(instruction.keys().get(i) + ": " + at(instruction.targets().get(i)));
    }
    rows.add("default: " + at(instruction.defaultTarget()));
    return plain(instruction) + " " + String.join(",", rows);
  }

  @Override
  public String returnValue(Instruction.Return instruction) {
    return plain(instruction);
  }

  @Override
  public String throwException(Instruction.Throw instruction) {
    return plain(instruction);
  }

  @Override
  public String fieldAccess(Instruction.FieldAccess instruction) {
    FieldReference field = instruction.field();
    return plain(instruction) + " Field " + member(field.owner(), field.name(), field.descriptor());
  }

  @Override
  public String invoke(Instruction.Invoke instruction) {
    MethodReference called = instruction.method();
    return plain(instruction)
        + (instruction.isInterface() ? " InterfaceMethod " : " Method ")
        + member(called.owner(), called.name(), called.descriptor());
  }

  @Override
  public String invokeDynamic(Instruction.InvokeDynamic instruction) {
    return plain(instruction)
        + " InvokeDynamic "
        + instruction.name()
        + ":"
        + instruction.descriptor();
  }

  @Override
  public String newObject(Instruction.New instruction) {
    return plain(instruction) + " class " + instruction.type();
  }

  @Override
  public String newArray(Instruction.NewArray instruction) {
    String element = instruction.elementDescriptor();
    return plain(instruction)
        + (instruction.opcode() == Opcode.NEWARRAY
            ? " " + JavaNames.ofDescriptor(element)
            : " class " + Program.internalName(element));
  }

  @Override
  public String multiNewArray(Instruction.MultiNewArray instruction) {
    return plain(instruction)
        + " "
        + instruction.dimensions()
        + " class "
        + instruction.descriptor();
  }

  @Override
  public String arrayLength(Instruction.ArrayLength instruction) {
    return plain(instruction);
  }

  @Override
  public String checkCast(Instruction.CheckCast instruction) {
    return plain(instruction) + " class " + instruction.type();
  }

  @Override
  public String instanceOf(Instruction.InstanceOf instruction) {
    return plain(instruction) + " class " + instruction.type();
  }

  @Override
  public String monitor(Instruction.Monitor instruction) {
    return plain(instruction);
  }

  @Override
  public String callSubroutine(Instruction.CallSubroutine instruction) {
    return plain(instruction) + " " + at(instruction.target());
  }

  @Override
  public String returnFromSubroutine(Instruction.ReturnFromSubroutine instruction) {
    return plain(instruction) + " " + instruction.slot();
  }
}
