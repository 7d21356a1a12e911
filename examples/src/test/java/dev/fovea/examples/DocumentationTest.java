package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fovea.nn.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the documentation is text of the compiled sources, so that it cannot rot. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  /**
   * A block of Java.
   *
   * @param page where it stands
   * @param file the source that the comment above it names, or nothing
   * @param code its text
   */
  private record Block(Path page, String file, String code) {}

  @Test
  void everyBlockOfJavaStandsInTheFileThatItNames() {
    List<Block> blocks = pages().stream().flatMap(page -> blocks(page).stream()).toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    for (Block block : blocks) {
      assertThat(block.file())
          .as("%s: name the file above %s", block.page(), block.code())
          .isNotEmpty();
      List<String> source = stripped(read(ROOT.resolve(block.file())));
      assertThat(Collections.indexOfSubList(source, stripped(block.code())))
          .as("%s: this is not in %s:%n%s", block.page(), block.file(), block.code())
          .isNotNegative();
    }
  }

  @Test
  void everyBlockOfYamlIsASettingsFile(@TempDir Path folder) throws IOException {
    int blocks = 0;
    for (Path page : pages()) {
      for (MatchResult yaml : YAML.matcher(read(page)).results().toList()) {
        Path file = Files.writeString(folder.resolve("settings.yaml"), yaml.group(1));
        assertThatCode(() -> Settings.load(Optional.of(file), List.of()))
            .as("%s: %s", page, yaml.group(1))
            .doesNotThrowAnyException();
        blocks++;
      }
    }
    assertThat(blocks).isPositive();
  }

  @Test
  void everyLinkLeadsToAFile() {
    for (Path page : pages()) {
      Matcher link = LINK.matcher(read(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1))).as("a link of %s", page).exists();
      }
    }
  }

  private static List<Path> pages() {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      return pages;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Block> blocks(Path page) {
    return BLOCK
        .matcher(read(page))
        .results()
        .map(
            match ->
                new Block(page, Optional.ofNullable(match.group(1)).orElse(""), match.group(2)))
        .toList();
  }

  /** Indentation differs where a part of a class is shown. */
  private static List<String> stripped(String text) {
    return text.strip().lines().map(String::strip).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
