package dev.fovea.core.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pieces of one class joined where a {@link Seam} cuts an object. */
final class Joining {
  private final List<Piece> pieces;
  private final int[] first;
  private final List<Set<Side>> loose = new ArrayList<>();

  private Joining(List<Piece> pieces) {
    this.pieces = pieces;
    first = new int[pieces.size()];
    Arrays.setAll(first, index -> index);
    pieces.forEach(piece -> loose.add(EnumSet.copyOf(piece.cut())));
  }

  /**
   * The objects that the pieces make.
   *
   * @param pieces each of them cut by a side of its tile
   */
  static Collection<Candidate> of(List<Piece> pieces) {
    Joining joining = new Joining(pieces);
    for (int a = 0; a < pieces.size(); a++) {
      for (int b = 0; b < pieces.size(); b++) {
        joining.join(a, b);
      }
    }
    return joining.candidates();
  }

  private void join(int a, int b) {
    if (Seam.joinsAcross(pieces.get(a), pieces.get(b))) {
      join(a, Side.RIGHT, b, Side.LEFT);
    }
    if (Seam.joinsDown(pieces.get(a), pieces.get(b))) {
      join(a, Side.BOTTOM, b, Side.TOP);
    }
  }

  private void join(int a, Side sideOfA, int b, Side sideOfB) {
    loose.get(a).remove(sideOfA);
    loose.get(b).remove(sideOfB);
    int from = Math.max(root(a), root(b));
    first[from] = Math.min(root(a), root(b));
  }

  private int root(int piece) {
    int root = piece;
    while (first[root] != root) {
      root = first[root];
    }
    return root;
  }

  private List<Candidate> candidates() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int piece = 0; piece < pieces.size(); piece++) {
      groups.computeIfAbsent(root(piece), root -> new ArrayList<>()).add(piece);
    }
    return groups.values().stream()
        .map(
            group ->
                Candidate.of(
                    group.stream().map(pieces::get).toList(),
                    group.stream().anyMatch(piece -> !loose.get(piece).isEmpty())))
        .toList();
  }
}
