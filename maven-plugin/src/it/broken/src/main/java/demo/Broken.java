package demo;

public final class Broken {
  private Broken() {}

  public static int last(int[] numbers) {
    return numbers[numbers.length];
  }
}
