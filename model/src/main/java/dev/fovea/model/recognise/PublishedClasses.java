package dev.fovea.model.recognise;

import dev.fovea.core.ClassNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The names that published models' channels stand for. */
final class PublishedClasses {
  /** COCO's categories by their ids, which have gaps. */
  private static final String COCO =
      """
      1:person; 2:bicycle; 3:car; 4:motorcycle; 5:airplane; 6:bus; 7:train; 8:truck; \
      9:boat; 10:traffic light; 11:fire hydrant; 13:stop sign; 14:parking meter; 15:bench; \
      16:bird; 17:cat; 18:dog; 19:horse; 20:sheep; 21:cow; 22:elephant; 23:bear; 24:zebra; \
      25:giraffe; 27:backpack; 28:umbrella; 31:handbag; 32:tie; 33:suitcase; 34:frisbee; \
      35:skis; 36:snowboard; 37:sports ball; 38:kite; 39:baseball bat; 40:baseball glove; \
      41:skateboard; 42:surfboard; 43:tennis racket; 44:bottle; 46:wine glass; 47:cup; \
      48:fork; 49:knife; 50:spoon; 51:bowl; 52:banana; 53:apple; 54:sandwich; 55:orange; \
      56:broccoli; 57:carrot; 58:hot dog; 59:pizza; 60:donut; 61:cake; 62:chair; 63:couch; \
      64:potted plant; 65:bed; 67:dining table; 70:toilet; 72:tv; 73:laptop; 74:mouse; \
      75:remote; 76:keyboard; 77:cell phone; 78:microwave; 79:oven; 80:toaster; 81:sink; \
      82:refrigerator; 84:book; 85:clock; 86:vase; 87:scissors; 88:teddy bear; 89:hair \
      drier; 90:toothbrush\
      """;

  private static final int COCO_CLASSES = 80;
  private static final int COCO_IDS = 91;

  private PublishedClasses() {}

  /**
   * COCO's names for 80 channels (its categories in order) or 91 (its ids, of which 0 and some
   * others are not in use), numbers for any other count.
   */
  static ClassNames of(int classes) {
    Map<Long, String> coco = coco();
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (classes == COCO_CLASSES) {
      ids.addAll(coco.keySet());
      names.addAll(coco.values());
      return new ClassNames(names, ids);
    }
    for (long channel = 0; channel < classes; channel++) {
      ids.add(channel);
      boolean known = classes == COCO_IDS && coco.containsKey(channel);
      String other = (classes == COCO_IDS ? "unused " : "class ") + channel;
      names.add(known ? coco.get(channel) : other);
    }
    return new ClassNames(names, ids);
  }

  /** These names; with COCO's ids where they are COCO's categories in order. */
  static ClassNames named(List<String> names) {
    ClassNames published = of(names.size());
    if (published.names().equals(names)) {
      return published;
    }
    return new ClassNames(names, LongStream.range(0, names.size()).boxed().toList());
  }

  private static Map<Long, String> coco() {
    Map<Long, String> names = new TreeMap<>();
    for (String entry : COCO.split("; ", -1)) {
      String[] parts = entry.split(":", 2);
      names.put(Long.parseLong(parts[0]), parts[1]);
    }
    return names;
  }
}
