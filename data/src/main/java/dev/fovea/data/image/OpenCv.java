package dev.fovea.data.image;

import dev.fovea.core.Image;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The bridge between OpenCV's matrices and images. */
final class OpenCv {
  private OpenCv() {}

  /** Runs once, when OpenCV is first needed: its threads would fight the engine's for the cores. */
  private static final class Threads {
    static {
      // Read once, when JavaCPP's first class is loaded; without it JavaCPP prints to System.err.
      if (System.getProperty("org.bytedeco.javacpp.logger") == null) {
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
      }
      opencv_core.setNumThreads(1);
    }

    private Threads() {}

    static void one() {}
  }

  static void prepare() {
    Threads.one();
  }

  /** Copies a matrix of 8-bit RGB. */
  static Image toImage(Mat matrix) {
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(matrix.rows(), matrix.cols()), 3)];
    int stride = matrix.cols() * 3;
    BytePointer data = matrix.data();
    for (int row = 0; row < matrix.rows(); row++) {
      data.position(row * matrix.step());
      data.get(rgb, row * stride, stride);
    }
    return new Image(matrix.cols(), matrix.rows(), rgb);
  }

  /** Copies an image. The caller's scope owns the matrix. */
  static Mat toMatrix(Image image) {
    Mat matrix = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    matrix.data().put(image.rgb());
    return matrix;
  }
}
