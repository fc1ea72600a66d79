package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.ContractSource;

/**
 * What an execution may look at.
 *
 * @param contracts what methods require of their callers: assumed of parameters, shown at calls
 */
record World(
    Program program,
    ContractSource contracts,
    Summaries summaries,
    CodeIdentity identity,
    Budget budget) {}
