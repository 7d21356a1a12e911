package dev.fovea.model.pickle;

/**
 * What one file's pickles may cost: far above any real checkpoint, far below a machine's memory.
 */
final class Limits {
  /** Values that are built; a checkpoint with its optimiser has some ten thousand. */
  static final long MOST_VALUES = 1 << 20;

  /** Operations, which may also throw values away. */
  static final long MOST_OPERATIONS = 1 << 23;

  /** Containers inside each other. */
  static final int DEEPEST = 64;

  /** Tensors and storages of one file, and entries of a zip archive. */
  static final int MOST_TENSORS = 100_000;

  /** The longest name of a tensor, storage or global, in bytes. */
  static final int LONGEST_NAME = 1024;

  /** Integers of 8 bits become 64: no honest file grows more. */
  static final long MOST_GROWTH = 8;

  private final long fileBytes;
  private long values;
  private long operations;
  private long encoded;

  Limits(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  void countValues(long more) throws MalformedPickleException {
    values += more;
    if (values > MOST_VALUES) {
      throw new MalformedPickleException(
          "its pickle builds more than %d values".formatted(MOST_VALUES));
    }
  }

  void countOperation() throws MalformedPickleException {
    operations++;
    if (operations > MOST_OPERATIONS) {
      throw new MalformedPickleException(
          "its pickle has more than %d operations".formatted(MOST_OPERATIONS));
    }
  }

  /** Bytes that are copied out of texts: in an honest file each text once. */
  void countEncoded(long bytes) throws MalformedPickleException {
    encoded += bytes;
    if (encoded > fileBytes) {
      throw new MalformedPickleException("its pickle turns the same text into bytes many times");
    }
  }
}
