package dev.fovea.model.published;

/** Hears how far a download is. Called by the thread that fetches. */
public interface FetchListener {
  /** Hears nothing. */
  FetchListener SILENT =
      new FetchListener() {
        @Override
        public void begun(long already, long total) {}

        @Override
        public void received(long bytes) {}

        @Override
        public void note(String text) {}
      };

  /**
   * Bytes begin to come, at first or again.
   *
   * @param already bytes that are kept from before
   * @param total bytes in all, as the server or the catalogue has it
   */
  void begun(long already, long total);

  /**
   * Some came.
   *
   * @param bytes that are here now, with those from before
   */
  void received(long bytes);

  /** Something that the user may want to know: an attempt that failed, another process at work. */
  void note(String text);
}
