package org.umbriel.symexec.replay;

import java.util.List;

/**
 * A replayed call.
 *
 * @param denied what the limits refused meanwhile; such a run says nothing about one without limits
 * @param confirmed whether it threw what was predicted, at the predicted place, with nothing denied
 */
public record Replay(Outcome outcome, List<String> denied, boolean confirmed) {

  static Replay of(Outcome outcome, List<String> denied, Prediction prediction) {
    return new Replay(outcome, denied, confirms(outcome, denied, prediction));
  }

  /** Whether it also threw what another prediction says. */
  public boolean confirms(Prediction prediction) {
    return confirms(outcome, denied, prediction);
  }

  private static boolean confirms(Outcome outcome, List<String> denied, Prediction prediction) {
    return denied.isEmpty() && outcome instanceof Outcome.Threw threw && prediction.matches(threw);
  }

  /** Why it is not confirmed, or what it threw, in one line. */
  public String text() {
    return denied.isEmpty() ? outcome.text() : outcome.text() + " (denied: " + denied.get(0) + ")";
  }
}
