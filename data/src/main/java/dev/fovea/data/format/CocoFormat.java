package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * COCO's annotation files: {@code SPLIT.json} beside a folder {@code SPLIT} or {@code SPLIT2017},
 * or {@code annotations/instances_SPLIT.json}, or a single such file.
 *
 * <p>The classes are the file's categories by ascending id. Crowds ({@code iscrowd}) are to be
 * ignored. Images without boxes are kept. Segmentations are not read; they are taken over from file
 * to file where COCO becomes COCO.
 */
public final class CocoFormat implements DatasetFormat {
  @Override
  public String name() {
    return "COCO";
  }

  @Override
  public String layout() {
    return "SPLIT.json with the folder SPLIT, or annotations/instances_SPLIT.json, or one such"
        + " file";
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isRegularFile(root)
        ? CocoLayout.looksLikeCoco(root)
        : !CocoLayout.splits(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    return List.copyOf(CocoLayout.splits(root).keySet());
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    if (!Files.exists(root)) {
      throw FoveaException.data("The data set " + root + " does not exist.");
    }
    Path file =
        CocoLayout.file(root, split)
            .orElseThrow(() -> Folders.unknownSplit(root, split, splits(root)));
    CocoFile content = CocoFile.read(file, sink);
    if (content.pictures().isEmpty()) {
      throw FoveaException.data(
          "The split " + file + " is empty: its list of images must have at least one.");
    }
    List<String> names = content.pictures().stream().map(CocoFile.Picture::name).toList();
    Path folder = PictureFolders.find(file, split, names);
    return new CocoJoin(file, content, sink).dataset(Folders.dataset(root, split), folder);
  }

  /** Segmentations of a COCO data set are kept. */
  @Override
  public Optional<DatasetWriter> writer(Path source) {
    return Optional.of(new CocoWriter(CocoLayout.splits(source)));
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new CocoWriter(Map.of()));
  }
}
