package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * CVAT's "CVAT for images 1.1": {@code annotations.xml} beside {@code images/}.
 *
 * <p>The subsets are the splits; images without one are the split {@code all}. The classes are the
 * labels that the file defines, in its order; without definitions, those of its boxes in
 * alphabetical order. Of polygons and turned boxes the smallest upright box is taken, which a note
 * says; shapes without area are left out, which another says. CVAT has no flag for boxes to ignore:
 * an attribute {@code difficult} or {@code ignore} that is true makes one.
 */
public final class CvatFormat implements DatasetFormat {
  private static final String FILE = "annotations.xml";
  private static final String LAYOUT = FILE + " of CVAT for images 1.1, images/";

  @Override
  public String name() {
    return "CVAT";
  }

  @Override
  public String layout() {
    return LAYOUT;
  }

  @Override
  public boolean recognises(Path root) {
    Path file = file(root);
    return Files.isRegularFile(file)
        && Folders.name(file).endsWith(".xml")
        && XmlFile.root(file).filter("annotations"::equals).isPresent();
  }

  @Override
  public List<String> splits(Path root) {
    Set<String> splits = new TreeSet<>();
    content(root).images().forEach(image -> splits.add(image.split()));
    return List.copyOf(splits);
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    CvatFile all = content(root);
    List<CvatFile.Picture> images =
        all.images().stream().filter(image -> image.split().equals(split)).toList();
    if (images.isEmpty()) {
      throw Folders.unknownSplit(root, split, splits(root));
    }
    CvatReading reading = new CvatReading(all.classes(), sink);
    List<String> names =
        images.stream().map(image -> image.attributes().getOrDefault("name", "")).toList();
    Path folder = PictureFolders.find(file(root), split, names);
    images.forEach(image -> reading.add(image, folder));
    return reading.dataset(Folders.dataset(root, split));
  }

  private static CvatFile content(Path root) {
    Path file = file(root);
    if (!Files.isRegularFile(file)) {
      throw FoveaException.data("There is no " + file + ". CVAT's layout is " + LAYOUT + ".");
    }
    return CvatFile.read(file);
  }

  private static Path file(Path root) {
    return Files.isRegularFile(root) ? root : root.resolve(FILE);
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new CvatWriter());
  }
}
