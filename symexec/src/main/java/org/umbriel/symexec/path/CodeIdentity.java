package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Assumption;

/** Says what a proof relies on that has read the code of another class. */
public interface CodeIdentity {

  /** Each class by its digest. */
  CodeIdentity BY_DIGEST = unit -> new Assumption.SameCode(unit.name(), unit.digest());

  Assumption of(ClassUnit unit);
}
