package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files that stand where a file of weights was expected, recognised by their first bytes. */
final class ForeignContent {
  private static final int LOOKED_AT = 512;
  private static final int TAR_MARK = 257;
  private static final int SAFETENSORS_HEADER = 8;

  private ForeignContent() {}

  /** What {@code file} is instead, with what to do, if that is known. */
  static Optional<String> of(MemorySegment file) {
    long length = Math.min(LOOKED_AT, file.byteSize());
    byte[] bytes = file.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    String begin = new String(bytes, StandardCharsets.ISO_8859_1);
    if (begin.startsWith("<") || begin.startsWith("version https:")) {
      return Optional.of("it is text, such as a web page or Git's pointer to it: fetch it again");
    }
    if (begin.startsWith("{\"", SAFETENSORS_HEADER)) {
      return Optional.of("it is a safetensors file: name it *.safetensors");
    }
    if (begin.startsWith("ustar", TAR_MARK)) {
      return Optional.of("it is of torch's oldest format (before 0.1.10): save it anew by torch");
    }
    return Optional.empty();
  }
}
