package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.ProgressText.Moment;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
  private static final String MESSAGE = "loss 2.111 (class 1.128, box 0.983)  38.7 images/s";
  private final ProgressText text = new ProgressText("training", 200);
  private final Moment moment = new Moment(50, 100, MESSAGE);

  @Test
  void aWideLineHasEverything() {
    assertThat(text.within(140, moment))
        .isEqualTo(
            "training 50/200 [=======                       ]  0.50/s  0:05:00 left  " + MESSAGE);
  }

  @Test
  void atEightyColumnsTheMessageIsCut() {
    assertThat(text.within(80, moment))
        .isEqualTo(
            "training 50/200 [==        ]  0.50/s  0:05:00 left  loss 2.111 (class 1.128, bo…");
  }

  @Test
  void atFortyColumnsPositionRateAndTimeStay() {
    assertThat(text.within(40, moment)).isEqualTo("training 50/200  0.50/s  0:05:00 left");
  }

  @Test
  void anyWidthFromFortyOnHoldsTheLine() {
    for (int columns = 40; columns < 200; columns++) {
      assertThat(text.within(columns, moment)).hasSizeLessThanOrEqualTo(columns);
    }
  }

  @Test
  void anUnknownTotalHasNoBar() {
    assertThat(new ProgressText("reading", -1).within(80, new Moment(3, 1.5, "")))
        .isEqualTo("reading 3  2.00/s");
  }
}
