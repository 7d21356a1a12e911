package dev.fovea.nn.train;

import dev.fovea.core.Detection;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.diagnosis.HardExample;
import dev.fovea.core.diagnosis.HardestNegatives;
import dev.fovea.core.diagnosis.HardestPositives;
import dev.fovea.core.diagnosis.Miss;
import dev.fovea.core.diagnosis.MissDiagnosis;
import dev.fovea.core.diagnosis.Sight;
import dev.fovea.core.diagnosis.UnlabelledObjects;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.batch.Batch;
import dev.fovea.nn.train.ImbalancePass.ImageDiagnosis;
import dev.fovea.nn.train.ImbalancePass.ImageExample;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the images of a pass, in the pictures' own pixels. */
final class Diagnoses {
  /** So many background logits of an image are looked at. */
  private static final int NEGATIVES = 300;

  private final MissDiagnosis diagnosis;
  private final HardestNegatives hardestNegatives;
  private final HardestPositives hardestPositives;
  private final HardExamples examples = new HardExamples();
  private final List<ImageDiagnosis> images = new ArrayList<>();

  /**
   * None yet.
   *
   * @param loss by which an example is hard
   */
  Diagnoses(MatchingSettings matching, ClassificationLoss loss) {
    diagnosis = new MissDiagnosis(matching);
    hardestNegatives = new HardestNegatives(loss, NEGATIVES);
    hardestPositives = new HardestPositives(loss);
  }

  /**
   * Looks at one image.
   *
   * @param batch of this image alone
   * @param sight of it, in pixels of the network's input
   * @param weight 1 / the image's normaliser
   */
  void add(Batch batch, Sight sight, double weight) {
    List<Miss> missed = diagnosis.of(sight);
    keepHardest(batch, sight, missed, weight);
    List<Detection> unlabelled =
        UnlabelledObjects.of(sight).stream().map(each -> inPicture(each, batch)).toList();
    if (!missed.isEmpty() || !unlabelled.isEmpty()) {
      images.add(new ImageDiagnosis(batch.sources().getFirst(), missed, unlabelled));
    }
  }

  /** The images in which something is wrong. */
  List<ImageDiagnosis> images() {
    return images;
  }

  /** The hardest of each kind, cause and class. */
  List<ImageExample> examples() {
    return examples.list();
  }

  private void keepHardest(Batch batch, Sight sight, List<Miss> missed, double weight) {
    List<HardExample> hard = new ArrayList<>();
    for (HardExample negative : hardestNegatives.of(sight, weight)) {
      hard.add(negative.withBox(inPicture(negative.box(), batch)));
    }
    List<HardExample> objects = hardestPositives.of(sight, missed, weight);
    LabelledImage image = batch.sources().getFirst();
    List<Annotation> wanted = image.annotations().stream().filter(each -> !each.ignore()).toList();
    for (int truth = 0; truth < objects.size(); truth++) {
      // The label's own box: what the network sees of it is rounded.
      hard.add(objects.get(truth).withBox(wanted.get(truth).box()));
    }
    List<Detection> found = sight.shown().stream().map(each -> inPicture(each, batch)).toList();
    examples.add(image, hard, found);
  }

  private static Detection inPicture(Detection detection, Batch batch) {
    Box box = inPicture(detection.box(), batch);
    return new Detection(detection.classIndex(), detection.score(), box);
  }

  private static Box inPicture(Box box, Batch batch) {
    Size content = batch.contentSizes().getFirst();
    Size original = batch.originalSizes().getFirst();
    float across = (float) original.width() / content.width();
    float down = (float) original.height() / content.height();
    return new Box(box.x1() * across, box.y1() * down, box.x2() * across, box.y2() * down);
  }
}
