package org.umbriel.metadata.site;

import java.util.List;
import org.umbriel.metadata.classfile.ClassUnit;

/** Who knows verdicts: the checker, or a store that kept them. */
public interface VerdictSource {

  /** Nothing is known: every check stays in. */
  VerdictSource NONE = unit -> List.of();

  /** The verdicts of a class's sites; a site that is not listed is unproven. */
  List<SiteVerdict> verdictsFor(ClassUnit unit);
}
