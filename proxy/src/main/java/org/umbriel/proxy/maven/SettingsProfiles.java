package org.umbriel.proxy.maven;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationOS;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.DefaultProfileSelector;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/**
 * Which profiles of the settings count: those listed as active, and those that a JDK, an operating
 * system, a property or their default activates. Files do not activate a profile here, for there is
 * no project to look in.
 */
final class SettingsProfiles {
  private SettingsProfiles() {}

  static List<Profile> active(Settings settings) {
    Map<String, Profile> byId = new LinkedHashMap<>();
    settings.getProfiles().forEach(profile -> byId.put(profile.getId(), profile));
    Properties system = new Properties();
    system.putAll(System.getProperties());
    DefaultProfileActivationContext context =
        new DefaultProfileActivationContext()
            .setActiveProfileIds(settings.getActiveProfiles())
            .setSystemProperties(system);
    return new DefaultProfileSelector()
            .addProfileActivator(new JdkVersionProfileActivator())
            .addProfileActivator(new OperatingSystemProfileActivator())
            .addProfileActivator(new PropertyProfileActivator())
            .getActiveProfiles(
                byId.values().stream().map(SettingsProfiles::model).toList(),
                context,
                problem -> {})
            .stream()
            .map(model -> byId.get(model.getId()))
            .toList();
  }

  /** The profile as Maven's selector takes it: its name and what activates it. */
  private static org.apache.maven.model.Profile model(Profile profile) {
    org.apache.maven.model.Profile model = new org.apache.maven.model.Profile();
    model.setId(profile.getId());
    if (profile.getActivation() != null) {
      model.setActivation(activation(profile.getActivation()));
    }
    return model;
  }

  private static Activation activation(org.apache.maven.settings.Activation source) {
    Activation activation = new Activation();
    activation.setActiveByDefault(source.isActiveByDefault());
    activation.setJdk(source.getJdk());
    if (source.getProperty() != null) {
      ActivationProperty property = new ActivationProperty();
      property.setName(source.getProperty().getName());
      property.setValue(source.getProperty().getValue());
      activation.setProperty(property);
    }
    if (source.getOs() != null) {
      ActivationOS os = new ActivationOS();
      os.setArch(source.getOs().getArch());
      os.setFamily(source.getOs().getFamily());
      os.setName(source.getOs().getName());
      os.setVersion(source.getOs().getVersion());
      activation.setOs(os);
    }
    return activation;
  }
}
