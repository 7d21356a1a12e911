package dev.fovea.core;

import java.util.List;

/** Finds objects in images; may be called from many threads at once. */
public interface Detector extends AutoCloseable {
  ClassNames classNames();

  /** Detections in the image's own pixels, highest score first. */
  List<Detection> detect(Image image);

  /** The same for several images, in their order. */
  default List<List<Detection>> detect(List<Image> images) {
    return images.stream().map(this::detect).toList();
  }

  /** Frees what the detector holds; later calls of {@code detect} say that it is closed. */
  @Override
  void close();
}
