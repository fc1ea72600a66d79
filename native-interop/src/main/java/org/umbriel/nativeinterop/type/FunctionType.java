package org.umbriel.nativeinterop.type;

import java.util.List;
import java.util.stream.Collectors;

/** What a function takes and returns. */
public record FunctionType(CType result, List<Parameter> parameters, boolean isVariadic)
    implements CType {
  public FunctionType {
    parameters = List.copyOf(parameters);
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public long alignment() {
    return 1;
  }

  /** Without a name: {@code int (double, const char *)}. */
  @Override
  public String text() {
    String list = parameters.stream().map(Parameter::declared).collect(Collectors.joining(", "));
    String all = isVariadic ? list + ", ..." : list;
    return result.text() + " (" + (all.isEmpty() ? "void" : all) + ")";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
