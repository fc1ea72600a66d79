package org.umbriel.proxy.maven;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.util.artifact.JavaScopes;

/**
 * What an artifact's own tests need: the dependencies of its pom in every scope, which are there
 * for nobody else and so are left out wherever the artifact is a dependency.
 */
final class TestDependencies {
  private TestDependencies() {}

  /** A request for all of them, as if a project named each. */
  static CollectRequest request(Artifact artifact, MavenSystem maven) throws MavenException {
    List<RemoteRepository> repositories = maven.repositories();
    ArtifactDescriptorResult pom;
    try {
      pom =
          maven
              .system()
              .readArtifactDescriptor(
                  maven.session(), new ArtifactDescriptorRequest(artifact, repositories, null));
    } catch (ArtifactDescriptorException e) {
      throw new MavenException(artifact + ": " + MavenException.line(e), e);
    }
    List<Dependency> wanted = new ArrayList<>();
    for (Dependency dependency : pom.getDependencies()) {
      if (!isSame(dependency.getArtifact(), artifact)) {
        wanted.add(dependency.setScope(JavaScopes.COMPILE).setOptional(false));
      }
    }
    CollectRequest request = new CollectRequest();
    request.setDependencies(wanted);
    request.setManagedDependencies(
        pom.getManagedDependencies().stream().map(d -> d.setScope("")).toList());
    request.setRepositories(repositories);
    return request;
  }

  private static boolean isSame(Artifact one, Artifact other) {
    return one.getGroupId().equals(other.getGroupId())
        && one.getArtifactId().equals(other.getArtifactId());
  }
}
