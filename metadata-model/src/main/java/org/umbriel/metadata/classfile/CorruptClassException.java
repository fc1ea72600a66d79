package org.umbriel.metadata.classfile;

/**
 * What decoding stumbled over; {@link ClassDecoder} turns it into a {@link MalformedClassException}
 * that names the file. It comes out as it is only where code is decoded late ({@link
 * ClassDecoder#outline}).
 */
public final class CorruptClassException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptClassException(String reason) {
    super(reason);
  }
}
