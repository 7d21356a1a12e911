package dev.fovea.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The bilinear resize of a picture's bytes into normalised floats.
 *
 * <p>Normalises, then resizes with half-pixel centres and no antialiasing, all in float32, as
 * {@code torch.nn.functional.interpolate(mode="bilinear", align_corners=False)} does after
 * torchvision's {@code normalize}. May be used by many threads at once.
 */
public final class Resizer {
  private static final int CHANNELS = 3;

  /** The normalised value of each byte: {@code [3][256]}. */
  private final float[][] normalised;

  /** A resizer that normalises as {@code preprocessing} says. */
  public Resizer(Preprocessing preprocessing) {
    normalised = new float[CHANNELS][256];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = preprocessing.mean().get(channel).floatValue();
      float deviation = preprocessing.deviation().get(channel).floatValue();
      for (int value = 0; value < 256; value++) {
        normalised[channel][value] = (value / 255f - mean) / deviation;
      }
    }
  }

  /**
   * Writes {@code image}, resized to {@code content}, into the top left of a canvas.
   *
   * @param image the picture
   * @param content the size to resize to, at most the canvas's
   * @param canvas float32 {@code [H, W, 3]}; what lies outside {@code content} is left as it is
   * @param canvasWidth W
   */
  public void write(Image image, Size content, MemorySegment canvas, int canvasWidth) {
    long stride = (long) canvasWidth * CHANNELS * Float.BYTES;
    if (content.width() > canvasWidth || content.height() * stride > canvas.byteSize()) {
      throw new IllegalArgumentException(
          content
              + " pixels do not fit a canvas of "
              + canvas.byteSize()
              + " bytes, "
              + canvasWidth
              + " pixels wide");
    }
    Axis columns = Axis.between(image.width(), content.width());
    Axis rows = Axis.between(image.height(), content.height());
    Rows source = new Rows(image, columns);
    float[] blended = new float[content.width() * CHANNELS];
    for (int y = 0; y < content.height(); y++) {
      float[] upper = source.row(rows.first[y]);
      float[] lower = source.row(rows.second[y]);
      blend(upper, lower, rows.weight[y], blended);
      MemorySegment.copy(blended, 0, canvas, ValueLayout.JAVA_FLOAT, y * stride, blended.length);
    }
  }

  private static void blend(float[] upper, float[] lower, float weight, float[] into) {
    float rest = 1 - weight;
    for (int i = 0; i < into.length; i++) {
      into[i] = rest * upper[i] + weight * lower[i];
    }
  }

  /** For each place of the output: its two neighbours in the input, the second one's weight. */
  private record Axis(int[] first, int[] second, float[] weight) {
    /** In float throughout, as torch: a double would differ by 1e-4 of a pixel at column 1000. */
    static Axis between(int input, int output) {
      float scale = (float) input / output;
      int[] first = new int[output];
      int[] second = new int[output];
      float[] weight = new float[output];
      for (int i = 0; i < output; i++) {
        float place = Math.max(0, scale * (i + 0.5f) - 0.5f);
        first[i] = Math.min((int) place, input - 1);
        second[i] = Math.min(first[i] + 1, input - 1);
        weight[i] = Math.min(1, Math.max(0, place - first[i]));
      }
      return new Axis(first, second, weight);
    }
  }

  /** The input's rows after the horizontal pass, the latest two kept. */
  private final class Rows {
    private final Image image;
    private final Axis columns;
    private final float[][] kept;
    private final int[] numbers = {-1, -1};

    Rows(Image image, Axis columns) {
      this.image = image;
      this.columns = columns;
      this.kept = new float[2][columns.first.length * CHANNELS];
    }

    /** Neighbours differ in parity, so that a row never drives out the one it is blended with. */
    float[] row(int number) {
      int place = number & 1;
      if (numbers[place] != number) {
        resample(number, kept[place]);
        numbers[place] = number;
      }
      return kept[place];
    }

    private void resample(int number, float[] into) {
      byte[] rgb = image.rgb();
      int start = number * image.width() * CHANNELS;
      for (int channel = 0; channel < CHANNELS; channel++) {
        float[] values = normalised[channel];
        int offset = start + channel;
        for (int x = 0, at = channel; x < columns.first.length; x++, at += CHANNELS) {
          float left = values[rgb[offset + columns.first[x] * CHANNELS] & 0xff];
          float right = values[rgb[offset + columns.second[x] * CHANNELS] & 0xff];
          float weight = columns.weight[x];
          into[at] = (1 - weight) * left + weight * right;
        }
      }
    }
  }

  /** A canvas of zeros on the heap holding one image, for tests and single images. */
  public float[] resize(Image image, Size content) {
    float[] canvas = new float[content.width() * content.height() * CHANNELS];
    write(image, content, MemorySegment.ofArray(canvas), content.width());
    return canvas;
  }
}
