package org.umbriel.metadata.classfile;

import java.util.Optional;

/**
 * One row of a method's exception table (JVMS 4.7.3), in instruction indices.
 *
 * @param start first instruction covered
 * @param end first instruction behind the range
 * @param handler where control goes, with the exception alone on the stack
 * @param type internal name of the caught class; empty for any
 */
public record ExceptionHandler(int start, int end, int handler, Optional<String> type) {

  public boolean covers(int instruction) {
    return start <= instruction && instruction < end;
  }
}
