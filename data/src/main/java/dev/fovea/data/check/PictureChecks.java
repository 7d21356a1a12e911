package dev.fovea.data.check;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.Place;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * One pass over all pictures, each decoded once; what is remembered of a picture is small.
 *
 * @param sizes of the pictures that could be decoded
 * @param prints of the same
 * @param forms in which their pixels lie
 */
record PictureChecks(Map<Path, Size> sizes, Map<Path, Print> prints, PixelForms forms) {
  /**
   * What tells whether two pictures are alike.
   *
   * @param digest of the file's bytes
   * @param hash of what is to be seen
   */
  record Print(String digest, PerceptualHash hash) {}

  /** Looks at every picture; tells {@code done} how many it has seen. */
  static PictureChecks look(CheckedData data, Findings findings, IntConsumer done) {
    PictureChecks seen = new PictureChecks(new HashMap<>(), new HashMap<>(), new PixelForms());
    int count = 0;
    for (LabelledImage image : data.images()) {
      seen.look(image, findings);
      done.accept(++count);
    }
    seen.forms.tell(findings);
    if (Files.isDirectory(data.root())) {
      orphans(data.images(), findings);
    }
    return seen;
  }

  private void look(LabelledImage image, Findings findings) {
    Place place = Place.of(image.file());
    if (!Files.isRegularFile(image.file())) {
      findings.error("picture-missing", place, "The picture " + image.file() + " does not exist.");
      return;
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(image.file());
    } catch (IOException failure) {
      findings.error(
          "picture-undecodable",
          place,
          "The picture " + image.file() + " cannot be read: " + failure.getMessage() + ".");
      return;
    }
    try {
      Image decoded = ImageReader.decodeWhole(bytes, image.file().toString());
      new Picture(image, bytes, decoded).look(findings);
      forms.add(image.file(), bytes);
      sizes.put(image.file(), new Size(decoded.width(), decoded.height()));
      prints.put(image.file(), new Print(digest(bytes), PerceptualHash.of(decoded)));
    } catch (FoveaException failure) {
      findings.error(unusable(bytes), place, failure.getMessage());
    }
  }

  /** The kind of what keeps a picture from being decoded. */
  private static String unusable(byte[] bytes) {
    if (bytes.length == 0) {
      return "picture-empty";
    }
    return Truncation.cutShort(bytes) ? "picture-cut-short" : "picture-undecodable";
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** {@code picture-orphaned}: in a folder with others, but named by nothing. */
  private static void orphans(List<LabelledImage> images, Findings findings) {
    Set<Path> known = new HashSet<>();
    Set<Path> folders = new TreeSet<>();
    for (LabelledImage image : images) {
      known.add(image.file().toAbsolutePath().normalize());
      folders.add(image.file().toAbsolutePath().normalize().getParent());
    }
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        if (ImageReader.isNamedAsPicture(file) && !known.contains(file)) {
          findings.warning(
              "picture-orphaned",
              Place.of(file),
              "The picture " + file + " belongs to no image of the data set.");
        }
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException absent) {
      return List.of(); // its pictures are told as missing already
    }
  }
}
