package org.umbriel.proxy.audit;

/** What stands in the audit trail. */
public sealed interface AuditLine permits Serving, Proving {

  /** One line of JSON, with its end. */
  String line();
}
