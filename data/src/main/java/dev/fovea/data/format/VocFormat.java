package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  public Dataset read(Path root, String split, DefectSink sink) {
    Map<String, VocFile> files = new LinkedHashMap<>();
    List<Path> found = Folders.files(root.resolve(ANNOTATIONS), "*.xml");
    for (Path file : found) {
      VocFile.read(file, sink).ifPresent(content -> files.put(Folders.stem(file), content));
    }
    if (found.isEmpty()) {
      throw FoveaException.data(
          "The folder "
              + root.resolve(ANNOTATIONS)
              + " has no XML files. The VOC layout is "
              + layout()
              + ".");
    }
    VocReading reading = new VocReading(root, classes(files), sink);
    for (String name : names(root, split, files)) {
      if (files.containsKey(name)) {
        reading.add(files.get(name));
      } else if (!Files.exists(root.resolve(ANNOTATIONS).resolve(name + ".xml"))) {
        sink.refuse(unannotated(root, split, name));
      }
    }
    return reading.dataset(Folders.name(root) + "/" + split);
  }

  private static Defect unannotated(Path root, String split, String name) {
    Path list = lists(root).resolve(split + ".txt");
    Path file = root.resolve(ANNOTATIONS).resolve(name + ".xml");
    return new Defect(
        DefectKind.ANNOTATION_FILE_MISSING,
        new Place(list, 1 + lines(list).indexOf(name), name),
        "The split " + list + " lists " + name + ", but " + file + " does not exist.");
  }

  /** Annotation files that no split lists. */
  @Override
  public void inspect(Path root, DefectSink sink) {
    List<Path> lists =
        Folders.files(lists(root), "*.txt").stream().filter(VocFormat::listsImages).toList();
    Set<String> listed = new HashSet<>();
    lists.forEach(list -> listed.addAll(lines(list)));
    for (Path file : Folders.files(root.resolve(ANNOTATIONS), "*.xml")) {
      if (!lists.isEmpty() && !listed.contains(Folders.stem(file))) {
        String text = "The annotation file " + file + " is listed in no split.";
        sink.tolerate(new Defect(DefectKind.ANNOTATION_FILE_ORPHANED, Place.of(file), text));
      }
    }
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new VocWriter());
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
      file.objects().forEach(object -> names.add(VocObject.name(object)));
    }
    names.remove("");
    return NamedJoin.alphabetical(names);
  }
}
