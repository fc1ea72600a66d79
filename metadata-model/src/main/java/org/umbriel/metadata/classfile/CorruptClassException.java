package org.umbriel.metadata.classfile;

/**
 * What decoding stumbled over; {@link ClassDecoder} turns it into a {@link MalformedClassException}
 * that names the file.
 */
final class CorruptClassException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptClassException(String reason) {
    super(reason);
  }
}
