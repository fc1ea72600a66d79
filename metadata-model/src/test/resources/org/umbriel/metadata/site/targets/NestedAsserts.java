class NestedAsserts {
  static int counter;

  int assertsInAsserts(int k) {
    assert switch (k) { // expect ASSERTION
      case 1:
        assert counter > 0; // expect ASSERTION
        yield true;
      default:
        yield k < 5;
    } : k;
    return k;
  }

  int assertsThatCannotFail(int k) {
    assert switch (k) {
      default:
        assert counter > 0; // expect ASSERTION
        yield true;
    };
    return k;
  }
}
