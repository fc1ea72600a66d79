package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;

/** The models of library methods. */
public interface Library {

  /** The model of a method; null if its own code is executed. */
  @Nullable Intrinsic find(LoadedClass owner, MethodCode method);

  /** Whether a class's initialiser is left out, since models stand for what it would set up. */
  boolean skipsInitialiser(LoadedClass type);

  /**
   * Whether a static field has its value although the initialiser of its class is left out. The
   * others have none: whoever reads one is not explored further.
   */
  boolean prepares(LoadedClass.FieldSlot field);

  /** Puts values into static fields of a class whose initialiser is left out. */
  void prepare(LoadedClass type, Machine machine);

  /** Whether an instance field lies in an object that models stand for, and so has no value. */
  boolean conceals(LoadedClass.FieldSlot field);
}
