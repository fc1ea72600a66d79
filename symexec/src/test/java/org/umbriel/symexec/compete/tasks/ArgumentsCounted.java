package org.umbriel.symexec.compete.tasks;

/** expect VALID_ASSERT TRUE: whatever the number of arguments. */
final class ArgumentsCounted {
  public static void main(String[] args) {
    int some = args.length % 100;
    assert some >= 0 && some < 100;
  }
}
