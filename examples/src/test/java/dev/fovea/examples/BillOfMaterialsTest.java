package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {
  private static final Set<String> NOT_FOR_USERS =
      Set.of("bom", "bench", "distribution", "examples");

  @Test
  void everyModuleForUsersIsManaged() throws IOException {
    List<String> modules =
        found("<module>(\\w+)</module>", Path.of("../pom.xml")).stream()
            .filter(module -> !NOT_FOR_USERS.contains(module))
            .toList();
    assertThat(found("<artifactId>fovea-(\\w+)</artifactId>", Path.of("../bom/pom.xml")))
        .as("bom/pom.xml")
        .containsAll(modules);
  }

  @Test
  void itsVersionIsTheProjects() throws IOException {
    String version = "<version>(.+-SNAPSHOT|[0-9.]+)</version>";
    assertThat(found(version, Path.of("../bom/pom.xml")).getFirst())
        .isEqualTo(found(version, Path.of("../pom.xml")).getFirst());
  }

  private static List<String> found(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
