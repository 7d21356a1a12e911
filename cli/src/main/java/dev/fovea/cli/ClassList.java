package dev.fovea.cli;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Class names in a text file, one in a line. */
final class ClassList {
  private ClassList() {}

  /** The names, with their lines' numbers from 0 as ids; empty lines at the end are left out. */
  static ClassNames read(Path file) {
    try {
      List<String> names =
          Files.readString(file).stripTrailing().lines().map(String::strip).toList();
      if (names.stream().distinct().count() < names.size() || names.contains("")) {
        throw FoveaException.data(file + " has an empty line or a name twice; give each class one");
      }
      return new ClassNames(names, LongStream.range(0, names.size()).boxed().toList());
    } catch (NoSuchFileException missing) {
      throw FoveaException.user("there is no file of class names " + file);
    } catch (MalformedInputException foreign) {
      throw FoveaException.data(file + " is not UTF-8 text");
    } catch (IOException failure) {
      throw FoveaException.machine(
          "cannot read " + file + ": " + AtomicFiles.reason(failure), failure);
    }
  }
}
