package org.umbriel.proxy.configuration;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A configuration file that cannot be used; the message is one line with file, place and reason.
 */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String file, Mark mark, String reason) {
    super(
        file
            + ": line "
            + (mark.getLine() + 1)
            + ", column "
            + (mark.getColumn() + 1)
            + ": "
            + reason);
  }

  ConfigurationException(String file, String reason) {
    super(file + ": " + reason);
  }
}
