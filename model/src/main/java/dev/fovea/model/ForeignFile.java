package dev.fovea.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file that is no safetensors file may be, by its first bytes. */
final class ForeignFile {
  private static final int LOOKED_AT = 16;

  private ForeignFile() {}

  /** What the file looks like, with what to do. */
  static String advice(Path file) {
    byte[] begin = begin(file);
    if (isZip(begin) || isPickle(begin)) {
      return "it looks like PyTorch's .pt or .pth: `fovea import FILE --out MODEL` reads those";
    }
    if (begin.length == LOOKED_AT && isText(begin)) {
      return "it looks like text: name the model.safetensors file itself";
    }
    return "copy, download or write it again";
  }

  private static byte[] begin(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LOOKED_AT);
    } catch (IOException unreadable) {
      return new byte[0];
    }
  }

  /** PyTorch's files since 1.6. */
  private static boolean isZip(byte[] begin) {
    return begin.length > 3 && begin[0] == 'P' && begin[1] == 'K' && begin[2] == 3;
  }

  /** PyTorch's older files: pickle's protocol 2. */
  private static boolean isPickle(byte[] begin) {
    return begin.length > 1 && (begin[0] & 0xff) == 0x80 && begin[1] == 2;
  }

  private static boolean isText(byte[] begin) {
    for (byte letter : begin) {
      if (letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
        return false;
      }
    }
    return true;
  }
}
