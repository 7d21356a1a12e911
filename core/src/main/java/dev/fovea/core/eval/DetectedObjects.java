package dev.fovea.core.eval;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Detections in flat arrays, an unmodifiable list of {@link DetectedObject} in the order given.
 *
 * <p>A detection takes 52 bytes here, about half of what it takes as an object in a list; {@link
 * CocoMetric} works on the arrays without making objects.
 */
public final class DetectedObjects extends AbstractList<DetectedObject> implements RandomAccess {
  private final int size;
  private final long[] imageId;
  private final int[] classIndex;
  private final double[] score;

  /** {@code [n, 4]}: x, y, width, height. */
  private final double[] box;

  private DetectedObjects(Builder made) {
    this.size = made.size;
    this.imageId = made.imageId;
    this.classIndex = made.classIndex;
    this.score = made.score;
    this.box = made.box;
  }

  private DetectedObjects(DetectedObjects other, int[] classIndex) {
    this.size = other.size;
    this.imageId = other.imageId;
    this.classIndex = classIndex;
    this.score = other.score;
    this.box = other.box;
  }

  /** The same detections; no copy where they are in flat arrays already. */
  public static DetectedObjects of(List<DetectedObject> detections) {
    if (detections instanceof DetectedObjects flat) {
      return flat;
    }
    Builder builder = new Builder(detections.size());
    detections.forEach(builder::add);
    return builder.build();
  }

  /** The detections of all parts, one part after the other. */
  public static DetectedObjects joined(List<DetectedObjects> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Builder builder = new Builder(parts.stream().mapToInt(DetectedObjects::size).sum());
    parts.forEach(builder::addAll);
    return builder.build();
  }

  /** Whether every detection's image is among these. */
  public boolean hasOnly(IdPlaces images) {
    for (int i = 0; i < size; i++) {
      if (images.place(imageId[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same detections, where classes were given by category id, by index.
   *
   * @param categories their places are the indices
   * @return nothing where a category is not among them
   */
  public Optional<DetectedObjects> indexed(IdPlaces categories) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = categories.place(classIndex[i]);
      if (indices[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new DetectedObjects(this, indices));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public DetectedObject get(int i) {
    Objects.checkIndex(i, size);
    CocoBox at = new CocoBox(box[4 * i], box[4 * i + 1], box[4 * i + 2], box[4 * i + 3]);
    return new DetectedObject(imageId[i], classIndex[i], score[i], at);
  }

  long imageId(int i) {
    return imageId[i];
  }

  int classIndex(int i) {
    return classIndex[i];
  }

  double score(int i) {
    return score[i];
  }

  /** Copies x, y, width, height of a detection to a place in {@code [n, 4]}. */
  void copyBox(int i, double[] boxes, int place) {
    System.arraycopy(box, 4 * i, boxes, 4 * place, 4);
  }

  /** Takes up detections one by one; for one thread. */
  public static final class Builder {
    private int size;
    private long[] imageId;
    private int[] classIndex;
    private double[] score;
    private double[] box;

    /**
     * Empty.
     *
     * @param expected how many will come, about
     */
    public Builder(int expected) {
      int capacity = Math.max(16, expected);
      imageId = new long[capacity];
      classIndex = new int[capacity];
      score = new double[capacity];
      box = new double[Math.multiplyExact(4, capacity)];
    }

    /** Adds one. */
    public void add(DetectedObject detection) {
      if (size == score.length) {
        grow(2 * size);
      }
      imageId[size] = detection.imageId();
      classIndex[size] = detection.classIndex();
      score[size] = detection.score();
      Overlap.put(detection.box(), box, size);
      size++;
    }

    private void addAll(DetectedObjects part) {
      if (size + part.size > score.length) {
        grow(size + part.size);
      }
      System.arraycopy(part.imageId, 0, imageId, size, part.size);
      System.arraycopy(part.classIndex, 0, classIndex, size, part.size);
      System.arraycopy(part.score, 0, score, size, part.size);
      System.arraycopy(part.box, 0, box, 4 * size, 4 * part.size);
      size += part.size;
    }

    private void grow(int capacity) {
      imageId = Arrays.copyOf(imageId, capacity);
      classIndex = Arrays.copyOf(classIndex, capacity);
      score = Arrays.copyOf(score, capacity);
      box = Arrays.copyOf(box, Math.multiplyExact(4, capacity));
    }

    /** What was added; nothing may be added after it. */
    public DetectedObjects build() {
      return new DetectedObjects(this);
    }
  }
}
