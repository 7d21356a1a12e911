package dev.fovea.data.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of picture file, told by its first bytes whatever its name is. */
public enum PictureKind {
  /** Read. */
  JPEG("a JPEG", List.of("jpg", "jpeg", "jpe", "jfif"), 0, "\u00ff\u00d8\u00ff"),
  /** Read. */
  PNG("a PNG", List.of("png"), 0, "\u0089PNG"),
  /** Read. */
  BMP("a BMP", List.of("bmp"), 0, "BM"),
  /** Read, but for samples that are no whole numbers of 8 or 16 bits. */
  TIFF("a TIFF", List.of("tif", "tiff"), 0, "II*\0", "MM\0*"),
  /** Read. */
  WEBP("a WebP", List.of("webp"), 8, "WEBP"),
  /** Read where OpenCV was built with it; its first frame is taken. */
  GIF("a GIF", List.of("gif"), 0, "GIF8"),
  /** Not read. */
  HEIC("a HEIC", List.of("heic", "heif"), 4, "ftyphei", "ftyphev", "ftypmif1", "ftypmsf1"),
  /** Not read. */
  AVIF("an AVIF", List.of("avif"), 4, "ftypavif", "ftypavis"),
  /** Not read. */
  JPEG_2000("a JPEG 2000", List.of("jp2", "j2k"), 4, "jP  "),
  /** Not read. */
  PDF("a PDF", List.of("pdf"), 0, "%PDF");

  private final String label;
  private final List<String> suffixes;
  private final int place;
  private final List<String> heads;

  PictureKind(String label, List<String> suffixes, int place, String... heads) {
    this.label = label;
    this.suffixes = suffixes;
    this.place = place;
    this.heads = List.of(heads);
  }

  /** The kind of a file; empty where its beginning is none of those known. */
  public static Optional<PictureKind> of(byte[] file) {
    return Arrays.stream(values()).filter(kind -> kind.begins(file)).findFirst();
  }

  private boolean begins(byte[] file) {
    int length = Math.min(16, Math.max(0, file.length - place));
    String head = length == 0 ? "" : new String(file, place, length, ISO_8859_1);
    return heads.stream().anyMatch(head::startsWith);
  }

  /** The kind's name with its article, such as "a JPEG". */
  public String label() {
    return label;
  }

  /** Whether a file name ends as those of this kind do. */
  public boolean isNamed(String file) {
    return suffixes.stream()
        .anyMatch(suffix -> file.toLowerCase(Locale.ROOT).endsWith("." + suffix));
  }

  /** Whether {@link ImageReader} reads this kind. */
  boolean isRead() {
    return compareTo(GIF) < 0;
  }
}
