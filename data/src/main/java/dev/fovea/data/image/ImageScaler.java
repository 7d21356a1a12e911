package dev.fovea.data.image;

import dev.fovea.core.Image;
import dev.fovea.core.Size;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Smaller and larger copies of pictures, for people to look at.
 *
 * <p>Not what a network sees: that is {@link dev.fovea.core.Resizer}'s, which does not average.
 */
public final class ImageScaler {
  private ImageScaler() {}

  /** A copy of this size: the mean over each new pixel's area, or between pixels where it grows. */
  public static Image scale(Image image, Size size) {
    OpenCv.prepare();
    boolean shrinks = size.width() <= image.width() && size.height() <= image.height();
    try (PointerScope scope = new PointerScope()) {
      Mat scaled = new Mat();
      opencv_imgproc.resize(
          OpenCv.toMatrix(image),
          scaled,
          new org.bytedeco.opencv.opencv_core.Size(size.width(), size.height()),
          0,
          0,
          shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC);
      return OpenCv.toImage(scaled);
    }
  }
}
