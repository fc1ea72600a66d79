package org.umbriel.symexec.compete.tasks;

/** expect VALID_ASSERT FALSE: with the arguments that it asks for. */
final class Arguments {
  public static void main(String[] args) {
    if (args.length == 2 && args[1].equals("ab")) {
      assert args[0].length() != 3;
    }
  }
}
