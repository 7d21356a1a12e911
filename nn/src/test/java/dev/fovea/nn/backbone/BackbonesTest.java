package dev.fovea.nn.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import org.junit.jupiter.api.Test;

class BackbonesTest {
  @Test
  void everyNameThatAModelMayHaveIsMade() {
    assertThat(Architecture.BACKBONES).isNotEmpty();
    for (String name : Architecture.BACKBONES) {
      assertThatCode(() -> Backbones.named(name)).as(name).doesNotThrowAnyException();
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Backbones.named("resnet19"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(Architecture.BACKBONES.getFirst());
  }
}
