package dev.fovea.data.check;

import dev.fovea.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the annotations of a data set alone can tell before anything is learned from it. */
public final class DatasetCheck {
  private DatasetCheck() {}

  /**
   * Looks at boxes and classes; no picture is opened.
   *
   * @return what is to be said, the training data's first; empty when all is well
   */
  public static List<Finding> of(Dataset training, Optional<Dataset> validation) {
    List<Finding> findings = new ArrayList<>(BoxPlaces.of(training).findings());
    findings.addAll(ClassBalance.ofTraining(training));
    validation.ifPresent(
        images -> {
          findings.addAll(BoxPlaces.of(images).findings());
          findings.addAll(ClassBalance.ofValidation(training, images));
        });
    return List.copyOf(findings);
  }
}
