package dev.fovea.nn.settings;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.nn.settings.Check.InconsistentException;
import dev.fovea.nn.settings.Check.NotAcceptedException;
import dev.fovea.nn.settings.SettingParser.WrongTypeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lays what the user gave over the defaults, collecting everything that is wrong with it. */
final class SettingsResolver {
  private static final Map<String, String> EXCLUSIVE =
      Map.of("train.steps", "train.epochs", "train.epochs", "train.steps");

  private final Settings base;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Integer> sources = new HashMap<>();

  private SettingsResolver(Settings base) {
    this.base = base;
    values.putAll(SettingKey.values(base));
  }

  /** Over the defaults of the {@code like} that {@code given} names, or Fovea's. */
  static Settings overDefaults(List<Given> given) {
    SettingsResolver resolver = new SettingsResolver(Defaults.fovea());
    List<Given> ordered = ordered(given);
    Presets.of(resolver.like(ordered)).forEach(resolver::apply);
    ordered.forEach(resolver::apply);
    resolver.followUp();
    return resolver.finish();
  }

  /** Over {@code base}; what is not given stays as it is. */
  static Settings over(Settings base, List<Given> given) {
    SettingsResolver resolver = new SettingsResolver(base);
    ordered(given).forEach(resolver::apply);
    return resolver.finish();
  }

  private static List<Given> ordered(List<Given> given) {
    return given.stream().sorted(Comparator.comparingInt(Given::source)).toList();
  }

  private Like like(List<Given> given) {
    Optional<Given> last = given.stream().filter(g -> g.key().equals("like")).reduce((a, b) -> b);
    try {
      return last.isEmpty()
          ? Like.FOVEA
          : (Like) SettingParser.parse(last.get().value(), Like.class);
    } catch (WrongTypeException told) { // by apply, with all other problems
      return Like.FOVEA;
    }
  }

  private void apply(Given given) {
    SettingKey key = SettingKey.ALL.get(given.key());
    if (key == null) {
      if (!SettingKey.BRANCHES.contains(given.key()) || !given.value().isNull()) {
        problems.add(unknown(given));
      }
      return;
    }
    try {
      Object value = SettingParser.parse(given.value(), key.type());
      requireAlone(key, value);
      put(key.name(), value, given.source());
    } catch (WrongTypeException wrong) {
      problems.add(notAccepted(given, wrong.getMessage()));
    } catch (NotAcceptedException refused) {
      problems.add(notAccepted(given, refused.wanted()));
    }
  }

  /** Tries the value in the branch's defaults, so that one wrong value does not hide another. */
  private void requireAlone(SettingKey key, Object value) {
    if (key.branch().isEmpty()) {
      return;
    }
    Map<String, Object> alone = SettingKey.values(base);
    alone.put(key.name(), value);
    try {
      SettingKey.branch(key.branch(), alone);
    } catch (InconsistentException later) {
      // Whether settings go together is decided when all of them are known.
    }
  }

  private void put(String key, Object value, int source) {
    String other = EXCLUSIVE.get(key);
    boolean later = other != null && source > sources.getOrDefault(other, -1);
    if (later && value instanceof Optional<?> given && given.isPresent()) {
      values.put(other, Optional.empty()); // --set train.steps over a file's epochs
    }
    values.put(key, value);
    sources.put(key, source);
  }

  /** Defaults that depend on what was given. */
  private void followUp() {
    if (!values.get("loss.classification").equals(LossBranch.Classification.FOCAL)) {
      fallBack("loss.alpha", Optional.empty());
      fallBack("loss.effectiveMean", 0.5);
    }
    if (values.get("train.optimizer").equals(TrainBranch.Optimizer.ADAMW)) {
      fallBack("train.rate", 1e-4);
      fallBack("train.weightDecay", 0.05);
    }
    if (values.get("model.backbone").equals(Architecture.EFFICIENTNET_LITE0)) {
      fallBack("model.normEpsilon", 1e-3);
    }
    if (values.get("model.weights") instanceof Optional<?> weights && weights.isPresent()) {
      fallBack("model.norm", Norm.FROZEN);
      fallBack("model.freeze", 2);
    }
  }

  private void fallBack(String key, Object value) {
    if (!sources.containsKey(key)) {
      values.put(key, value);
    }
  }

  private Settings finish() {
    if (problems.isEmpty()) {
      for (String branch : SettingKey.BRANCHES) {
        try {
          SettingKey.branch(branch, values);
        } catch (InconsistentException problem) {
          problems.add(problem.getMessage());
        }
      }
    }
    if (problems.size() == 1) {
      throw FoveaException.user(problems.getFirst());
    } else if (!problems.isEmpty()) {
      throw FoveaException.user(
          problems.size() + " settings cannot be used:\n  " + String.join("\n  ", problems));
    }
    return SettingKey.settings(values);
  }

  private static String notAccepted(Given given, String wanted) {
    return "%s is %s (%s); accepted: %s"
        .formatted(given.key(), shown(given), given.place(), wanted);
  }

  private static String shown(Given given) {
    String text = given.value().isTextual() ? given.value().textValue() : given.value().toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static String unknown(Given given) {
    if (SettingKey.BRANCHES.contains(given.key())) {
      return "%s is %s (%s), but it is a branch; it has %s"
          .formatted(given.key(), shown(given), given.place(), names(given.key()));
    }
    Optional<String> nearest = NearestName.of(given.key(), SettingKey.ALL.keySet());
    String branch = given.key().replaceAll("\\..*", "");
    String hint =
        nearest
            .map(name -> "did you mean " + name + "?")
            .orElseGet(
                () ->
                    SettingKey.BRANCHES.contains(branch)
                        ? branch + " has " + names(branch)
                        : "the branches are " + String.join(", ", SettingKey.BRANCHES));
    return "%s (%s) is not a setting; %s".formatted(given.key(), given.place(), hint);
  }

  private static String names(String branch) {
    Stream<SettingKey> keys = SettingKey.ALL.values().stream();
    return String.join(
        ", ", keys.filter(key -> key.branch().equals(branch)).map(SettingKey::name).toList());
  }
}
