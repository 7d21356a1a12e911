package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.LevelOutputs;
import java.util.function.IntToDoubleFunction;

/**
 * The detection loss by dense targets, element by element, in double: focal loss by the paper's
 * formulas, smooth L1, each image divided by max(1, its divisor), then the mean.
 */
final class DenseTwin {
  private static final int BACKGROUND = -1;
  private static final int IGNORED = -2;

  final double[] classification;
  final double[] box;
  final double[][] logits;
  final double[][] deltas;
  private final RandomBatch batch;
  private final IntToDoubleFunction alphaOfClass;

  private DenseTwin(RandomBatch batch, IntToDoubleFunction alphaOfClass) {
    this.batch = batch;
    this.alphaOfClass = alphaOfClass;
    this.classification = new double[batch.outputs().images()];
    this.box = new double[batch.outputs().images()];
    this.logits = new double[batch.outputs().levels().size()][];
    this.deltas = new double[batch.outputs().levels().size()][];
  }

  static DenseTwin of(RandomBatch batch, double gamma, double alpha, double beta) {
    return of(batch, gamma, c -> alpha, beta);
  }

  static DenseTwin of(
      RandomBatch batch, double gamma, IntToDoubleFunction alphaOfClass, double beta) {
    DenseTwin twin = new DenseTwin(batch, alphaOfClass);
    int images = batch.outputs().images();
    int classes = batch.outputs().classes();
    int first = 0;
    for (int l = 0; l < twin.logits.length; l++) {
      LevelOutputs level = batch.outputs().levels().get(l);
      int anchors = level.height() * level.width() * batch.outputs().anchorsPerCell();
      twin.logits[l] = new double[images * anchors * classes];
      twin.deltas[l] = new double[images * anchors * 4];
      for (int n = 0; n < images; n++) {
        double weight = 1.0 / Math.max(1, batch.matches().get(n).divisor()) / images;
        for (int a = 0; a < anchors; a++) {
          int matched = twin.target(n, first + a);
          int row = n * anchors + a;
          twin.classify(l, n, row, matched, new double[] {weight, gamma});
          twin.regress(l, n, row, matched, new double[] {weight, beta, first + a});
        }
      }
      first += anchors;
    }
    return twin;
  }

  /** The truth box of an anchor, or what it is without one. */
  private int target(int image, int anchor) {
    Matches matches = batch.matches().get(image);
    for (int i = 0; i < matches.anchors().length; i++) {
      if (matches.anchors()[i] == anchor) {
        return matches.boxes()[i];
      }
    }
    for (int ignored : matches.ignored()) {
      if (ignored == anchor) {
        return IGNORED;
      }
    }
    return BACKGROUND;
  }

  private void classify(int level, int image, int row, int matched, double[] settings) {
    if (matched == IGNORED) {
      return;
    }
    LevelOutputs outputs = batch.outputs().levels().get(level);
    int classes = batch.outputs().classes();
    for (int c = 0; c < classes; c++) {
      boolean positive = matched >= 0 && batch.truths().get(image).classes()[matched] == c;
      double alpha = alphaOfClass.applyAsDouble(c);
      double alphaT = positive ? alpha : 1 - alpha;
      double logit = outputs.get(outputs.logits(), (long) row * classes + c);
      classification[image] += settings[0] * PaperFocal.value(settings[1], alphaT, logit, positive);
      logits[level][row * classes + c] =
          settings[0] * PaperFocal.gradient(settings[1], alphaT, logit, positive);
    }
  }

  private void regress(int level, int image, int row, int matched, double[] settings) {
    if (matched < 0) {
      return;
    }
    LevelOutputs outputs = batch.outputs().levels().get(level);
    double beta = settings[1];
    double[] target = encode((int) settings[2], batch.truths().get(image), matched);
    for (int d = 0; d < 4; d++) {
      double difference = outputs.get(outputs.deltas(), row * 4L + d) - target[d];
      double distance = Math.abs(difference);
      boolean near = distance < beta;
      box[image] += settings[0] * (near ? distance * distance / (2 * beta) : distance - beta / 2);
      deltas[level][row * 4 + d] =
          settings[0] * (near ? difference / beta : Math.signum(difference));
    }
  }

  private double[] encode(int anchor, TruthBoxes truth, int matched) {
    float[] a = batch.anchors();
    float[] t = truth.boxes();
    double[] coded = new double[4];
    for (int axis = 0; axis < 2; axis++) {
      double size = (double) a[4 * anchor + 2 + axis] - a[4 * anchor + axis];
      double centre = ((double) a[4 * anchor + 2 + axis] + a[4 * anchor + axis]) / 2;
      double truthSize = (double) t[4 * matched + 2 + axis] - t[4 * matched + axis];
      double truthCentre = ((double) t[4 * matched + 2 + axis] + t[4 * matched + axis]) / 2;
      coded[axis] = (truthCentre - centre) / size;
      coded[2 + axis] = Math.log(truthSize / size);
    }
    return coded;
  }
}
