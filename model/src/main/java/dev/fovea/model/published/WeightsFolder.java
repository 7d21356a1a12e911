package dev.fovea.model.published;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The folder that keeps published weights under their publisher's file names.
 *
 * @param path need not exist yet
 */
public record WeightsFolder(Path path) {
  /** The environment's variable that names the folder above this one. */
  public static final String HOME = "FOVEA_HOME";

  /** The same as a property of the JVM; it comes first. */
  public static final String HOME_PROPERTY = "fovea.home";

  private static final int BUFFER = 1 << 20;

  /** {@code weights} in {@link #home}. */
  public static WeightsFolder standard() {
    return new WeightsFolder(home().resolve("weights"));
  }

  /**
   * The folder that the property {@value #HOME_PROPERTY} names, else the variable {@value #HOME},
   * else {@code .fovea} in the user's folder.
   */
  public static Path home() {
    return Optional.ofNullable(System.getProperty(HOME_PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(HOME)))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".fovea"))
        .toAbsolutePath();
  }

  /** Where the weights lie, or would. */
  public Path file(PublishedWeights weights) {
    return path.resolve(weights.fileName());
  }

  /** Whether a file lies there; which one, {@link #require} finds out. */
  public boolean holds(PublishedWeights weights) {
    return Files.isRegularFile(file(weights));
  }

  /**
   * The file, which must be there and the published one: all of it is read.
   *
   * @throws FoveaException when it is missing or another file
   */
  public Path require(PublishedWeights weights) {
    Path file = file(weights);
    if (!holds(weights)) {
      throw FoveaException.user(
          "the weights %s are not here yet: `fovea weights fetch %s` fetches them.%n%s"
              .formatted(weights.name(), weights.name(), byHand(weights)));
    }
    String found = sha256(file);
    if (!found.startsWith(weights.sha256())) {
      throw FoveaException.data(
          "%s is not %s: its SHA-256 begins with %s, the published one with %s; remove it and run `fovea weights fetch %s`"
              .formatted(
                  file,
                  weights.name(),
                  found.substring(0, weights.sha256().length()),
                  weights.sha256(),
                  weights.name()));
    }
    return file;
  }

  /** How to place the file without this machine's network. */
  String byHand(PublishedWeights weights) {
    return "By hand: get %s and copy it to %s".formatted(weights.url(), file(weights));
  }

  /** The 64 digits of a file's SHA-256. */
  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw FoveaException.machine(
          "cannot read " + file + ": " + AtomicFiles.reason(unreadable), unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}
