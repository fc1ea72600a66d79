package org.umbriel.metadata.verify;

import java.util.List;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.TypeChecker;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.FormatChecker;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.infer.InferenceChecker;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Place;
import org.umbriel.metadata.verify.result.Rejection;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.metadata.verify.type.Assignability;
import org.umbriel.metadata.verify.type.Assumptions;
import org.umbriel.metadata.verify.type.Hierarchy;

/**
 * Says of a class file what a JVM would say when it defines and links it: format (JVMS 4.8),
 * derivation from its supertypes (5.3.5), and code, by stack maps (4.10.1) or by inference
 * (4.10.2). A {@code module-info.class} is checked as a module descriptor (4.7.25), by its form
 * alone. Never loads a class. One instance serves one thread, for many classes, and keeps its
 * tables between them; the hierarchy may be shared.
 */
public final class Verifier {
  private static final int STACK_MAPS_SINCE = 50;
  private static final String MODULE_INFO = "module-info";

  private final FormatChecker format;
  private final Assumptions assumptions = new Assumptions();
  private final Assignability assignability;
  private final CodeContext code;
  private final TypeChecker typeChecker;
  private final InferenceChecker inferenceChecker;

  /**
   * A verifier.
   *
   * @param hierarchy the classes around those that are verified
   * @param rules of the JVM whose verdicts are wanted
   */
  public Verifier(Hierarchy hierarchy, JvmRules rules) {
    this.format = new FormatChecker(rules);
    ClassShape shape = format.shape();
    this.assignability = new Assignability(hierarchy, assumptions, shape);
    this.code = new CodeContext(assignability, assumptions, shape);
    this.typeChecker = new TypeChecker(code);
    this.inferenceChecker = new InferenceChecker(code);
  }

  /** Verifies one class file. */
  public Verification verify(ClassFile file) {
    ClassShape shape;
    try {
      if (isModuleDescriptor(file)) {
        format.checkModule(file.bytes());
        return new LinkFacts(MODULE_INFO, List.of(), List.of(), List::of);
      }
      shape = format.check(file.bytes());
    } catch (RejectedException rejected) {
      return rejection(rejected, format.place());
    }
    try {
      enter(shape);
      methods(shape);
    } catch (RejectedException rejected) {
      return rejection(rejected, assumptions.here(shape, rejected.bci()));
    }
    return new LinkFacts(
        shape.symbols().text(shape.thisClass()),
        assumptions.facts(shape),
        assumptions.consulted(),
        MemberReferences.of(file.bytes(), code));
  }

  private void enter(ClassShape shape) {
    assignability.reset(shape);
    assignability.supers().check();
    code.enterClass(shape);
  }

  private static boolean isModuleDescriptor(ClassFile file) {
    String path = file.path();
    return path.substring(path.lastIndexOf('/') + 1).equals(MODULE_INFO + ".class");
  }

  private static Rejection rejection(RejectedException rejected, Place place) {
    return new Rejection(rejected.kind(), rejected.section(), place, rejected.reason());
  }

  private void methods(ClassShape shape) {
    if (shape.major() < STACK_MAPS_SINCE) {
      infer(shape);
      return;
    }
    try {
      MethodTable methods = shape.methods();
      for (int method = 0; method < methods.count(); method++) {
        if (methods.codeLength(method) > 0) {
          code.enterMethod(method);
          typeChecker.check();
        }
      }
    } catch (RejectedException rejected) {
      if (shape.major() > STACK_MAPS_SINCE || !rejected.mayFailOver()) {
        throw rejected;
      }
      enter(shape); // what was assumed on the way is no longer needed
      infer(shape);
    }
  }

  private void infer(ClassShape shape) {
    MethodTable methods = shape.methods();
    for (int method = 0; method < methods.count(); method++) {
      if (methods.codeLength(method) > 0) {
        code.enterMethod(method);
        inferenceChecker.check();
      }
    }
  }
}
