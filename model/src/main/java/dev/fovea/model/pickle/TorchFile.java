package dev.fovea.model.pickle;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Opens PyTorch's files ({@code .pth}, {@code .pt}: the zip format and the legacy one) and plain
 * pickles of arrays ({@code .pkl}, as Detectron2's model zoo has them).
 *
 * <p>Safe by construction: a pickle is a program, and here it can only name what is in a table.
 * Tensors, numbers, texts and containers become plain data, objects of known frameworks are
 * skipped, and every other global ends the reading. Nothing of the file is ever run.
 */
public final class TorchFile {
  private TorchFile() {}

  /**
   * Opens the state dict that the file {@code path} is about: the file's value itself, or what is
   * under {@code state_dict}, {@code model} or another usual name.
   *
   * @throws FoveaException when there is no such file, it cannot be read, or it is refused; the
   *     message says why
   */
  public static StateDict open(Path path) {
    return open(path, Optional.empty());
  }

  /**
   * Opens the state dict under {@code branch}, such as {@code ema} or {@code trainer.model}.
   *
   * @throws FoveaException as {@link #open(Path)}, and when nothing is there
   */
  public static StateDict open(Path path, String branch) {
    return open(path, Optional.of(branch));
  }

  @SuppressWarnings("MustBeClosedChecker") // The arena is the state dict's, which closes it.
  private static StateDict open(Path path, Optional<String> branch) {
    if (Files.isDirectory(path)) {
      throw FoveaException.data(path + " is a folder, not a file of weights");
    }
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      NamedTensors named = read(file, branch);
      opened = true;
      return new StateDict(path, arena, named);
    } catch (NoSuchFileException missing) {
      throw new FoveaException(
          FoveaException.Cause.USER, "there is no file " + path + "; give one that is", missing);
    } catch (IOException failure) {
      throw FoveaException.machine(
          "cannot read " + path + ": " + AtomicFiles.reason(failure), failure);
    } catch (MalformedPickleException malformed) {
      throw FoveaException.data("%s is refused: %s".formatted(path, malformed.getMessage()));
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /** What the bytes of a file hold; all failures are of this one kind. */
  static NamedTensors read(MemorySegment file, Optional<String> branch)
      throws MalformedPickleException {
    return new CheckpointReader(read(file), file.byteSize()).read(branch);
  }

  private static Pickled read(MemorySegment file) throws MalformedPickleException {
    if (file.byteSize() < 4) {
      throw new MalformedPickleException("it has %d bytes".formatted(file.byteSize()));
    }
    String foreign = ForeignContent.of(file).orElse("");
    if (!foreign.isEmpty()) {
      throw new MalformedPickleException(foreign);
    }
    boolean isZip =
        file.get(ValueLayout.JAVA_BYTE, 0) == 'P' && file.get(ValueLayout.JAVA_BYTE, 1) == 'K';
    return isZip ? ZipFormat.read(file) : PickleFormat.read(file);
  }
}
