package dev.fovea.nn.settings;

import java.util.List;
import java.util.Optional;

/**
 * The branch {@code data}: what is read.
 *
 * @param train split or path, or nothing for the data set's own
 * @param validation split or path, or nothing
 * @param ignoreClasses whose boxes become regions that no anchor learns from
 * @param classes the only ones to keep; empty for all
 * @param unreadable what happens when an image cannot be decoded
 */
public record DataBranch(
    @About("a split's name or a path; none: the data set's own training split")
        Optional<String> train,
    @About("a split's name or a path; none: no validation, and best is the last")
        Optional<String> validation,
    @About("class names whose boxes become ignore regions: neither object nor background")
        List<String> ignoreClasses,
    @About("class names to learn; empty: all") List<String> classes,
    @About("an image that cannot be decoded: refuse (the run ends) or skip (another is taken)")
        Unreadable unreadable) {

  /** What happens when an image cannot be decoded. */
  public enum Unreadable {
    /** The run ends at it. */
    REFUSE,
    /** The image is left out, which is logged. */
    SKIP
  }

  public DataBranch {
    ignoreClasses = List.copyOf(ignoreClasses);
    classes = List.copyOf(classes);
    Check.leaf(train.filter(String::isBlank).isEmpty(), "train", "a split, a path or none");
    Check.leaf(
        validation.filter(String::isBlank).isEmpty(), "validation", "a split, a path or none");
    Check.together(
        classes.stream().noneMatch(ignoreClasses::contains),
        "data.classes and data.ignoreClasses name the same class; name it in one of them");
  }
}
