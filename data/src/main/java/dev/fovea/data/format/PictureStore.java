package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pictures of a data set that is being written: each file once, however many splits have it,
 * under a name that no other has.
 */
public final class PictureStore {
  /** The folder of formats that have one for all splits. */
  static final String IMAGES = "images";

  private final Path root;
  private final PictureSource source;
  private final Map<Path, String> placed = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** How pictures that lie in files come into the new data set. */
  public enum Transfer implements PictureSource {
    /** A file of its own, byte for byte. */
    COPY,
    /** A symbolic link to where the picture lies. */
    LINK;

    @Override
    public void put(LabelledImage image, Path target) throws IOException {
      if (!Files.isRegularFile(image.file())) {
        throw FoveaException.data(
            "The picture " + image.file() + " does not exist. `fovea data check` finds all such.");
      }
      if (this == LINK) {
        Files.createSymbolicLink(target, image.file().toRealPath());
      } else {
        Files.write(target, Files.readAllBytes(image.file())); // not the source's permissions
      }
    }
  }

  /**
   * A store in an empty folder.
   *
   * @param root of the data set that is written
   */
  public PictureStore(Path root, PictureSource source) {
    this.root = root;
    this.source = source;
  }

  /** The folder of the data set that is written. */
  public Path root() {
    return root;
  }

  /** How many pictures lie in it. */
  public int count() {
    return placed.size();
  }

  /** Where a picture was put, relative to the root with {@code /}; empty where it was not yet. */
  Optional<String> where(LabelledImage image) {
    return Optional.ofNullable(placed.get(key(image)));
  }

  /**
   * Puts a picture into a folder unless it lies in the store already.
   *
   * @param folder relative to the root, with {@code /}
   * @param name wanted, relative to the folder; a number is appended where another picture has it
   * @return where it lies, relative to the root with {@code /}
   */
  String place(LabelledImage image, String folder, String name) {
    String known = placed.get(key(image));
    if (known != null) {
      return known;
    }
    int dot = name.lastIndexOf('.') > name.lastIndexOf('/') ? name.lastIndexOf('.') : name.length();
    String target = reserve(folder + "/" + name.substring(0, dot)) + name.substring(dot);
    put(image, root.resolve(target));
    placed.put(key(image), target);
    return target;
  }

  /**
   * Puts a picture into the folder {@link #IMAGES}, the folders of its name kept; returns where it
   * lies, relative to that folder.
   */
  String placeInImages(LabelledImage image) {
    return place(image, IMAGES, treeName(image)).substring(IMAGES.length() + 1);
  }

  /** Puts a picture into a split's folder; returns where it lies, relative to that folder. */
  String placeBeside(LabelledImage image, String split) {
    String place = place(image, split, flatName(image));
    return place.startsWith(split + "/") ? place.substring(split.length() + 1) : "../" + place;
  }

  /**
   * A name that no picture has.
   *
   * @param stem wanted, relative to the root, without suffix; a number is appended where it is
   *     taken
   */
  String reserve(String stem) {
    String free = stem;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = stem + "_" + number;
    }
    return free;
  }

  /** An image's name without folders. */
  static String flatName(LabelledImage image) {
    return treeName(image).replace('/', '_');
  }

  /** An image's name with its folders, where these do not lead elsewhere. */
  static String treeName(LabelledImage image) {
    String name = image.name().replace('\\', '/');
    boolean elsewhere = name.startsWith("/") || name.contains("..") || name.contains(":");
    return elsewhere ? Folders.name(image.file()) : name;
  }

  private static Path key(LabelledImage image) {
    return image.file().toAbsolutePath().normalize();
  }

  private void put(LabelledImage image, Path target) {
    try {
      Files.createDirectories(target.getParent());
      source.put(image, target);
    } catch (IOException | UnsupportedOperationException failure) {
      throw FoveaException.machine(
          "The picture %s cannot be put into %s: %s."
              .formatted(image.file(), target, failure.getMessage()),
          failure);
    }
  }
}
