package org.umbriel.nativeinterop.value;

import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.CType;

/** A Java object that is no value of the type that is wanted, found before anything was called. */
public final class ArgumentException extends NativeException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String type;

  public ArgumentException(Place place, String type, String reason) {
    super(place + " (" + type + "): " + reason);
    this.place = place.toString();
    this.type = type;
  }

  ArgumentException(Place place, CType type, String reason) {
    this(place, type.text(), reason);
  }

  /** Which parameter, or which member of it. */
  public String place() {
    return place;
  }

  /** The type of C that was wanted. */
  public String type() {
    return type;
  }
}
