package dev.fovea.model.recognise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules by which names of tensors become others: the first that fits a whole name counts. */
final class Renaming {
  private record Rule(Pattern from, Function<MatchResult, String> to) {}

  private final List<Rule> rules = new ArrayList<>();

  /**
   * Adds a rule.
   *
   * @param from a regular expression for the whole name
   * @param to the new name, in which {@code $1} stands for the first group
   */
  Renaming rule(String from, String to) {
    Pattern pattern = Pattern.compile(from);
    rules.add(new Rule(pattern, match -> pattern.matcher(match.group()).replaceFirst(to)));
    return this;
  }

  /** Adds a rule whose new name is computed of the groups. */
  Renaming rule(String from, Function<MatchResult, String> to) {
    rules.add(new Rule(Pattern.compile(from), to));
    return this;
  }

  /** The other name, or nothing where no rule fits. */
  Optional<String> apply(String name) {
    for (Rule rule : rules) {
      Matcher matcher = rule.from.matcher(name);
      if (matcher.matches()) {
        return Optional.of(rule.to.apply(matcher.toMatchResult()));
      }
    }
    return Optional.empty();
  }
}
