package dev.fovea.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set in eight bytes for each image, so that what has changed since can be told.
 *
 * <p>{@link Dataset#fingerprint()} says whether something has; this says what.
 *
 * @param classes names, in order
 * @param boxes those to ignore left out
 * @param images for each image, in order, the high 40 bits a hash of its name, the low 24 one of
 *     its size and annotations
 */
public record DatasetDigest(List<String> classes, long boxes, List<Long> images) {
  private static final int CONTENT_BITS = 24;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  public DatasetDigest {
    classes = List.copyOf(classes);
    images = List.copyOf(images);
  }

  /** The digest of a data set. */
  public static DatasetDigest of(Dataset dataset) {
    return new DatasetDigest(
        dataset.classes().names(),
        dataset.boxCount(),
        dataset.images().stream().map(DatasetDigest::ofImage).toList());
  }

  private static long ofImage(LabelledImage image) {
    long content = mixed(image.width(), image.height());
    for (Annotation annotation : image.annotations()) {
      content = mixed(content, Float.floatToIntBits(annotation.box().x1()));
      content = mixed(content, Float.floatToIntBits(annotation.box().y1()));
      content = mixed(content, Float.floatToIntBits(annotation.box().x2()));
      content = mixed(content, Float.floatToIntBits(annotation.box().y2()));
      content = mixed(content, 2L * annotation.classIndex() + (annotation.ignore() ? 1 : 0));
    }
    return nameOf(image) << CONTENT_BITS | content >>> (Long.SIZE - CONTENT_BITS);
  }

  /** 40 bits: of 100,000 names two are alike once in 200 data sets. */
  private static long nameOf(LabelledImage image) {
    long hash = 0;
    for (char letter : image.name().toCharArray()) {
      hash = mixed(hash, letter);
    }
    return hash >>> CONTENT_BITS;
  }

  /** Steele, Lea and Flood's SplitMix64, fed with one value after another. */
  private static long mixed(long hash, long value) {
    long z = (hash ^ value) + MIX;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** One line of text that {@link #ofText} reads. */
  public String toText() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * images.size());
    images.forEach(bytes::putLong);
    List<String> parts = new ArrayList<>();
    parts.add(Long.toString(boxes));
    parts.add(Base64.getEncoder().encodeToString(bytes.array()));
    classes.forEach(name -> parts.add(Base64.getEncoder().encodeToString(name.getBytes(UTF_8))));
    return String.join(" ", parts);
  }

  /** Reads {@link #toText}; empty where the text is none, as another version may have written. */
  public static Optional<DatasetDigest> ofText(String text) {
    String[] parts = text.split(" ", -1);
    try {
      List<Long> images = new ArrayList<>();
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(parts[1]));
      while (bytes.remaining() >= Long.BYTES) {
        images.add(bytes.getLong());
      }
      List<String> classes = new ArrayList<>();
      for (int i = 2; i < parts.length; i++) {
        classes.add(new String(Base64.getDecoder().decode(parts[i]), UTF_8));
      }
      return Optional.of(new DatasetDigest(classes, Long.parseLong(parts[0]), images));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
      return Optional.empty();
    }
  }

  /**
   * What is different in {@code now}, each in some words with the first image that has it.
   *
   * @return empty where nothing that is kept here differs
   */
  public List<String> changesTo(Dataset now) {
    List<String> changes = new ArrayList<>();
    DatasetDigest other = of(now);
    if (!classes.equals(other.classes)) {
      changes.add(
          "classes were %s, are %s"
              .formatted(String.join(", ", classes), String.join(", ", other.classes)));
    }
    changes.addAll(imageChanges(now, other));
    if (boxes != other.boxes) {
      changes.add("boxes in all: were %d, are %d".formatted(boxes, other.boxes));
    }
    return changes;
  }

  private List<String> imageChanges(Dataset now, DatasetDigest other) {
    Map<Long, Long> before = new HashMap<>();
    images.forEach(image -> before.put(image >>> CONTENT_BITS, image));
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < other.images.size(); i++) {
      Long old = before.remove(other.images.get(i) >>> CONTENT_BITS);
      if (old == null) {
        added.add(now.images().get(i).name());
      } else if (!old.equals(other.images.get(i))) {
        changed.add(now.images().get(i).name());
      }
    }
    List<String> changes = new ArrayList<>();
    addCount(changes, added, "added");
    if (!before.isEmpty()) {
      changes.add(count(before.size()) + " removed");
    }
    addCount(changes, changed, "with other boxes, classes or size");
    if (changes.isEmpty() && !images.equals(other.images)) {
      changes.add("the images stand in another order");
    }
    return changes;
  }

  private static void addCount(List<String> changes, List<String> names, String what) {
    if (!names.isEmpty()) {
      changes.add(count(names.size()) + " " + what + " (" + first(names) + ")");
    }
  }

  private static String first(List<String> names) {
    return names.getFirst() + (names.size() > 1 ? ", …" : "");
  }

  private static String count(int images) {
    return images + (images == 1 ? " image" : " images");
  }
}
