package dev.fovea.nn.preflight;

import dev.fovea.core.FoveaException;
import dev.fovea.data.check.DatasetCheck;
import dev.fovea.data.check.Finding;
import dev.fovea.data.check.PictureFiles;
import dev.fovea.nn.settings.DataBranch;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What is looked at before the first step of a run, in a few seconds and without opening a picture.
 *
 * @param findings what a person should know, warnings and notes
 * @param summary one line on what was looked at
 */
public record Preflight(List<Finding> findings, String summary) {
  /** The estimate is no better than this: with less memory still a run is refused. */
  private static final double TOLERANCE = 0.8;

  public Preflight {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at data and settings.
   *
   * @throws FoveaException where the run cannot end well: too little memory, weights that do not
   *     fit, or pictures that are not there while {@code data.unreadable} is {@code refuse}
   */
  public static Preflight of(TrainingInput input) {
    OptionalLong available = AvailableMemory.bytes();
    MemoryNeed need = MemoryNeed.of(input);
    available.ifPresent(bytes -> requireMemory(need, bytes));
    List<Finding> findings = new ArrayList<>(Trainer.pretrained(input));
    findings.addAll(pictures(input));
    findings.addAll(DatasetCheck.of(input.training(), input.validation()));
    AnchorReach reach = AnchorReach.of(input.settings(), input.training());
    List<Finding> beyond = reach.findings(input.training());
    findings.addAll(beyond);
    available.stream()
        .filter(bytes -> bytes * TOLERANCE < need.bytes())
        .forEach(bytes -> findings.add(tight(need, bytes)));
    return new Preflight(findings, summary(reach, beyond.isEmpty(), need, available));
  }

  private static List<Finding> pictures(TrainingInput input) {
    input.validation().ifPresent(images -> PictureFiles.requireAll(images, ""));
    if (input.settings().data().unreadable() == DataBranch.Unreadable.SKIP) {
      return PictureFiles.finding(input.training()).stream().toList();
    }
    PictureFiles.requireAll(input.training(), "To train without them: --set data.unreadable=skip.");
    return List.of();
  }

  static void requireMemory(MemoryNeed need, long available) {
    if (need.bytes() * TOLERANCE <= available) {
      return;
    }
    long batch = need.largestBatch(available);
    throw FoveaException.user(
        "Not enough memory: the run needs about %s, %s are free. "
                .formatted(gigabytes(need.bytes()), gigabytes(available))
            + (batch >= 1
                ? "Lower train.batch from %d to %d, or input.shortSide."
                    .formatted(need.images(), batch)
                : "Lower input.shortSide and input.longSide, or take a smaller model.backbone."));
  }

  private static Finding tight(MemoryNeed need, long available) {
    return Finding.warning(
        ("memory may be short: about %s are needed (an estimate), %s are free. If it does not do,"
                + " lower train.batch or input.shortSide.")
            .formatted(gigabytes(need.bytes()), gigabytes(available)));
  }

  private static String summary(
      AnchorReach reach, boolean all, MemoryNeed need, OptionalLong available) {
    String free = available.isPresent() ? " of " + gigabytes(available.getAsLong()) + " free" : "";
    return "checked: %d boxes against the anchors%s; about %s of memory needed%s"
        .formatted(reach.count(), all ? ", all in reach" : "", gigabytes(need.bytes()), free);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
