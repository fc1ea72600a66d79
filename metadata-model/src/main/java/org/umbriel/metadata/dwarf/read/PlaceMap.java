package org.umbriel.metadata.dwarf.read;

/**
 * From places of names, as {@link FieldReader} says them, to numbers, without an object for each.
 */
final class PlaceMap {
  static final int UNKNOWN = -1;

  private static final int SPREAD = 0x9e3779b9;

  private int[] places = new int[1 << 12];
  private int[] numbers = new int[1 << 12];
  private int size;

  /** The number of a place, none of which is {@link FieldReader#NO_NAME}. */
  int get(int place) {
    int slot = slot(place + 1, places);
    return places[slot] == 0 ? UNKNOWN : numbers[slot];
  }

  void put(int place, int number) {
    if (2 * size >= places.length) {
      grow();
    }
    int slot = slot(place + 1, places);
    places[slot] = place + 1;
    numbers[slot] = number;
    size++;
  }

  private static int slot(int key, int[] keys) {
    int mask = keys.length - 1;
    int slot = (key * SPREAD) >>> 7 & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] morePlaces = new int[2 * places.length];
    int[] moreNumbers = new int[morePlaces.length];
    for (int i = 0; i < places.length; i++) {
      if (places[i] != 0) {
        int slot = slot(places[i], morePlaces);
        morePlaces[slot] = places[i];
        moreNumbers[slot] = numbers[i];
      }
    }
    places = morePlaces;
    numbers = moreNumbers;
  }
}
