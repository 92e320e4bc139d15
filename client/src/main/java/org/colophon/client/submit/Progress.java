package org.colophon.client.submit;

/** Told how far a long job has come; may be called by many threads. */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String phase, long total) {}

        @Override
        public void step(long count) {}

        @Override
        public void end() {}
      };

  /** As a total: nobody knows how many steps there will be. */
  long UNKNOWN = -1;

  /** A phase of so many steps begins, and the one before ends. */
  void begin(String phase, long total);

  /** So many more steps are done. */
  void step(long count);

  /** Something to say beside the count. */
  default void remark(String words) {}

  /** The last phase ends. */
  void end();
}
