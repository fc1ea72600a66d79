package org.umbriel.proxy.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.CollectResult;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;

/**
 * From a coordinate to files, as the machine's own Maven would do it: same settings, same local
 * repository, same repositories. Nothing is fetched that is there already.
 */
public final class ArtifactResolver implements AutoCloseable {
  private final MavenSystem maven;

  private ArtifactResolver(MavenSystem maven) {
    this.maven = maven;
  }

  /**
   * A resolver with the settings of the user who runs this process.
   *
   * @throws MavenException if the settings cannot be read
   */
  public static ArtifactResolver ofThisMachine() throws MavenException {
    return new ArtifactResolver(new MavenSystem(MavenSettings.ofThisMachine()));
  }

  static ArtifactResolver of(MavenSettings settings) {
    return new ArtifactResolver(new MavenSystem(settings));
  }

  /**
   * A resolver that finds only what the local repository has already.
   *
   * @throws MavenException if the settings cannot be read
   */
  public static ArtifactResolver offline() throws MavenException {
    MavenSettings settings = MavenSettings.ofThisMachine();
    settings.settings().setOffline(true);
    return of(settings);
  }

  /**
   * Finds, and if need be downloads, an artifact and its dependencies of scope compile and runtime,
   * optional ones aside.
   *
   * @throws MavenException if there is no such artifact, or none can be reached
   */
  public ResolvedArtifact resolve(Coordinate coordinate) throws MavenException {
    Artifact found = find(coordinate);
    CollectRequest request = new CollectRequest();
    request.setRoot(new Dependency(found, JavaScopes.COMPILE));
    request.setRepositories(maven.repositories());
    return resolved(found, request);
  }

  /**
   * Like {@link #resolve}, but with all that the artifact's own tests need: scopes test and
   * provided, and optional ones.
   *
   * @throws MavenException if there is no such artifact, or none can be reached
   */
  public ResolvedArtifact resolveForTests(Coordinate coordinate) throws MavenException {
    Artifact found = find(coordinate);
    return resolved(found, TestDependencies.request(found, maven));
  }

  /**
   * Finds, and if need be downloads, an artifact alone.
   *
   * @throws MavenException if there is no such artifact, or none can be reached
   */
  public Path file(Coordinate coordinate) throws MavenException {
    return find(coordinate).getFile().toPath();
  }

  private ResolvedArtifact resolved(Artifact found, CollectRequest dependencies) {
    List<String> unresolved = new ArrayList<>();
    List<Path> files = files(collect(dependencies, unresolved), unresolved);
    return new ResolvedArtifact(found.getFile().toPath(), files, unresolved);
  }

  private Artifact find(Coordinate coordinate) throws MavenException {
    Artifact wanted =
        new DefaultArtifact(
            coordinate.group(),
            coordinate.artifact(),
            coordinate.classifier(),
            coordinate.extension(),
            coordinate.version());
    try {
      return maven
          .system()
          .resolveArtifact(maven.session(), new ArtifactRequest(wanted, maven.repositories(), null))
          .getArtifact();
    } catch (ArtifactResolutionException failed) {
      String places =
          maven.repositories().stream()
              .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
              .collect(Collectors.joining(", "));
      throw new MavenException(
          isAbsent(failed.getResult())
              ? coordinate + ": no such artifact in " + places
              : coordinate + ": " + MavenException.line(failed),
          failed);
    }
  }

  private static boolean isAbsent(ArtifactResult result) {
    return result.getExceptions().stream().allMatch(ArtifactNotFoundException.class::isInstance)
        && !result.getExceptions().isEmpty();
  }

  /** What is asked for, and what their poms ask for, after Maven's rules for conflicts. */
  private List<ArtifactRequest> collect(CollectRequest request, List<String> unresolved) {
    CollectResult collected;
    try {
      collected = maven.system().collectDependencies(maven.session(), request);
    } catch (DependencyCollectionException incomplete) {
      collected = incomplete.getResult();
      unresolved.add(MavenException.line(incomplete));
    }
    if (collected.getRoot() == null) {
      return List.of();
    }
    Set<ArtifactRequest> requests = new LinkedHashSet<>();
    for (DependencyNode child : collected.getRoot().getChildren()) {
      if (!child.getDependency().isOptional()) {
        PreorderNodeListGenerator below = new PreorderNodeListGenerator();
        child.accept(below);
        below.getNodes().forEach(node -> requests.add(new ArtifactRequest(node)));
      }
    }
    return List.copyOf(requests);
  }

  private List<Path> files(List<ArtifactRequest> requests, List<String> unresolved) {
    List<ArtifactResult> results;
    try {
      results = maven.system().resolveArtifacts(maven.session(), requests);
    } catch (ArtifactResolutionException incomplete) {
      results = incomplete.getResults();
    }
    List<Path> files = new ArrayList<>();
    for (ArtifactResult result : results) {
      if (result.isResolved()) {
        files.add(result.getArtifact().getFile().toPath());
      } else {
        unresolved.add(result.getRequest().getArtifact() + ": not found");
      }
    }
    return files;
  }

  @Override
  public void close() {
    maven.close();
  }
}
