package dev.fovea.data.check;

import dev.fovea.data.format.Place;
import dev.fovea.data.image.PixelForm;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many pictures are not RGB of 8 bits a channel: one note for each way, since whole data sets
 * are grey.
 */
final class PixelForms {
  private final Map<PixelForm, Path> firsts = new EnumMap<>(PixelForm.class);
  private final Map<PixelForm, Long> counts = new EnumMap<>(PixelForm.class);

  /** Counts a picture that can be decoded. */
  void add(Path file, byte[] bytes) {
    for (PixelForm form : PixelForm.of(bytes)) {
      firsts.putIfAbsent(form, file);
      counts.merge(form, 1L, Long::sum);
    }
  }

  /** {@code picture-grey} and the like, each with its count and first picture. */
  void tell(Findings findings) {
    counts.forEach(
        (form, count) ->
            findings.note(
                "picture-" + form.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Place.of(firsts.get(form)),
                "%d %s %s (first: %s); %s."
                    .formatted(
                        count,
                        count == 1 ? "picture is" : "pictures are",
                        form.label(),
                        firsts.get(form),
                        form.reading())));
  }
}
