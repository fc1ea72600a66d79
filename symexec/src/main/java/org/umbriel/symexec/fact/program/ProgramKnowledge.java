package org.umbriel.symexec.fact.program;

import java.util.Map;
import org.umbriel.metadata.classfile.MethodCode;

/** All that a program's methods are told about each other. */
final class ProgramKnowledge {
  private final Context context;
  private final Knowledge facts;
  private final NullContracts contracts;
  private final CallerPolicy callers;
  private final FieldPolicy fields;
  private final LibraryFacts library;
  private final CallGraph calls;
  private final Finalizers finalizers;
  private final Overrides overrides;
  private final Specifications specifications;
  private final CallSummaries callSummaries;
  private final VirtualResults virtualResults;
  private boolean settled;

  ProgramKnowledge(Context context, Map<MethodCode, MethodScan> scans) {
    this.context = context;
    this.facts = new Knowledge(context.types());
    this.contracts =
        NullContracts.infer(context.program(), context.targets(), context.graphs(), scans);
    this.callers = new CallerPolicy(context.targets(), scans);
    this.fields = new FieldPolicy(context.program());
    this.library = new LibraryFacts(context);
    this.calls = new CallGraph(context, scans);
    this.finalizers = new Finalizers(context);
    this.overrides = new Overrides(context);
    this.specifications = new Specifications(context);
    this.callSummaries = new CallSummaries(context);
    this.virtualResults = new VirtualResults(facts, context, callSummaries);
  }

  Context context() {
    return context;
  }

  Knowledge facts() {
    return facts;
  }

  NullContracts contracts() {
    return contracts;
  }

  CallerPolicy callers() {
    return callers;
  }

  FieldPolicy fields() {
    return fields;
  }

  LibraryFacts library() {
    return library;
  }

  CallGraph calls() {
    return calls;
  }

  Finalizers finalizers() {
    return finalizers;
  }

  Overrides overrides() {
    return overrides;
  }

  Specifications specifications() {
    return specifications;
  }

  CallSummaries callSummaries() {
    return callSummaries;
  }

  VirtualResults virtualResults() {
    return virtualResults;
  }

  /** Whether what was not seen to return or to be written by now never will be. */
  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }
}
