package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialLossCheckTest {
  @TempDir private Path folder;
  private Dataset dataset;
  private final List<Finding> findings = new ArrayList<>();

  @BeforeEach
  void makeData() {
    dataset = TinyData.of(folder, 5, 1);
  }

  /** The measured loss is the network's own, over its real logits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss.prior=0.01",
        "loss.prior=0.1",
        "loss.classification=crossEntropy",
        "loss.normalizer=ema",
        "loss.alpha=[0.05, 0.6]",
        "loss.alpha=effectiveNumber",
        "loss.prior=none",
        "train.accumulate=2"
      })
  void aFreshNetworkStartsWhereThePriorSays(String setting) {
    TrainingInput input = TinyData.input(dataset, setting, "train.steps=1");
    try (Trainer trainer = Trainer.start(input, new RunFolder(folder.resolve("run")))) {
      trainer.listen(InitialLossCheck.of(input, findings::add).orElseThrow());
      AtomicInteger asked = new AtomicInteger();
      trainer.run(() -> asked.getAndIncrement() >= 1);
    }
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().isWarning()).as(findings.getFirst().text()).isFalse();
  }

  @Test
  void aLossFarFromItIsAWarningWithBothNumbers() {
    InitialLossCheck check = new InitialLossCheck(1.128, 0.01, findings::add);
    check.stepped(step(1, 1.3));
    check.stepped(step(2, 50));
    assertThat(findings).hasSize(1).allMatch(Finding::isWarning);
    assertThat(findings.getFirst().text()).contains("1.300", "1.128", "0.01");
  }

  @Test
  void aLossThatIsNoNumberIsAWarning() {
    new InitialLossCheck(1.128, 0.01, findings::add).stepped(step(1, Double.NaN));
    assertThat(findings).hasSize(1).allMatch(Finding::isWarning);
  }

  private static TrainingListener.Step step(long number, double classification) {
    return new TrainingListener.Step(number, 10, 1, classification, 1, 0.1, 1, 1);
  }

  @Test
  void anUnreadablePictureLeavesTheWordToTheStep() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("picture-" + i + ".png"), "text");
    }
    assertThat(InitialLossCheck.of(TinyData.input(dataset), findings::add)).isEmpty();
  }
}
