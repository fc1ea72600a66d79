package org.umbriel.nativeinterop.bind;

/** What a direct call makes of what the function returns. */
sealed interface DirectResult permits ReturnedScalar, ReturnedRecord {
  /** The native method's type of result. */
  char descriptor();
}
