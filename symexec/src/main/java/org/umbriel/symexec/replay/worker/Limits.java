package org.umbriel.symexec.replay.worker;

import java.security.ProtectionDomain;
import java.util.List;

/**
 * What a witness may not do, however it is asked: files, network, processes, exit, native
 * libraries, threads, properties and internals of the platform.
 */
interface Limits {

  /** The domain of the program's classes. */
  ProtectionDomain domain();

  /** What was refused since the last call, at most {@link Observation#MAX_DENIED}. */
  List<String> takeDenied();
}
