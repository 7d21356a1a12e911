package dev.fovea.core;

import java.util.List;

/**
 * Finds objects in images.
 *
 * <p>May be called from many threads at once, virtual ones included; what is found in an image does
 * not depend on who else is detecting. Ready at full speed once it is made.
 */
public interface Detector extends AutoCloseable {
  /** What the class indices of detections mean. */
  ClassNames classNames();

  /**
   * Detections in the image's own pixels, highest score first.
   *
   * @throws FoveaException if the detector is closed
   */
  List<Detection> detect(Image image);

  /**
   * The same for several images, in their order.
   *
   * @throws FoveaException if the detector is closed
   */
  default List<List<Detection>> detect(List<Image> images) {
    return images.stream().map(this::detect).toList();
  }

  /**
   * Frees what the detector holds, after the detections under way have ended; later calls of {@code
   * detect} say that it is closed. Closing twice does nothing.
   */
  @Override
  void close();
}
