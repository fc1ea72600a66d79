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
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
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
import org.umbriel.proxy.maven.View;
import org.umbriel.rewriter.pipeline.ServiceProvider;
import org.umbriel.rewriter.sign.SignatureRules;

/**
 * Reads a configuration from YAML. What it does not know is an error with line and column: nothing
 * is skipped.
 */
public final class ConfigurationReader {
  private static final Set<String> KEYS =
      Set.of(
          "upstreams",
          "store",
          "storeMegabytes",
          "services",
          "passThrough",
          "profiles",
          "signatures",
          "tls",
          "forward",
          "proofs");
  private static final Set<String> UPSTREAM_KEYS = Set.of("id", "url");
  private static final Set<String> PROFILE_KEYS = Set.of("jdk", "services", "certificates");
  private static final Set<String> SIGNATURE_KEYS =
      Set.of("keep", "keystore", "alias", "passwordFile");
  private static final Set<String> TLS_KEYS =
      Set.of("certificate", "key", "keystore", "alias", "passwordFile", "clients");
  private static final Set<String> FORWARD_KEYS = Set.of("code", "connect");
  private static final Set<String> PROOF_KEYS = Set.of("run", "minutes", "megabytes", "precision");
  private static final Set<String> OWN_SERVICES =
      Set.of(ServiceUse.LINK.name(), ServiceUse.ASSERTIONS.name());
  private static final long MEGABYTE = 1L << 20;

  private final String file;
  private final Path folder;
  private final Map<String, ServiceProvider> providers;

  private ConfigurationReader(String file, Path folder, Map<String, ServiceProvider> providers) {
    this.file = file;
    this.folder = folder;
    this.providers = providers;
  }

  /**
   * Reads a configuration; keys that are missing have their defaults.
   *
   * @param file for messages
   * @param folder against which relative paths count
   * @param providers the services of others, by name; each that is chosen is tried
   */
  public static ProxyConfiguration read(
      String file, String yaml, Path folder, Map<String, ServiceProvider> providers)
      throws ConfigurationException {
    ConfigurationReader reader = new ConfigurationReader(file, folder, providers);
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
    Path store = entries.containsKey("store") ? path(entries.get("store")) : defaults.store();
    int megabytes = (int) (defaults.storeBytes() / MEGABYTE);
    long bytes = MEGABYTE * number(entries.get("storeMegabytes"), megabytes, "megabytes");
    ProxyConfiguration plain =
        defaults
            .withUpstreams(upstreams)
            .withStore(store, bytes)
            .withPassThrough(passThrough)
            .withProfiles(profiles(entries, defaults.defaultProfile()))
            .withSignatures(signatures(entries))
            .withForward(forward(entries))
            .withProofs(proofs(entries));
    Node tls = entries.get("tls");
    return tls == null ? plain : plain.withTls(withClients(tls, tls(tls)));
  }

  private SignatureUse signatures(Map<String, Node> entries) throws ConfigurationException {
    Node node = entries.get("signatures");
    if (node == null) {
      return SignatureUse.DROP;
    }
    Map<String, Node> values = entries(node, SIGNATURE_KEYS);
    List<String> keep = new ArrayList<>();
    for (Node item : items(values, "keep")) {
      String fingerprint = text(item);
      try {
        SignatureRules.of(List.of(fingerprint), Optional.empty());
      } catch (IllegalArgumentException wrong) {
        throw at(item, reason(wrong));
      }
      keep.add(fingerprint);
    }
    return new SignatureUse(keep, key(node, values));
  }

  private TlsUse tls(Node node) throws ConfigurationException {
    Map<String, Node> values = entries(node, TLS_KEYS);
    Optional<KeyUse> key = key(node, values);
    if (key.isPresent()) {
      return new TlsUse.Keystore(key.get());
    }
    Node certificate = values.get("certificate");
    Node privateKey = values.get("key");
    if (certificate == null || privateKey == null) {
      throw at(node, "expected certificate and key, or keystore and passwordFile");
    }
    return new TlsUse.Pem(path(certificate), path(privateKey));
  }

  private TlsUse withClients(Node node, TlsUse use) throws ConfigurationException {
    Node authorities = entries(node, TLS_KEYS).get("clients");
    return authorities == null ? use : use.withClients(path(authorities));
  }

  private Optional<KeyUse> key(Node node, Map<String, Node> values) throws ConfigurationException {
    Node keystore = values.get("keystore");
    Node password = values.get("passwordFile");
    Node alias = values.get("alias");
    if (keystore == null && password == null && alias == null) {
      return Optional.empty();
    } else if (keystore == null || password == null) {
      throw at(node, "a key needs a keystore and a passwordFile");
    }
    Optional<String> name = alias == null ? Optional.empty() : Optional.of(text(alias));
    return Optional.of(new KeyUse(path(keystore), name, path(password)));
  }

  private ForwardUse forward(Map<String, Node> entries) throws ConfigurationException {
    Node node = entries.get("forward");
    if (node == null) {
      return ForwardUse.DEFAULT;
    }
    Map<String, Node> values = entries(node, FORWARD_KEYS);
    boolean code = flag(values.get("code"));
    List<String> connect = new ArrayList<>();
    for (Node item : items(values, "connect")) {
      String target = text(item);
      try {
        new ForwardUse(true, List.of(target));
      } catch (IllegalArgumentException wrong) {
        throw at(item, reason(wrong));
      }
      connect.add(target);
    }
    return new ForwardUse(code, connect);
  }

