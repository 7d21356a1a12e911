package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;

/** What must be the same of a data set that was written and read again. */
final class SameData {
  private static final float PIXELS = 1e-4f;

  private SameData() {}

  static void assertSame(Dataset made, Dataset read, String what) {
    assertThat(read.classes().names()).as(what).isEqualTo(made.classes().names());
    assertThat(read.images()).as(what).hasSameSizeAs(made.images());
    for (int i = 0; i < made.images().size(); i++) {
      LabelledImage before = made.images().get(i);
      LabelledImage after = read.images().get(i);
      assertThat(after.name()).as(what).isEqualTo(before.name());
      assertThat(after.width()).as(what).isEqualTo(before.width());
      assertThat(after.height()).as(what).isEqualTo(before.height());
      assertThat(after.file()).as(what).hasSameBinaryContentAs(before.file());
      assertThat(after.annotations())
          .as(what + " " + before.name())
          .hasSameSizeAs(before.annotations());
      for (int b = 0; b < before.annotations().size(); b++) {
        assertSame(before.annotations().get(b), after.annotations().get(b), what);
      }
    }
  }

  private static void assertSame(Annotation made, Annotation read, String what) {
    assertThat(read.classIndex()).as(what).isEqualTo(made.classIndex());
    assertThat(read.ignore()).as(what).isEqualTo(made.ignore());
    assertThat(read.box().x1()).as(what).isCloseTo(made.box().x1(), within(PIXELS));
    assertThat(read.box().y1()).as(what).isCloseTo(made.box().y1(), within(PIXELS));
    assertThat(read.box().x2()).as(what).isCloseTo(made.box().x2(), within(PIXELS));
    assertThat(read.box().y2()).as(what).isCloseTo(made.box().y2(), within(PIXELS));
  }
}
