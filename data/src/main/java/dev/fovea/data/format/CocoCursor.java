package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place in a COCO JSON file that moves forward.
 *
 * <p>Loops look like {@code while (nextEntry()) while (nextField()) switch (field())}; every case
 * takes the value once or {@link #skip skips} it.
 *
 * <p>There are two: {@link ScanningCursor} is quick and gives up at whatever it does not know, a
 * mistake above all; then {@link JacksonCursor} reads the file from its beginning and tells what is
 * wrong where.
 */
interface CocoCursor {
  /** Reads a whole file, or the part of a list that the cursor ends at. */
  interface Reading<T> {
    T read(CocoCursor cursor) throws IOException;
  }

  /**
   * Opens a file, reads it and closes it.
   *
   * @param reading without effects, as it may be begun twice
   * @throws FoveaException if the file is missing, unreadable or no JSON
   */
  static <T> T open(Path file, Reading<T> reading) {
    requireFile(file);
    return ScanningCursor.read(file, reading).orElseGet(() -> JacksonCursor.read(file, reading));
  }

  /**
   * The same for a document that is one list of objects; parts of a large one are read by several
   * threads at once.
   *
   * @param reading also safe for several threads
   * @return what was read of each part, in the file's order
   */
  static <T> List<T> openList(Path file, Reading<T> reading) {
    requireFile(file);
    Optional<List<T>> scanned = ListParts.read(file, reading);
    return scanned.orElseGet(() -> List.of(JacksonCursor.read(file, reading)));
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw FoveaException.user(file + " is no file; the path of a COCO JSON file is needed");
    }
  }

  boolean atList() throws IOException;

  boolean atObject() throws IOException;

  /** Begins a list, named for errors. */
  void enterList(String name) throws IOException;

  /** Goes to the next object of the list. */
  boolean nextEntry() throws IOException;

  /** Goes to the next value of the object. */
  boolean nextField() throws IOException;

  String field();

  void skip() throws IOException;

  /** Whether the value is null, which is taken then. */
  boolean takeNull() throws IOException;

  /** A whole number, possibly written as 7.0. */
  long id() throws IOException;

  /** A finite number. */
  double number() throws IOException;

  /** Python's truth of 0, 1, true, false, null. */
  boolean flag() throws IOException;

  String text() throws IOException;

  /** {@code [x, y, width, height]}. */
  CocoBox box() throws IOException;

  /** What is wrong with the present value. */
  FoveaException error(String problem);

  /** What is wrong with the present entry as a whole. */
  FoveaException entryError(String problem);
}
