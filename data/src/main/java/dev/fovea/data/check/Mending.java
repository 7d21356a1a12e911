package dev.fovea.data.check;

import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.CocoFormat;
import dev.fovea.data.format.Conversion;
import dev.fovea.data.format.DatasetWriter;
import dev.fovea.data.format.PictureStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data set with what can be mended without guessing: what cannot be used is gone already by
 * reading; pictures that cannot be read go, sizes become the pictures' own, boxes are cut at the
 * edge, those that are left without area or stand twice go. Classes and splits stay as they are.
 */
final class Mending {
  /**
   * Kinds of findings that tell of data in which boxes may belong elsewhere, or mean something
   * else.
   */
  static final Set<String> GUESSES =
      Set.of(
          "duplicate-image-id",
          "duplicate-class-id",
          "duplicate-class-name",
          "classes-differ",
          "split-unusable",
          "boxes-as-corners",
          "box-normalised",
          "box-scale");

  private final CheckedData data;
  private final Map<Path, Size> sizes;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<Path, Optional<LabelledImage>> mended = new LinkedHashMap<>();

  /**
   * A mending to be written.
   *
   * @param sizes of the pictures that can be decoded
   */
  Mending(CheckedData data, Map<Path, Size> sizes) {
    this.data = data;
    this.sizes = sizes;
  }

  /** Writes it in its own format, or as COCO where that is not written. */
  List<String> write(Path out, PictureStore.Transfer transfer) {
    Map<String, Dataset> splits = new LinkedHashMap<>();
    data.splits().forEach((split, dataset) -> splits.put(split, mended(dataset)));
    DatasetWriter writer =
        data.format().writer(data.root()).or(() -> new CocoFormat().writer()).orElseThrow();
    Conversion done = Conversion.write(splits, writer, out, transfer);
    List<String> sentences = new ArrayList<>();
    counts.forEach((what, count) -> sentences.add(what + " (" + count + ")."));
    sentences.addAll(done.losses());
    return sentences;
  }

  private Dataset mended(Dataset dataset) {
    List<LabelledImage> images = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (LabelledImage image : dataset.images()) {
      if (seen.add(image.file())) {
        mended.computeIfAbsent(image.file(), file -> mended(image)).ifPresent(images::add);
      } else {
        count("images listed twice are listed once");
      }
    }
    return new Dataset(dataset.name(), dataset.classes(), images, dataset.notes());
  }

  /** The image, whichever split has it; empty where its picture cannot be read. */
  private Optional<LabelledImage> mended(LabelledImage image) {
    Size size = sizes.get(image.file());
    if (size == null) {
      count("images without a readable picture left out");
      return Optional.empty();
    }
    if (size.width() != image.width() || size.height() != image.height()) {
      if (!fits(image, size)) {
        count("images of another size than stated stay as they are: their boxes may be scaled");
        return Optional.of(image);
      }
      count("stated sizes became the pictures' own");
    }
    List<Annotation> annotations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Annotation annotation : image.annotations()) {
      Optional<Annotation> kept = cut(annotation, size);
      if (kept.isPresent() && !seen.add(kept.get().box() + " " + annotation.classIndex())) {
        count("boxes that stood twice left out");
      } else {
        kept.ifPresent(annotations::add);
      }
    }
    return Optional.of(
        new LabelledImage(
            image.id(), image.file(), image.name(), size.width(), size.height(), annotations));
  }

  /** Whether boxes are surely in the picture's own pixels, and not in those of its other side. */
  private static boolean fits(LabelledImage image, Size size) {
    boolean turned = size.width() == image.height() && size.height() == image.width();
    return !turned
        && image.annotations().stream()
            .map(Annotation::box)
            .allMatch(
                box ->
                    box.x2() <= size.width() + BoxCheck.CUSTOMARY
                        && box.y2() <= size.height() + BoxCheck.CUSTOMARY);
  }

  private Optional<Annotation> cut(Annotation annotation, Size size) {
    Box box = annotation.box();
    Box inside =
        new Box(
            Math.max(0, box.x1()),
            Math.max(0, box.y1()),
            Math.min(size.width(), box.x2()),
            Math.min(size.height(), box.y2()));
    if (inside.width() <= 0 || inside.height() <= 0) {
      count("boxes outside the picture left out");
      return Optional.empty();
    }
    if (inside.equals(box)) {
      return Optional.of(annotation);
    }
    count("boxes cut at the picture's edge");
    return Optional.of(annotation.withBox(inside));
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }
}
