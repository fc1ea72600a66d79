package org.umbriel.rewriter.pipeline;

import java.util.List;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;

/**
 * The static half of a service (DESIGN.md section 7). One instance per artifact, so it may have
 * state.
 */
public interface Service {

  /** What this service wants of one class. */
  Outcome apply(ClassUnit unit, ServiceContext context);

  /** What the artifact carries besides, once all classes were seen. */
  default List<Entry> finish(ServiceContext context) {
    return List.of();
  }
}
