package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.format.DefectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedKindsTest {
  @Test
  void thePageForUsersNamesEveryKindOfDefectBoxAndPicture() throws IOException {
    List<String> kinds = new ArrayList<>(Mending.GUESSES);
    Arrays.stream(DefectKind.values()).map(DefectKind::label).forEach(kinds::add);
    BoxCheck.ALL.stream().map(BoxCheck::kind).forEach(kinds::add);
    Picture.CHECKS.stream().map(Picture.Check::kind).forEach(kinds::add);
    String page = Files.readString(Path.of("..", "docs", "data-check.md"));
    assertThat(kinds).allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
  }
}
