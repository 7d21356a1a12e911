package dev.fovea.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of what a data set says. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Dataset dataset) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        write(dataset, out);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void write(Dataset dataset, DataOutputStream out) throws IOException {
    out.writeInt(dataset.classes().count());
    for (int index = 0; index < dataset.classes().count(); index++) {
      out.writeUTF(dataset.classes().name(index));
      out.writeLong(dataset.classes().id(index));
    }
    out.writeInt(dataset.images().size());
    for (LabelledImage image : dataset.images()) {
      out.writeUTF(image.name());
      out.writeInt(image.width());
      out.writeInt(image.height());
      out.writeInt(image.annotations().size());
      for (Annotation annotation : image.annotations()) {
        write(annotation, out);
      }
    }
  }

  private static void write(Annotation annotation, DataOutputStream out) throws IOException {
    out.writeFloat(annotation.box().x1());
    out.writeFloat(annotation.box().y1());
    out.writeFloat(annotation.box().x2());
    out.writeFloat(annotation.box().y2());
    out.writeInt(annotation.classIndex());
    out.writeBoolean(annotation.ignore());
  }
}
