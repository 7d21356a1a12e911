package dev.fovea.nn.preflight;

import dev.fovea.core.anchor.AnchoredImage;
import dev.fovea.core.anchor.ImageFit;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.nn.settings.Settings;
import java.util.List;

/**
 * How a run's anchors meet the boxes of a data set after the run's own resizing, augmentation left
 * out: by class, and by COCO's sizes, which are areas in the pictures' own pixels.
 *
 * @param all boxes to be found
 * @param classes in the data set's order
 * @param sizes small, medium, large
 * @param images how many
 * @param ignored anchors of all images that take no part in the loss
 * @param negatives anchors of all images that are background
 */
public record AnchorFit(
    BoxFit all,
    List<BoxFit> classes,
    List<BoxFit> sizes,
    long images,
    long ignored,
    long negatives) {
  private static final List<String> SIZES = List.of("small", "medium", "large");

  public AnchorFit {
    classes = List.copyOf(classes);
    sizes = List.copyOf(sizes);
  }

  /** Looks at every image; opens no picture. */
  public static AnchorFit of(Settings settings, Dataset dataset) {
    Count count = new Count(settings, dataset);
    dataset.images().forEach(count::add);
    return count.total();
  }

  /** The sums over the images seen so far. */
  private static final class Count {
    private final RunInputs inputs;
    private final BoxTally all;
    private final List<BoxTally> classes;
    private final List<BoxTally> sizes;
    private long images;
    private long ignored;
    private long negatives;

    Count(Settings settings, Dataset dataset) {
      MatchingSettings matching = settings.toMatching();
      inputs = new RunInputs(settings);
      all = new BoxTally("all", matching);
      classes = tallies(dataset.classes().names(), matching);
      sizes = tallies(SIZES, matching);
    }

    private static List<BoxTally> tallies(List<String> names, MatchingSettings matching) {
      return names.stream().map(name -> new BoxTally(name, matching)).toList();
    }

    void add(LabelledImage image) {
      AnchoredImage input = inputs.of(image);
      ImageFit fit = inputs.fit(input);
      List<Annotation> wanted =
          image.annotations().stream().filter(annotation -> !annotation.ignore()).toList();
      for (int box = 0; box < wanted.size(); box++) {
        BoxTally ofClass = classes.get(wanted.get(box).classIndex());
        BoxTally ofSize = sizes.get(size(wanted.get(box).area()));
        for (BoxTally tally : List.of(all, ofClass, ofSize)) {
          tally.add(fit.bestIou()[box], fit.positives()[box]);
        }
      }
      images++;
      ignored += fit.ignored();
      negatives += fit.negatives();
    }

    private static int size(double area) {
      CocoSettings coco = CocoSettings.coco();
      return area <= coco.smallArea() ? 0 : area <= coco.mediumArea() ? 1 : 2;
    }

    AnchorFit total() {
      return new AnchorFit(all.total(), totals(classes), totals(sizes), images, ignored, negatives);
    }

    private static List<BoxFit> totals(List<BoxTally> tallies) {
      return tallies.stream().map(BoxTally::total).toList();
    }
  }
}
