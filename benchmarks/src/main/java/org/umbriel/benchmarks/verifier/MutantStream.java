package org.umbriel.benchmarks.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.classfile.ClassFile;

/** Mutants of the classes of some jars, each class as often as another. */
final class MutantStream {
  private static final int LARGEST = 12_000;
  private static final int OF_ONE_CLASS = 10;
  private static final int BATCH = 500;

  private final List<ClassFile> originals = new ArrayList<>();
  private final Random random;

  MutantStream(List<Path> jars, long seed) throws IOException, MalformedArchiveException {
    random = new Random(seed);
    for (Path jar : jars) {
      Archive archive = Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT);
      for (ClassFile file : archive.classes()) {
        if (!file.path().startsWith("META-INF/")
            && !file.path().endsWith("-info.class")
            && file.bytes().length < LARGEST) {
          originals.add(file);
        }
      }
    }
  }

  /** Puts so many mutants before both verifiers. */
  void judge(Differential differential, int mutants) throws IOException {
    for (int left = mutants; left > 0; ) {
      List<byte[]> batch = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      while (batch.size() < Math.min(left, BATCH)) {
        ClassFile original = originals.get(random.nextInt(originals.size()));
        Mutator mutator = new Mutator(random, original.bytes());
        for (int i = 0; i < OF_ONE_CLASS && batch.size() < Math.min(left, BATCH); i++) {
          batch.add(mutator.mutate(original.bytes()));
          labels.add(original.path() + " " + mutator.change());
        }
      }
      differential.compare(batch, labels);
      left -= batch.size();
    }
  }
}
