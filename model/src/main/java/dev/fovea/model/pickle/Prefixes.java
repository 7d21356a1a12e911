package dev.fovea.model.pickle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What wrappers around a module put before the names of all its tensors. */
final class Prefixes {
  private static final List<String> KNOWN = List.of("module.", "_orig_mod.", "model.");

  /** The counter of torch's {@code AveragedModel}, which stands beside the wrapped names. */
  static final String AVERAGED = "n_averaged";

  private Prefixes() {}

  /** The known prefixes that all of {@code names} begin with, outer ones first. */
  static List<String> common(Collection<String> names) {
    List<String> common = new ArrayList<>();
    String all = "";
    boolean goOn = true;
    while (goOn) {
      goOn = false;
      for (String prefix : KNOWN) {
        String longer = all + prefix;
        if (names.stream().allMatch(name -> isUnder(longer, name)) && hasOther(names)) {
          common.add(prefix);
          all = longer;
          goOn = true;
        }
      }
    }
    return common;
  }

  private static boolean isUnder(String prefix, String name) {
    return name.equals(AVERAGED) || (name.startsWith(prefix) && name.length() > prefix.length());
  }

  private static boolean hasOther(Collection<String> names) {
    return names.stream().anyMatch(name -> !name.equals(AVERAGED));
  }
}
