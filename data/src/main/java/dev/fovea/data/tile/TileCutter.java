package dev.fovea.data.tile;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Window;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.PictureSource;
import dev.fovea.data.format.PictureStore.Transfer;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.transform.VisibleObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Cuts data sets into tiles: their annotations at once, their pictures when these are put into a
 * new data set.
 *
 * <p>One picture is held at a time, decoded whole, beside one tile. Tiles of JPEGs are JPEGs, all
 * others PNGs; a picture no larger than a tile stays as it is. Not safe for several threads.
 */
public final class TileCutter implements PictureSource {
  /** Where a tile's pixels are. */
  private record Place(LabelledImage source, Window window) {}

  private final TileSettings settings;
  private final Map<Path, Place> places = new HashMap<>();
  private Optional<Path> openedFile = Optional.empty();
  private Image opened = new Image(1, 1, new byte[3]);

  /** A cutter that has cut nothing yet. */
  public TileCutter(TileSettings settings) {
    this.settings = settings;
  }

  /**
   * The tiles of a split, in the order of its images; opens no picture.
   *
   * @throws FoveaException when no tile is left
   */
  public TiledSplit cut(Dataset dataset) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<LabelledImage> tiles = new ArrayList<>();
    long cut = 0;
    long left = 0;
    for (LabelledImage image : dataset.images()) {
      for (Window window : settings.tiling().windows(image.width(), image.height())) {
        List<Annotation> visible =
            VisibleObjects.in(window, image.annotations(), settings.visibleShare());
        boolean isBackground = visible.stream().allMatch(Annotation::ignore);
        if (isBackground && random.nextDouble() >= settings.background()) {
          left++;
          continue;
        }
        cut += ignored(visible) - ignoredIn(window, image);
        tiles.add(tile(image, window, tiles.size() + 1, visible));
      }
    }
    if (tiles.isEmpty()) {
      throw FoveaException.user(
          dataset.name() + " has no objects, so that no tile of it is left; keep some background");
    }
    return new TiledSplit(
        new Dataset(dataset.name(), dataset.classes(), tiles, dataset.notes()), cut, left);
  }

  private static long ignored(List<Annotation> annotations) {
    return annotations.stream().filter(Annotation::ignore).count();
  }

  private static long ignoredIn(Window window, LabelledImage image) {
    return image.annotations().stream()
        .filter(annotation -> annotation.ignore() && window.cut(annotation.box()).isPresent())
        .count();
  }

  private LabelledImage tile(
      LabelledImage image, Window window, long id, List<Annotation> annotations) {
    if (window.width() == image.width() && window.height() == image.height()) {
      return new LabelledImage(
          id, image.file(), image.name(), image.width(), image.height(), annotations);
    }
    String suffix = "_" + window.left() + "_" + window.top() + suffix(image.name());
    // No such file: it only tells the tiles of all pictures apart.
    Path file = image.file().resolve(suffix);
    places.put(file, new Place(image, window));
    return new LabelledImage(
        id, file, stem(image.name()) + suffix, window.width(), window.height(), annotations);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
  }

  private static String suffix(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.jpe?g") ? ".jpg" : ".png";
  }

  @Override
  public void put(LabelledImage tile, Path target) throws IOException {
    Place place = places.get(tile.file());
    if (place == null) {
      Transfer.COPY.put(tile, target);
    } else {
      ImageWriter.write(place.window.of(picture(place.source)), target);
    }
  }

  /** Writers ask for one image's tiles after another. */
  private Image picture(LabelledImage image) {
    if (!openedFile.equals(Optional.of(image.file()))) {
      openedFile = Optional.empty();
      opened = ImageReader.read(image.file());
      openedFile = Optional.of(image.file());
    }
    if (opened.width() != image.width() || opened.height() != image.height()) {
      throw FoveaException.data(
          "%s is %dx%d pixels, but the data set says %dx%d; `fovea data check --fix` mends that"
              .formatted(
                  image.file(), opened.width(), opened.height(), image.width(), image.height()));
    }
    return opened;
  }
}
