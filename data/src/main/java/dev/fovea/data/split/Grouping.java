package dev.fovea.data.split;

import dev.fovea.core.FoveaException;
import dev.fovea.data.LabelledImage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What must stay together: images of one group, such as a video or a patient. */
@FunctionalInterface
public interface Grouping {
  /** Every image is a group of its own. */
  Grouping NONE = image -> image.file().toString();

  /** The images of one folder are a group. */
  Grouping FOLDER = image -> String.valueOf(image.file().toAbsolutePath().normalize().getParent());

  /**
   * The name of an image's group.
   *
   * @throws FoveaException when it cannot be told
   */
  String groupOf(LabelledImage image);

  /**
   * The grouping by {@code folder}, or by what the first group of a regular expression finds in the
   * name that the data set writes for a picture.
   *
   * @throws FoveaException when the expression is none, or has no group
   */
  static Grouping parse(String text) {
    return text.equals("folder") ? FOLDER : by(pattern(text));
  }

  private static Pattern pattern(String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.matcher("").groupCount() > 0) {
        return pattern;
      }
    } catch (PatternSyntaxException wrong) {
      throw new FoveaException(
          FoveaException.Cause.USER,
          "the grouping '" + text + "' is no regular expression: " + wrong.getDescription(),
          wrong);
    }
    throw FoveaException.user(
        "the grouping '"
            + text
            + "' has no group in parentheses; accepted: folder, or such as '^([^_]+)_'");
  }

  private static Grouping by(Pattern pattern) {
    return image -> {
      Matcher matcher = pattern.matcher(image.name());
      if (!matcher.find() || matcher.group(1) == null) {
        throw FoveaException.user(
            "the grouping '%s' finds no group in the name %s; every picture needs one"
                .formatted(pattern, image.name()));
      }
      return matcher.group(1);
    };
  }
}
