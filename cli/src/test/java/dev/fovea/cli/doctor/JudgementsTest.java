package dev.fovea.cli.doctor;

import static dev.fovea.cli.doctor.Finding.Status.MISSING;
import static dev.fovea.cli.doctor.Finding.Status.OK;
import static dev.fovea.cli.doctor.Finding.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.doctor.Facts.Folder;
import dev.fovea.cli.doctor.Facts.HugePages;
import dev.fovea.cli.doctor.Facts.Java;
import dev.fovea.cli.doctor.Facts.Memory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementsTest {
  private static final long GIGABYTE = 1_000_000_000;

  @Test
  void anOldJavaIsMissing() {
    Finding finding = Judgements.java(java("21.0.4", true, "UTF-8"));
    assertThat(finding.status()).isEqualTo(MISSING);
    assertThat(finding.line()).startsWith("missing  java").contains("21.0.4", "25", "install");
    assertThat(Judgements.java(java("26", true, "UTF-8")).status()).isEqualTo(OK);
  }

  @Test
  void mavenIsWantedBySourcesOnly() {
    assertThat(Judgements.maven(true, false).status()).isEqualTo(WARN);
    assertThat(Judgements.maven(false, false).status()).isEqualTo(OK);
  }

  @Test
  void aSlowKernelAndLostFileNamesAreWarnedOf() {
    assertThat(Judgements.vectors(java("25", false, "UTF-8")).advice()).contains("--add-modules");
    assertThat(Judgements.fileNames(java("25", true, "ANSI_X3.4-1968")).status()).isEqualTo(WARN);
  }

  @Test
  void moreEngineThreadsThanAContainerAllowsAreWarnedOf() {
    Processor processor = Processor.of(cpu("avx2", 8));
    Finding finding = Judgements.threads(processor, 2, 8);
    assertThat(finding.status()).isEqualTo(WARN);
    assertThat(finding.advice()).contains("OMP_NUM_THREADS=2");
    assertThat(Judgements.threads(processor, 8, 8).status()).isEqualTo(OK);
  }

  @Test
  void aProcessorSaysWhichPrecisionItTakes() {
    assertThat(Judgements.processor(Processor.of(cpu("fpu avx2 avx512_bf16", 1)), true).text())
        .contains("avx2 avx512_bf16")
        .doesNotContain("fpu")
        .contains("bfloat16");
    assertThat(Judgements.processor(Processor.of(cpu("avx2", 1)), false).text())
        .contains("float32");
    assertThat(Judgements.processor(Processor.of(cpu("sse2", 1)), false).status()).isEqualTo(WARN);
    assertThat(Judgements.processor(Processor.of(List.of()), false).status()).isEqualTo(OK);
  }

  @Test
  void sumsOfInt8OverflowWithoutVnni() {
    assertThat(Processor.of(cpu("avx2", 1)).overflowsInInt8()).isTrue();
    assertThat(Processor.of(cpu("avx2 avx_vnni", 1)).overflowsInInt8()).isFalse();
    assertThat(Processor.of(List.of()).overflowsInInt8()).isFalse();
  }

  @Test
  void aContainersLimitIsTold() {
    Finding finding = Judgements.memory(new Memory(64 * GIGABYTE, 4 * GIGABYTE, 3 * GIGABYTE));
    assertThat(finding.line()).contains("3.0 GB of 4.0 GB", "limit", "64.0 GB");
    assertThat(Judgements.memory(new Memory(64, 64, 1)).status()).isEqualTo(WARN);
  }

  @Test
  void aLibraryFolderMustLoadLibraries() {
    assertThat(libraries(9 * GIGABYTE, true, true)).isEqualTo(OK);
    assertThat(libraries(9 * GIGABYTE, false, true)).isEqualTo(MISSING);
    assertThat(libraries(9 * GIGABYTE, true, false)).isEqualTo(MISSING);
    assertThat(libraries(GIGABYTE / 10, true, true)).isEqualTo(MISSING);
    assertThat(libraries(-1, true, true)).isEqualTo(OK);
  }

  @Test
  void hugePagesAreUsedWhereTheKernelAndTheEngineAgree() {
    assertThat(pages("always [madvise] never", "1")).isEqualTo(OK);
    assertThat(pages("always madvise [never]", "1")).isEqualTo(WARN);
    assertThat(pages("[always] madvise never", "0")).isEqualTo(WARN);
    assertThat(pages("", "")).isEqualTo(OK);
  }

  @Test
  void nativesOfAnotherPlatformAreMissing() {
    Finding finding = Judgements.platform("linux-x86_64", "macosx-arm64");
    assertThat(finding.status()).isEqualTo(MISSING);
    assertThat(finding.advice()).contains("-Djavacpp.platform=macosx-arm64");
  }

  @Test
  void aLibraryThatDoesNotLoadIsAFinding() {
    Finding finding =
        Natives.guarded(
            "libtorch",
            () -> {
              throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnitorch\nmore"));
            });
    assertThat(finding.status()).isEqualTo(MISSING);
    assertThat(finding.line()).contains("UnsatisfiedLinkError, no jnitorch").doesNotContain("more");
  }

  @Test
  void theInnermostMountDecides() {
    List<String> mounts =
        List.of(
            "/dev/vda / ext4 rw,relatime 0 0",
            "tmpfs /tmp tmpfs rw,nosuid,noexec 0 0",
            "disk /tmp/my\\040disk ext4 rw 0 0");
    assertThat(SystemFiles.forbidsExecution(mounts, Path.of("/tmp/a"))).isTrue();
    assertThat(SystemFiles.forbidsExecution(mounts, Path.of("/tmporary"))).isFalse();
    assertThat(SystemFiles.forbidsExecution(mounts, Path.of("/tmp/my disk/a"))).isFalse();
    assertThat(SystemFiles.forbidsExecution(List.of(), Path.of("/tmp"))).isFalse();
  }

  private static Java java(String version, boolean vectors, String fileNames) {
    return new Java(Runtime.Version.parse(version), vectors, fileNames);
  }

  private static List<String> cpu(String flags, int threads) {
    List<String> one =
        List.of("processor\t: 0", "model name\t: A CPU: fast", "flags\t\t: " + flags);
    return Collections.nCopies(threads, one).stream().flatMap(List::stream).toList();
  }

  private static Finding.Status libraries(long free, boolean writable, boolean executable) {
    Folder folder = new Folder("libraries", Path.of("/cache"), free, writable, executable);
    return Judgements.libraryFolder(folder, GIGABYTE).status();
  }

  private static Finding.Status pages(String kernel, String asked) {
    return Judgements.hugePages(new HugePages(kernel, asked)).status();
  }
}
