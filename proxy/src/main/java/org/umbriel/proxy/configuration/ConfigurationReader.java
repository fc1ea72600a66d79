package org.umbriel.proxy.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.umbriel.proxy.maven.PassThroughRules;
import org.umbriel.proxy.maven.UpstreamAddress;

/**
 * Reads a configuration from YAML. What it does not know is an error with line and column: nothing
 * is skipped.
 */
public final class ConfigurationReader {
  private static final Set<String> KEYS = Set.of("upstreams", "store", "services", "passThrough");
  private static final Set<String> UPSTREAM_KEYS = Set.of("id", "url");
  private static final Set<String> SERVICES = Set.of("link", "assertions");

  private final String file;
  private final Path folder;

  private ConfigurationReader(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Reads a configuration; keys that are missing have their defaults.
   *
   * @param file for messages
   * @param folder against which relative paths count
   */
  public static ProxyConfiguration read(String file, String yaml, Path folder)
      throws ConfigurationException {
    ConfigurationReader reader = new ConfigurationReader(file, folder);
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.isPresent() ? reader.configuration(root.get()) : ProxyConfiguration.DEFAULT;
    } catch (MarkedYamlEngineException malformed) {
      String problem = Optional.ofNullable(malformed.getProblem()).orElse("not YAML");
      Optional<Mark> mark = malformed.getProblemMark();
      throw mark.isPresent()
          ? new ConfigurationException(file, mark.get(), problem)
          : new ConfigurationException(file, problem);
    } catch (YamlEngineException malformed) {
      throw new ConfigurationException(file, reason(malformed));
    }
  }

  private ProxyConfiguration configuration(Node root) throws ConfigurationException {
    Map<String, Node> entries = entries(root, KEYS);
    ProxyConfiguration defaults = ProxyConfiguration.DEFAULT;
    List<UpstreamAddress> upstreams = new ArrayList<>();
    for (Node node : items(entries, "upstreams")) {
      upstreams.add(upstream(node));
    }
    List<String> passThrough = new ArrayList<>();
    for (Node node : items(entries, "passThrough")) {
      passThrough.add(rule(node));
    }
    return new ProxyConfiguration(
        defaults.host(),
        defaults.port(),
        upstreams,
        entries.containsKey("store") ? path(entries.get("store")) : defaults.store(),
        entries.containsKey("services") ? services(entries.get("services")) : defaults.services(),
        passThrough);
  }

  private UpstreamAddress upstream(Node node) throws ConfigurationException {
    Map<String, Node> entries = entries(node, UPSTREAM_KEYS);
    Node id = entries.get("id");
    if (id == null) {
      throw at(node, "an upstream needs an id");
    }
    Node url = entries.get("url");
    try {
      return new UpstreamAddress(text(id), url == null ? Optional.empty() : Optional.of(text(url)));
    } catch (IllegalArgumentException wrong) {
      throw at(url == null ? id : url, reason(wrong));
    }
  }

  private String rule(Node node) throws ConfigurationException {
    String rule = text(node);
    try {
      new PassThroughRules(List.of(rule));
      return rule;
    } catch (IllegalArgumentException wrong) {
      throw at(node, reason(wrong));
    }
  }

  private List<String> services(Node node) throws ConfigurationException {
    List<String> services = new ArrayList<>();
    for (Node item : items(node)) {
      String service = text(item);
      if (!SERVICES.contains(service)) {
        throw at(item, "unknown service " + service + "; known are " + sorted(SERVICES));
      }
      services.add(service);
    }
    if (!services.contains("link")) {
      throw at(node, "the service link cannot be left out");
    }
    return services;
  }

  private Path path(Node node) throws ConfigurationException {
    try {
      return folder.resolve(text(node)).normalize();
    } catch (InvalidPathException wrong) {
      throw at(node, reason(wrong));
    }
  }

  /** The entries of a mapping, each key known and there once. */
  private Map<String, Node> entries(Node node, Set<String> known) throws ConfigurationException {
    if (!(node instanceof MappingNode mapping)) {
      throw at(node, "expected keys and values: " + sorted(known));
    }
    Map<String, Node> entries = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!known.contains(key)) {
        throw at(tuple.getKeyNode(), "unknown key " + key + "; known are " + sorted(known));
      }
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw at(tuple.getKeyNode(), "key " + key + " stands here twice");
      }
    }
    return entries;
  }

  private List<Node> items(Map<String, Node> entries, String key) throws ConfigurationException {
    Node node = entries.get(key);
    return node == null ? List.of() : items(node);
  }

  private List<Node> items(Node node) throws ConfigurationException {
    if (!(node instanceof SequenceNode sequence)) {
      throw at(node, "expected a list");
    }
    return sequence.getValue();
  }

  private String text(Node node) throws ConfigurationException {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      throw at(node, "expected a single value");
    }
    return scalar.getValue();
  }

  private ConfigurationException at(Node node, String reason) {
    return node.getStartMark()
        .map(mark -> new ConfigurationException(file, mark, reason))
        .orElseGet(() -> new ConfigurationException(file, reason));
  }

  /** The first line of an exception's message. */
  private static String reason(Exception thrown) {
    String message = thrown.getMessage();
    return message == null ? "not usable" : message.lines().findFirst().orElse("not usable");
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }
}
