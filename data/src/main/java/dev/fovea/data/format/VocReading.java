package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One split of a VOC data set, file by file. */
final class VocReading {
  private final Path root;
  private final ClassNames classes;
  private final DefectSink sink;
  private final BoxJudge judge;
  private final List<LabelledImage> images = new ArrayList<>();

  VocReading(Path root, ClassNames classes, DefectSink sink) {
    this.root = root;
    this.classes = classes;
    this.sink = sink;
    this.judge = new BoxJudge(sink);
  }

  void add(VocFile file) {
    Optional<Integer> width = VocObject.side(file, "size/width", sink);
    Optional<Integer> height = VocObject.side(file, "size/height", sink);
    if (width.isEmpty() || height.isEmpty()) {
      return;
    }
    List<Annotation> annotations = new ArrayList<>();
    file.objects().forEach(object -> annotation(file, object).ifPresent(annotations::add));
    Path picture = VocObject.picture(root, file);
    String name = Folders.name(picture);
    images.add(
        new LabelledImage(
            images.size() + 1, picture, name, width.get(), height.get(), annotations));
  }

  private Optional<Annotation> annotation(VocFile file, VocFile.Element object) {
    if (VocObject.name(object).isEmpty()) {
      Place place = Place.of(file.file(), object.line());
      String text = "An object in " + place + " has no name.";
      sink.refuse(new Defect(DefectKind.MISSING_FIELD, place, text));
      return Optional.empty();
    }
    int index = classes.names().indexOf(VocObject.name(object));
    return VocObject.box(file, object, index, sink)
        .flatMap(box -> judge.judge(box, VocObject.place(file, object)));
  }

  Dataset dataset(String name) {
    return new Dataset(name, classes, images, judge.notes());
  }
}
