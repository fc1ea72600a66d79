package org.umbriel.nativeinterop.hotspot;

import org.umbriel.nativeinterop.NativeException;

/** A process that can't be read, or is no HotSpot that describes itself. */
public final class HotSpotException extends NativeException {
  private static final long serialVersionUID = 1L;

  HotSpotException(String message) {
    super(message);
  }
}
