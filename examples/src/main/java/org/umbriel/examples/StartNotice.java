package org.umbriel.examples;

import java.util.List;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceProvider;

/**
 * A service of one's own: programs print a line when they start. In the proxy's configuration, with
 * this jar on its class path:
 *
 * <pre>services: [ link, { start-notice: [ "for internal use" ] } ]</pre>
 */
public final class StartNotice implements ServiceProvider {
  @Override
  public String name() {
    return "start-notice";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Service create(List<String> arguments) {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException("wants one argument, the line");
    }
    List<Instruction> print = print(arguments.get(0));
    return (unit, context) ->
        Outcome.of(
            new Edits(
                unit.methods().stream()
                    .filter(StartNotice::isMain)
                    .<Edit>map(m -> new Edit.InsertBefore(m.reference(), 0, print))
                    .toList()));
  }

  private static boolean isMain(MethodCode method) {
    return method.hasCode()
        && method.isStatic()
        && method.isPublic()
        && method.name().equals("main")
        && method.descriptor().equals("([Ljava/lang/String;)V");
  }

  private static List<Instruction> print(String line) {
    return List.of(
        new Instruction.FieldAccess(
            Opcode.GETSTATIC,
            new FieldReference("java/lang/System", "err", "Ljava/io/PrintStream;")),
        new Instruction.PushConstant(Opcode.LDC, new Constant.StringConstant(line)),
        new Instruction.Invoke(
            Opcode.INVOKEVIRTUAL,
            new MethodReference("java/io/PrintStream", "println", "(Ljava/lang/String;)V"),
            false));
  }
}
