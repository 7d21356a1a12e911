package dev.fovea.data.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** JSON of COCO's kinds with all the freedom that JSON gives, and with slips. */
final class RandomJson {
  private static final String SLIPS = "{}[]\",:\\0123456789.-+eEnutf \n\u0000\u0001éNI/'";

  private final Random random;

  /** Whether rare things may come: escapes, large numbers, what is no JSON. */
  private final boolean rare;

  RandomJson(Random random, boolean rare) {
    this.random = random;
    this.rare = rare;
  }

  String results(int entries) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      list.add(
          object(
              field("image_id", id("7", "5000000000")),
              field("category_id", id("3", "90")),
              field("bbox", box()),
              field("score", number())));
    }
    return document(list(list));
  }

  String truth(int annotations) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < annotations; i++) {
      list.add(
          object(
              field("id", Integer.toString(rare && random.nextInt(20) == 0 ? 0 : i)),
              field("image_id", id("7", "8")),
              field("category_id", id("3", "90")),
              field("area", random.nextInt(4) == 0 ? "null" : number().replace("-", "")),
              field("iscrowd", pick("0", "1", "true", "false", "null", "0.0")),
              field("bbox", box())));
    }
    return document(
        object(
            field("images", list(List.of(object(field("id", "7")), object(field("id", "8"))))),
            field("annotations", list(list)),
            field(
                "categories",
                list(
                    List.of(
                        object(field("id", "3"), field("name", "\"a\"")),
                        object(field("id", "90")))))));
  }

  /** Now and then one character is lost, added or changed. */
  private String document(String text) {
    if (!rare || random.nextInt(3) == 0) {
      return space() + text + space();
    }
    int at = random.nextInt(text.length());
    char slip = SLIPS.charAt(random.nextInt(SLIPS.length()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + slip + text.substring(at);
      case 2 -> text.substring(0, at) + slip + text.substring(at + 1);
      default -> random.nextBoolean() ? text + slip : text.substring(0, at);
    };
  }

  private String object(String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    for (int i = random.nextInt(3); i > 0; i--) {
      all.add(field("other" + random.nextInt(200), value(0)));
    }
    if (rare && random.nextInt(8) == 0) {
      all.add(all.getFirst());
    }
    Collections.shuffle(all, random);
    if (rare && random.nextInt(20) == 0) {
      all.removeFirst();
    }
    return "{" + space() + String.join(space() + "," + space(), all) + space() + "}";
  }

  private String field(String name, String value) {
    String written =
        rare && random.nextInt(40) == 0 ? "\\u%04x".formatted((int) name.charAt(0)) : name;
    String whole = written.equals(name) ? name : written + name.substring(1);
    return "\"" + whole + "\"" + space() + ":" + space() + value;
  }

  private String list(List<String> values) {
    return "[" + space() + String.join(space() + "," + space(), values) + space() + "]";
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> number();
      case 1 -> pick("true", "false", "null");
      case 2 -> pick("\"\"", "\"},{\"", "\"\\\"\\\\\\n\\u00e9\"", "\"é – 日本 😀\"");
      case 3 -> "\"" + "x".repeat(random.nextInt(40)) + "\"";
      case 4 -> list(List.of(value(depth + 1), value(depth + 1)));
      default -> random.nextBoolean() ? "{}" : "{\"a\":" + value(depth + 1) + "}";
    };
  }

  private String box() {
    return list(List.of(number(), number(), number().replace("-", ""), "1.5"));
  }

  private String id(String one, String other) {
    String id = pick(one, other);
    return switch (random.nextInt(rare ? 12 : 6)) {
      case 0 -> id + ".0";
      case 6 -> id + "e0";
      case 7 -> pick("12345678901234567890", "0.5", "-0", "1e400", "1" + id);
      default -> id;
    };
  }

  private String number() {
    String plain =
        switch (random.nextInt(6)) {
          case 0 -> Integer.toString(random.nextInt(1000));
          case 1 -> Double.toString(random.nextDouble());
          case 2 -> Double.toString(random.nextFloat());
          case 3 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
          case 4 -> pick("0", "-0", "-0.0", "0.1", "1E2", "1e-2", "1.50e+1", "999999999999999999");
          default -> random.nextInt(1000) + "." + random.nextInt(1000);
        };
    return rare && random.nextInt(25) == 0
        ? pick("1e999", "NaN", "Infinity", "01", "1.", ".5", "+1", "1e-400", "0x1", plain + "0")
            + "1".repeat(random.nextInt(30))
        : plain;
  }

  private String space() {
    return random.nextInt(3) > 0 ? "" : pick(" ", "\n", "\t", "\r\n", "   ");
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
