package dev.fovea.data.format;

import java.io.IOException;

/** How the ids in COCO's results are understood. */
interface ResultIds {
  /** Images by id, as always; the category's id stands for the class, where it can be an index. */
  ResultIds AS_WRITTEN =
      new ResultIds() {
        @Override
        public long image(CocoCursor cursor) throws IOException {
          return cursor.id();
        }

        @Override
        public int category(CocoCursor cursor) throws IOException {
          long id = cursor.id();
          if (id != (int) id || id < 0) {
            throw cursor.error("is " + id + ", which is no index");
          }
          return (int) id;
        }
      };

  /** The image of a detection. */
  long image(CocoCursor cursor) throws IOException;

  /** The class of a detection. */
  int category(CocoCursor cursor) throws IOException;
}
