import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format, for all modules in one process: {@code check FOLDER} or
 * {@code apply FOLDER}.
 */
final class Format {
  private final Formatter formatter = new Formatter();

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    Path root = Path.of(arguments[1]);
    Format format = new Format();
    List<Path> different =
        sources(root).parallelStream().filter(file -> format.differs(file, apply)).sorted().toList();
    for (Path file : different) {
      System.err.println((apply ? "formatted " : "not formatted: ") + root.relativize(file));
    }
    if (!apply && !different.isEmpty()) {
      System.err.println("Run `mvn -Pformat` to format these files.");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + folder, e);
    }
  }

  private boolean differs(Path file, boolean apply) {
    try {
      String found = Files.readString(file);
      String wanted = formatted(found);
      boolean differs = !wanted.equals(found);
      if (differs && apply) {
        Files.writeString(file, wanted);
      }
      return differs;
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private String formatted(String source) throws FormatterException {
    String imports = ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(RemoveUnusedImports.removeUnusedImports(imports));
  }
}
