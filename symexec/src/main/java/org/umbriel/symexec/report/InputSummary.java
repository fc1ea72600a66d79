package org.umbriel.symexec.report;

import java.util.List;

/**
 * One thing that was checked.
 *
 * @param name file name, without its folders
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param unreadable a line for each entry that could not be read
 */
public record InputSummary(
    String name, String digest, int classes, int methods, List<String> unreadable) {
  public InputSummary {
    unreadable = List.copyOf(unreadable);
  }
}
