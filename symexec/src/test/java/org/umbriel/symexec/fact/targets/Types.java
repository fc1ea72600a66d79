package org.umbriel.symexec.fact.targets;

import java.util.List;

/** Casts and array stores. */
public class Types {
  static class Animal {}

  static final class Dog extends Animal {}

  static Object upcast(Dog d) {
    return (Animal) (Object) d; // expect CLASS_CAST linkable
  }

  static Dog downcast(Animal a) {
    return (Dog) a; // expect CLASS_CAST unproven
  }

  static Dog tested(Animal a) {
    return a instanceof Dog ? (Dog) a : null; // expect CLASS_CAST proven
  }

  static Dog again(Object o) {
    Dog d = (Dog) o; // expect CLASS_CAST unproven
    return d == null ? (Dog) o : (Dog) o; // expect CLASS_CAST proven, CLASS_CAST proven
  }

  static Object unrelatedToTheOther(Object o) {
    if (o instanceof Dog) {
      return o;
    }
    return (Dog) o; // expect CLASS_CAST unproven
  }

  static void store(Animal[] animals) {
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven, ARRAY_STORE unproven
    animals[0] = new Animal();
  }

  static Animal[] storeOwn(Dog d, int i) {
    Animal[] animals = new Animal[4];
    animals[i & 3] = d; // expect ARRAY_BOUNDS proven, ARRAY_STORE linkable
    return animals;
  }

  static void storeNull(Animal[] animals) {
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven, ARRAY_STORE proven
    animals[0] = null;
  }

  static void storeFinal(Dog[] dogs, Dog d) {
    dogs[0] = d; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven, ARRAY_STORE linkable
  }

  static String element(List<String> list) {
    return list.get(0); // expect NULL_DEREFERENCE contract, CLASS_CAST monitored
  }

  synchronized void locked(Object lock) {
    synchronized (lock) { // expect NULL_DEREFERENCE contract
      toString();
      // expect NULL_DEREFERENCE proven, ILLEGAL_MONITOR proven, NULL_DEREFERENCE proven
      // expect ILLEGAL_MONITOR proven, NULL_DEREFERENCE proven
    }
  }
}
