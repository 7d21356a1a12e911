package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against the JDK's sets. */
class IdPlacesTest {
  @Test
  void placesAreThoseOfTheFirstAppearance() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Set<Long> twin = new LinkedHashSet<>();
      IdPlaces places = new IdPlaces();
      for (int i = random.nextInt(3000); i > 0; i--) {
        long id = id(random);
        assertThat(places.add(id)).as("seed %s, id %s", seed, id).isEqualTo(twin.add(id));
      }
      List<Long> ids = new ArrayList<>(twin);

      assertThat(places.ids()).as("seed %s", seed).containsExactly(ids.toArray(new Long[0]));
      assertThat(places.count()).isEqualTo(ids.size());
      for (int i = 0; i < ids.size(); i++) {
        assertThat(places.place(ids.get(i))).as("seed %s", seed).isEqualTo(i);
      }
      long other = id(random);
      assertThat(places.place(other) < 0).as("seed %s", seed).isEqualTo(!twin.contains(other));
    }
  }

  /** Small and dense, spread over all of 64 bits, or equal in their lower bits. */
  private static long id(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(2000);
      case 1 -> random.nextLong();
      case 2 -> (long) random.nextInt(50) << 32;
      default -> random.nextBoolean() ? Long.MIN_VALUE : -random.nextInt(5);
    };
  }
}
