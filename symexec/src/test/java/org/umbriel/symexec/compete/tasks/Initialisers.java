package org.umbriel.symexec.compete.tasks;

/** expect VALID_ASSERT TRUE: static initialisers run once, at the first use, supers first. */
final class Initialisers {
  private static final StringBuilder LOG = new StringBuilder();

  private static class Base {
    static final int CONSTANT = 5;
    static int counter = log("Base");
  }

  private static final class Derived extends Base {
    static int other = log("Derived");
  }

  private enum Colour {
    RED,
    GREEN {
      @Override
      int weight() {
        return 2;
      }
    };

    int weight() {
      return 1;
    }
  }

  private static int log(String name) {
    LOG.append(name).append(' ');
    return LOG.length();
  }

  public static void main(String[] args) {
    assert Base.CONSTANT == 5;
    assert LOG.length() == 0;
    assert Derived.other == 13;
    assert LOG.toString().equals("Base Derived ");
    assert Base.counter == 5;
    assert Colour.valueOf("GREEN").weight() == 2;
    switch (Colour.values()[0]) {
      case RED:
        break;
      default:
        assert false;
    }
  }
}
