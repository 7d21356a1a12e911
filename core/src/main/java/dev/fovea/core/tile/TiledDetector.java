package dev.fovea.core.tile;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector that looks at large pictures in overlapping tiles with another one, which it owns.
 *
 * <p>Every tile is given to that detector as a picture of its own, one at a time: beside the
 * picture a tile is held, not a second picture. Then, class by class:
 *
 * <ol>
 *   <li>A box that touches a side of its tile inside the picture (within 2 pixels, or a twentieth
 *       of its own side where that is more) is cut. A cut box goes where an uncut box of another
 *       tile covers more than half of it.
 *   <li>Cut boxes on both sides of a seam become one, of the higher score, where each reaches
 *       across the overlap and both have the same extent along the seam (IoU of 0.5 or more): so an
 *       object that no tile shows whole is put together, however many tiles it lies in.
 *   <li>What is uncut or put together goes through non-maximum suppression.
 *   <li>What is still cut stays unless another box covers more than half of it.
 * </ol>
 *
 * <p>Two objects of a class of which one ends and the other begins within 2 pixels of one seam,
 * where tiles do not overlap, cannot be told from one. Limits on the number of detections are the
 * other detector's: they hold for each tile.
 */
public final class TiledDetector implements Detector {
  private final Detector detector;
  private final Tiling tiling;
  private final TileMerge merge;

  /**
   * Tiles over a detector, which is closed with this one.
   *
   * @param nms IoU above which the lower scored of two boxes of one class goes
   * @throws FoveaException when {@code nms} is no IoU
   */
  public TiledDetector(Detector detector, Tiling tiling, double nms) {
    if (!(nms >= 0 && nms <= 1)) {
      throw FoveaException.user("detect.nms is " + nms + "; give an IoU from 0 to 1.");
    }
    this.detector = detector;
    this.tiling = tiling;
    merge = new TileMerge(nms);
  }

  @Override
  public ClassNames classNames() {
    return detector.classNames();
  }

  @Override
  public List<Detection> detect(Image image) {
    List<Window> windows = tiling.windows(image.width(), image.height());
    if (windows.size() == 1) {
      return detector.detect(image);
    }
    Size picture = new Size(image.width(), image.height());
    List<Piece> pieces = new ArrayList<>();
    for (Window window : windows) {
      for (Detection found : detector.detect(window.of(image))) {
        pieces.add(Piece.of(found, window, picture));
      }
    }
    return merge.merged(pieces);
  }

  @Override
  public void close() {
    detector.close();
  }
}
