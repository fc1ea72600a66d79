package org.umbriel.metadata.site;

import java.util.List;
import org.umbriel.metadata.classfile.MethodReference;

/** Who knows what a method requires. */
public interface ContractSource {

  /** Nobody requires anything. */
  ContractSource NONE = reference -> List.of();

  /**
   * What a call must keep.
   *
   * @param reference as the call names it; resolved by the source
   * @return declared and default contracts, by parameter
   */
  List<Contract> requires(MethodReference reference);
}
