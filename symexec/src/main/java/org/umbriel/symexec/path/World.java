package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.symexec.summary.MethodFacts;

/**
 * What an execution may look at.
 *
 * @param facts what is known inside methods of the program, however they are called
 * @param contracts what methods require of their callers: assumed of parameters, shown at calls
 */
record World(
    Program program,
    ContractSource contracts,
    MethodFacts.Source facts,
    CodeIdentity identity,
    Budget budget) {

  /** The same with a smaller budget. */
  World within(long effort) {
    return new World(program, contracts, facts, identity, budget.within(effort));
  }
}
