package org.umbriel.symexec.solver.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.z3.Z3Limits;

/**
 * What a lane's worker is told before anything else.
 *
 * @param stepsOfCvc5 for one query
 * @param largestForCvc5 terms in a query
 * @param patienceWithCvc5 queries of one method that it may leave open
 */
record LaneSettings(
    Frames.Who who, Z3Limits z3, int stepsOfCvc5, int largestForCvc5, int patienceWithCvc5) {

  /** As a request. */
  byte[] request() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(Frames.LANE);
    out.writeUTF(who.name());
    out.writeInt(z3.resourcesPerQuery());
    out.writeInt(z3.largestQuery());
    out.writeInt(z3.queriesPerContext());
    out.writeInt(stepsOfCvc5);
    out.writeInt(largestForCvc5);
    out.writeInt(patienceWithCvc5);
    return bytes.toByteArray();
  }
}
