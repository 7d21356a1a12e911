package dev.fovea.data.split;

import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The giving out of groups to parts, the rarest class's first. */
final class Assignment {
  /** A class that no group left has a box of. */
  private static final int NONE = -1;

  private final int classes;
  private final List<Group> left;
  private final int[] room;
  private final double[][] lack;
  private final List<List<LabelledImage>> parts = new ArrayList<>();

  Assignment(Shares shares, List<Group> groups, int classes) {
    this.classes = classes;
    this.left = new ArrayList<>(groups);
    this.room = shares.targets(groups.stream().mapToInt(Group::size).sum());
    this.lack = new double[room.length][classes];
    for (int part = 0; part < room.length; part++) {
      parts.add(new ArrayList<>());
      for (int k = 0; k < classes; k++) {
        lack[part][k] = shares.of(part) * boxesLeft(k);
      }
    }
  }

  /** Gives out all groups. */
  void complete() {
    for (int k = rarest(); k != NONE; k = rarest()) {
      int rarest = k;
      giveOut(
          left.stream()
              .filter(group -> group.boxes()[rarest] > 0)
              .sorted(
                  Comparator.comparingLong((Group group) -> group.boxes()[rarest])
                      .thenComparing(Group::size)
                      .reversed())
              .toList(),
          rarest);
    }
    giveOut(left.stream().sorted(Comparator.comparing(Group::size).reversed()).toList(), NONE);
  }

  private void giveOut(List<Group> groups, int k) {
    for (Group group : groups) {
      int part = neediest(k);
      parts.get(part).addAll(group.images());
      room[part] -= group.size();
      for (int each = 0; each < classes; each++) {
        lack[part][each] -= group.boxes()[each];
      }
    }
    // By identity: comparing groups would compare their images.
    Set<Group> given = Collections.newSetFromMap(new IdentityHashMap<>());
    given.addAll(groups);
    left.removeIf(given::contains);
  }

  /** Of the parts with room the one that lacks most of a class; of equals the roomiest. */
  private int neediest(int k) {
    int best = NONE;
    for (int part = 0; part < room.length; part++) {
      if (room[part] > 0 && (best == NONE || compare(part, best, k) > 0)) {
        best = part;
      }
    }
    return best;
  }

  private int compare(int part, int other, int k) {
    int byClass = k == NONE ? 0 : Double.compare(lack[part][k], lack[other][k]);
    return byClass != 0 ? byClass : Integer.compare(room[part], room[other]);
  }

  private int rarest() {
    int rarest = NONE;
    for (int k = 0; k < classes; k++) {
      long boxes = boxesLeft(k);
      if (boxes > 0 && (rarest == NONE || boxes < boxesLeft(rarest))) {
        rarest = k;
      }
    }
    return rarest;
  }

  private long boxesLeft(int k) {
    return left.stream().mapToLong(group -> group.boxes()[k]).sum();
  }

  List<LabelledImage> images(int part) {
    return parts.get(part);
  }
}
