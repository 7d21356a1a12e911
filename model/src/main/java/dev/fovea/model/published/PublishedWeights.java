package dev.fovea.model.published;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file of weights that its publisher offers, as the catalogue lists it.
 *
 * @param name what Fovea calls it
 * @param kind what it is for
 * @param backbone of {@code Architecture.BACKBONES}
 * @param flavour of {@code Flavours}, by name
 * @param original what its publisher calls it
 * @param url where it is offered; its last part is the file's name
 * @param mebibytes its size in 2^20 bytes, to three decimals
 * @param sha256 the first 8 or more of the 64 digits of its SHA-256
 * @param licence that the publisher gives, and whose terms may come with it
 * @param metric that the publisher measured, and on which data
 * @param published the metric's value, in per cent
 */
public record PublishedWeights(
    String name,
    Kind kind,
    String backbone,
    String flavour,
    String original,
    URI url,
    double mebibytes,
    String sha256,
    String licence,
    String metric,
    double published) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final double MEBIBYTE = 1 << 20;

  /** Further from the stated size than this share is another file: a page that asks to sign in. */
  private static final double TOLERANCE = 0.01;

  /** What weights are for. */
  public enum Kind {
    /** A classifier, of which the backbone is taken. */
    BACKBONE,
    /** A whole RetinaNet. */
    DETECTOR
  }

  public PublishedWeights {
    Objects.requireNonNull(kind, "kind");
    if (!DIGITS.matcher(sha256).matches()) {
      throw new IllegalArgumentException(name + " has no digits of a SHA-256: " + sha256);
    }
    if (!(mebibytes > 0)) {
      throw new IllegalArgumentException(name + " has no size: " + mebibytes);
    }
    boolean ofTheWeb = String.valueOf(url.getScheme()).matches("https?") && url.getHost() != null;
    if (!ofTheWeb || !FILE.matcher(fileName(url)).matches()) {
      throw new IllegalArgumentException(name + " has no address of a file in the web: " + url);
    }
  }

  /** The file's name, at the publisher and here. */
  public String fileName() {
    return fileName(url);
  }

  private static String fileName(URI url) {
    String path = String.valueOf(url.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The size in bytes, as far as it is stated. */
  public long bytes() {
    return Math.round(mebibytes * MEBIBYTE);
  }

  /** Whether a file of so many bytes may be this one. */
  public boolean mayHave(long bytes) {
    return Math.abs(bytes - bytes()) <= tolerance();
  }

  /** More bytes than any file that may be this one has. */
  long limit() {
    return bytes() + tolerance();
  }

  private long tolerance() {
    return Math.max(1024, (long) (TOLERANCE * bytes()));
  }

  /** Whether {@code name} means these weights: Fovea's name, or the publisher's. */
  boolean isCalled(String text) {
    return name.equalsIgnoreCase(text) || original.equalsIgnoreCase(text);
  }
}
