package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The layout of the PASCAL VOC challenges: {@code Annotations/*.xml}, {@code JPEGImages/}, {@code
 * ImageSets/Main/SPLIT.txt}.
 *
 * <p>VOC counts pixels from 1 and names the first and the last one inside, so that the continuous
 * corners are {@code [xmin − 1, ymin − 1, xmax, ymax]}. A box whose numbers are equal is a slip of
 * the mouse: it counts as one without area. The classes are all names in the folder's annotations,
 * in alphabetical order, so that every split has the same. {@code difficult} objects are to be
 * ignored.
 */
public final class VocFormat implements DatasetFormat {
  private static final String ANNOTATIONS = "Annotations";
  private static final String EVERYTHING = "all";

  @Override
  public String name() {
    return "VOC";
  }

  @Override
  public String layout() {
    return "Annotations/*.xml, JPEGImages/, ImageSets/Main/SPLIT.txt";
  }

  @Override
  public boolean recognises(Path root) {
    return !Folders.files(root.resolve(ANNOTATIONS), "*.xml").isEmpty();
  }

  /** The lists in {@code ImageSets/Main}; without any, the one split {@code all}. */
  @Override
  public List<String> splits(Path root) {
    List<String> splits =
        Folders.files(lists(root), "*.txt").stream()
            .filter(VocFormat::listsImages)
            .map(Folders::stem)
            .toList();
    return splits.isEmpty() ? List.of(EVERYTHING) : splits;
  }

  @Override
  public Dataset read(Path root, String split) {
    Map<String, VocFile> files = new LinkedHashMap<>();
    for (Path file : Folders.files(root.resolve(ANNOTATIONS), "*.xml")) {
      files.put(Folders.stem(file), VocFile.read(file));
    }
    if (files.isEmpty()) {
      throw FoveaException.data(
          "The folder "
              + root.resolve(ANNOTATIONS)
              + " has no XML files. The VOC layout is "
              + layout()
              + ".");
    }
    Reading reading = new Reading(root, classes(files));
    for (String name : names(root, split, files)) {
      VocFile file = files.get(name);
      if (file == null) {
        throw FoveaException.data(
            "The split "
                + lists(root).resolve(split + ".txt")
                + " lists "
                + name
                + ", but "
                + root.resolve(ANNOTATIONS).resolve(name + ".xml")
                + " does not exist.");
      }
      reading.add(file);
    }
    return reading.dataset(Folders.name(root) + "/" + split);
  }

  private static Path lists(Path root) {
    return root.resolve("ImageSets").resolve("Main");
  }

  /** VOC's lists for one class have a second column; they are no splits. */
  private static boolean listsImages(Path list) {
    return lines(list).stream().limit(1).allMatch(line -> line.split("\\s+").length == 1);
  }

  private List<String> names(Path root, String split, Map<String, VocFile> files) {
    List<String> known = splits(root);
    if (!known.contains(split)) {
      throw Folders.unknownSplit(root, split, known);
    }
    Path list = lists(root).resolve(split + ".txt");
    if (!Files.exists(list)) {
      return List.copyOf(files.keySet());
    }
    List<String> names = lines(list);
    if (names.isEmpty()) {
      throw FoveaException.data(
          "The split " + list + " is empty. It must name at least one image, one on each line.");
    }
    return names;
  }

  private static List<String> lines(Path list) {
    try (var lines = Files.lines(list, StandardCharsets.UTF_8)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException failure) {
      throw Folders.unreadable(list, failure);
    }
  }

  private static ClassNames classes(Map<String, VocFile> files) {
    TreeSet<String> names = new TreeSet<>();
    for (VocFile file : files.values()) {
      for (VocFile.Element object : file.objects()) {
        String name = object.fields().getOrDefault("name", "");
        if (name.isEmpty()) {
          throw FoveaException.data(
              "An object in " + file.file() + " (line " + object.line() + ") has no name.");
        }
        names.add(name);
      }
    }
    return new ClassNames(
        List.copyOf(names), LongStream.rangeClosed(1, names.size()).boxed().toList());
  }

  /** The images read so far. */
  private static final class Reading {
    private final Path root;
    private final ClassNames classes;
    private final List<LabelledImage> images = new ArrayList<>();
    private int zeroArea;

    Reading(Path root, ClassNames classes) {
      this.root = root;
      this.classes = classes;
    }

    void add(VocFile file) {
      List<Annotation> annotations = new ArrayList<>();
      for (VocFile.Element object : file.objects()) {
        VocObject read = VocObject.of(file.file(), object);
        if (read.hasArea()) {
          Box box = read.box();
          int index = classes.names().indexOf(read.name());
          annotations.add(new Annotation(box, index, read.difficult()));
        } else {
          zeroArea++;
        }
      }
      Path picture = VocObject.picture(root, file);
      images.add(
          new LabelledImage(
              images.size() + 1,
              picture,
              Folders.name(picture),
              VocObject.side(file, "size/width"),
              VocObject.side(file, "size/height"),
              annotations));
    }

    Dataset dataset(String name) {
      return new Dataset(name, classes, images, AnnotationCheck.zeroAreaNotes(zeroArea));
    }
  }
}
