package org.umbriel.proxy.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What stands in the audit trail, each as a JSON object. */
public sealed interface AuditLine permits Serving, Proving {

  /** Writes the object's fields. */
  void writeFields(JsonGenerator json) throws IOException;
}
