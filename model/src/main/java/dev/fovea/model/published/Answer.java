package dev.fovea.model.published;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's answer says of the bytes that follow.
 *
 * @param status of HTTP
 * @param first byte that follows, counted from the file's beginning
 * @param total bytes of the file, where it is said
 * @param tag of the version, where it is a strong one: a weak one may stand for other bytes
 * @param isPage whether it is for a browser, as that of a network that asks to sign in
 */
record Answer(int status, long first, OptionalLong total, Optional<String> tag, boolean isPage) {
  static final int WHOLE = 200;
  static final int PART = 206;
  static final int NO_SUCH_PART = 416;

  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  static Answer of(HttpResponse<InputStream> response) {
    HttpHeaders headers = response.headers();
    Optional<String> tag =
        headers.firstValue("ETag").filter(text -> text.matches("\"[\\x21\\x23-\\x7e]{1,200}\""));
    boolean page = headers.firstValue("Content-Type").orElse("").startsWith("text/html");
    if (response.statusCode() == WHOLE) {
      return new Answer(WHOLE, 0, headers.firstValueAsLong("Content-Length"), tag, page);
    }
    Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (!range.matches()) {
      return new Answer(response.statusCode(), -1, OptionalLong.empty(), tag, page);
    }
    return new Answer(
        response.statusCode(),
        range.group(1) == null ? -1 : Long.parseLong(range.group(1)),
        range.group(2).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(range.group(2))),
        tag,
        page);
  }

  /** Whether the server may give another answer later. */
  boolean isPassing() {
    return status == 408 || status == 429 || status >= 500;
  }
}
