package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.torch.Engine;
import org.bytedeco.javacpp.tools.Logger;
import org.bytedeco.javacpp.tools.Slf4jLogger;
import org.junit.jupiter.api.Test;

class LoggingTest {
  @Test
  void whatCoreLogsGoesToSlf4j() {
    assertThat(System.getLogger("dev.fovea.core").getClass().getName()).startsWith("org.slf4j.");
  }

  @Test
  void whatJavaCppLogsGoesToSlf4j() {
    Engine.start();
    assertThat(Logger.create(LoggingTest.class)).isInstanceOf(Slf4jLogger.class);
  }
}
