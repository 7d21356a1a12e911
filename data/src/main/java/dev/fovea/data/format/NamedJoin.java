package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.PictureSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The join of pictures and boxes of named classes to a split. */
final class NamedJoin {
  private final ClassNames classes;
  private final DefectSink sink;
  private final BoxJudge judge;
  private final List<LabelledImage> images = new ArrayList<>();

  NamedJoin(ClassNames classes, DefectSink sink) {
    this.classes = classes;
    this.sink = sink;
    this.judge = new BoxJudge(sink);
  }

  /** Classes in alphabetical order, ids from 1. */
  static ClassNames alphabetical(Collection<String> names) {
    return numbered(List.copyOf(new TreeSet<>(names)));
  }

  /** Classes in the order given, ids from 1. */
  static ClassNames numbered(List<String> names) {
    return new ClassNames(names, LongStream.rangeClosed(1, names.size()).boxed().toList());
  }

  /** A picture's own size; empty where it cannot be read, which the sink was told. */
  static Optional<Size> size(Path picture, DefectSink sink) {
    try {
      return Optional.of(PictureSize.of(picture));
    } catch (FoveaException unreadable) {
      sink.refuse(
          new Defect(DefectKind.PICTURE_UNREADABLE, Place.of(picture), unreadable.getMessage()));
      return Optional.empty();
    }
  }

  /** Adds a picture whose boxes are in shares of it. */
  void addShares(String name, Path picture, List<NamedBox> boxes) {
    size(picture, sink)
        .ifPresent(
            size -> {
              List<NamedBox> inPixels =
                  boxes.stream().map(box -> box.withCorners(box.corners().of(size))).toList();
              add(name, picture, size, inPixels);
            });
  }

  /** Adds a picture of which the format states no size. */
  void add(String name, Path picture, List<NamedBox> boxes) {
    size(picture, sink).ifPresent(size -> add(name, picture, size, boxes));
  }

  void add(String name, Path picture, Size size, List<NamedBox> boxes) {
    List<Annotation> annotations = new ArrayList<>();
    for (NamedBox box : boxes) {
      annotation(box).ifPresent(annotations::add);
    }
    int id = images.size() + 1;
    images.add(new LabelledImage(id, picture, name, size.width(), size.height(), annotations));
  }

  private Optional<Annotation> annotation(NamedBox box) {
    int index = classes.names().indexOf(box.label());
    if (index < 0) {
      String text = "%s is of the class '%s', which the file does not list. Known: %s.";
      sink.refuse(
          new Defect(
              DefectKind.UNKNOWN_CLASS,
              box.place(),
              text.formatted(box.place(), box.label(), String.join(", ", classes.names()))));
      return Optional.empty();
    }
    BoxJudge.Stated stated = BoxJudge.Stated.of(box.corners(), index, box.ignore());
    return judge.judge(stated, box.place());
  }

  /** The split, with sentences about what reading changed. */
  Dataset dataset(String name, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(judge.notes());
    return new Dataset(name, classes, images, all);
  }
}
