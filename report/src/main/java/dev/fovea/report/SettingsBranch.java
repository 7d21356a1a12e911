package dev.fovea.report;

import java.util.List;

/**
 * One branch of a run's settings.
 *
 * @param name such as {@code train}; empty for what stands at the root
 * @param settings their keys and values as YAML writes them, in the file's order
 */
public record SettingsBranch(String name, List<Fact> settings) {
  public SettingsBranch {
    settings = List.copyOf(settings);
  }
}