  private ProofUse proofs(Map<String, Node> entries) throws ConfigurationException {
    Node node = entries.get("proofs");
    if (node == null) {
      return ProofUse.DEFAULT;
    }
    Map<String, Node> values = entries(node, PROOF_KEYS);
    Node precision = values.get("precision");
    try {
      return new ProofUse(
          flag(values.get("run")),
          number(values.get("minutes"), ProofUse.DEFAULT.minutes(), "minutes"),
          number(values.get("megabytes"), ProofUse.DEFAULT.megabytes(), "megabytes"),
          precision == null ? ProofUse.DEFAULT.precision() : text(precision));
    } catch (IllegalArgumentException wrong) {
      throw at(precision == null ? node : precision, reason(wrong));
    }
  }

  /** True unless it says otherwise. */
  private boolean flag(@Nullable Node node) throws ConfigurationException {
    if (node != null && !text(node).matches("true|false")) {
      throw at(node, "expected true or false");
    }
    return node == null || Boolean.parseBoolean(text(node));
  }

  /** The default's services are those of all profiles that name none. */
  private Map<String, ClientProfile> profiles(Map<String, Node> entries, ClientProfile defaults)
      throws ConfigurationException {
    List<ServiceUse> common =
        entries.containsKey("services") ? services(entries.get("services")) : defaults.services();
    Map<String, ClientProfile> profiles = new HashMap<>();
    profiles.put(View.DEFAULT_PROFILE, new ClientProfile(List.of(), common));
    Node node = entries.get("profiles");
    for (Map.Entry<String, Node> each :
        (node == null ? Map.<String, Node>of() : named(node)).entrySet()) {
      Map<String, Node> profile = entries(each.getValue(), PROFILE_KEYS);
      List<String> jdks = new ArrayList<>();
      for (Node jdk : items(profile, "jdk")) {
        jdks.add(jdk(jdk));
      }
      Node own = profile.get("services");
      List<String> certificates = new ArrayList<>();
      for (Node shown : items(profile, "certificates")) {
        certificates.add(certificate(shown));
      }
      profiles.put(
          each.getKey(),
          new ClientProfile(jdks, own == null ? common : services(own), certificates));
    }
    return profiles;
  }

  private Map<String, Node> named(Node node) throws ConfigurationException {
    if (!(node instanceof MappingNode mapping)) {
      throw at(node, "expected profiles by name");
    }
    Map<String, Node> entries = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(tuple.getKeyNode());
      if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
        throw at(
            tuple.getKeyNode(), "a profile's name is a part of a path: letters, digits, . _ -");
      } else if (entries.put(name, tuple.getValueNode()) != null) {
        throw at(tuple.getKeyNode(), "profile " + name + " stands here twice");
      }
    }
    return entries;
  }

  /** A fingerprint, or a subject. */
  private String certificate(Node node) throws ConfigurationException {
    String text = text(node);
    try {
      return text.matches(ClientProfile.FINGERPRINT + "[0-9a-f]{64}")
          ? text
          : new X500Principal(text).getName();
    } catch (IllegalArgumentException wrong) {
      throw at(node, text + ": neither sha256:FINGERPRINT nor a subject as CN=build-7,O=Example");
    }
  }

  /** A release, or a home. */
  private String jdk(Node node) throws ConfigurationException {
    String text = text(node);
    return text.matches("[1-9][0-9]?") ? text : path(node).toString();
  }

  private int number(@Nullable Node node, int otherwise, String unit)
      throws ConfigurationException {
    if (node == null) {
      return otherwise;
    }
    String text = text(node);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw at(node, "expected a number of " + unit);
    }
    return Integer.parseInt(text);
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

  private List<ServiceUse> services(Node node) throws ConfigurationException {
    List<ServiceUse> services = new ArrayList<>();
    for (Node item : items(node)) {
      services.add(service(item));
    }
    if (!services.contains(ServiceUse.LINK)) {
      throw at(node, "the service link cannot be left out");
    }
    return services;
  }

  /** {@code name}, or {@code { name: [ argument, ... ] }}. */
  private ServiceUse service(Node item) throws ConfigurationException {
    Node name = item;
    List<String> arguments = new ArrayList<>();
    if (item instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      name = mapping.getValue().get(0).getKeyNode();
      for (Node argument : items(mapping.getValue().get(0).getValueNode())) {
        arguments.add(text(argument));
      }
    }
    ServiceUse use = new ServiceUse(text(name), arguments);
    if (OWN_SERVICES.contains(use.name())) {
      if (!arguments.isEmpty()) {
        throw at(item, use.name() + " takes no arguments");
      }
      return use;
    }
    ServiceProvider provider = providers.get(use.name());
    if (provider == null) {
      Set<String> known = new TreeSet<>(OWN_SERVICES);
      known.addAll(providers.keySet());
      throw at(name, "unknown service " + use.name() + "; known are " + sorted(known));
    }
    try {
      provider.create(use.arguments());
      return use;
    } catch (RuntimeException wrong) {
      throw at(item, use.name() + ": " + reason(wrong));
    }
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
