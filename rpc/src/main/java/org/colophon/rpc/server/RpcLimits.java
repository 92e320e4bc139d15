package org.colophon.rpc.server;

import java.time.Duration;

/**
 * All bounds of the port. What is over one is refused by name, as TOO_LARGE or OVERLOADED. Of what
 * runs at the same time, no organisation has more than half.
 *
 * @param transport of connections and frames
 * @param requests of single requests
 * @param streams of requests that last
 */
public record RpcLimits(Transport transport, Requests requests, Streams streams) {
  /** Concurrent reports of all callers: each may be {@code Report.BYTES_MAX} large. */
  static final int REPORTS_MAX = 4;

  /** Bundles, certificates and traces of all callers that are made at one time. */
  static final int DOCUMENTS_MADE_MAX = 8;

  /** Callers who wait for an examination, or are given one; all of them are of one organisation. */
  static final int EXAMINATIONS_MAX = 8;

  /** What a node uses unless its operator says otherwise. */
  public static final RpcLimits DEFAULT =
      new RpcLimits(Transport.DEFAULT, Requests.DEFAULT, Streams.DEFAULT);

  /**
   * Bounds of connections and frames.
   *
   * @param connectionsMax open connections; no address and no organisation has more than half
   * @param requestsPerConnectionMax concurrent requests of one connection
   * @param headerBytesMax all headers of a request
   * @param requestBytesMax body of a request by a caller with a certificate; JSON carries records
   *     in base64, so it is 4/3 of {@code submitBytesMax} and something more
   * @param anonymousRequestBytesMax body of a request by a caller without a certificate
   * @param bytesUnderWayMax bodies of all requests that are not answered, and answers that are not
   *     taken, together
   * @param requestTimeout from the first byte of a request to the last of its answer, but for
   *     streams; a caller cannot lengthen it
   * @param idleTimeout of a connection without requests
   */
  public record Transport(
      int connectionsMax,
      int requestsPerConnectionMax,
      int headerBytesMax,
      int requestBytesMax,
      int anonymousRequestBytesMax,
      long bytesUnderWayMax,
      Duration requestTimeout,
      Duration idleTimeout) {
    /** The defaults. */
    public static final Transport DEFAULT =
        new Transport(
            4096,
            128,
            16 << 10,
            12 << 20,
            256 << 10,
            512 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    /** Refuses limits that let nothing in. */
    public Transport {
      if (bytesUnderWayMax < 2L * requestBytesMax) {
        throw new IllegalArgumentException(
            "bytesUnderWayMax: "
                + bytesUnderWayMax
                + " (expected: at least two bodies of requestBytesMax, "
                + requestBytesMax
                + ")");
      }
    }

    /** These with another bound of all that is under way, but room for two requests. */
    public Transport withBytesUnderWayMax(long bytes) {
      return new Transport(
          connectionsMax,
          requestsPerConnectionMax,
          headerBytesMax,
          requestBytesMax,
          anonymousRequestBytesMax,
          Math.max(bytes, 2L * requestBytesMax),
          requestTimeout,
          idleTimeout);
    }
  }

  /**
   * Bounds of single requests.
   *
   * @param readsMax concurrent reads of all callers
   * @param submitsMax concurrent submissions of all callers; apart, so that a chain without a
   *     quorum still answers reads
   * @param submitRecordsMax records of one submission
   * @param submitBytesMax bytes of all records of one submission
   * @param submittingBytesMax bytes of the records of all submissions that wait for their outcomes
   * @param submitWaitMax how long a submission waits for its outcome
   * @param heightWaitersMax concurrent requests that wait for a height
   * @param heightWaitMax how long one waits for its height
   * @param pageDefault items of a page unless told
   * @param pageMax items of a page
   * @param lookupDigestsMax digests of one lookup
   * @param lookupMatchesMax digests of one lookup times matches for each
   * @param provEventsMax events of one PROV document
   */
  public record Requests(
      int readsMax,
      int submitsMax,
      int submitRecordsMax,
      int submitBytesMax,
      int submittingBytesMax,
      Duration submitWaitMax,
      int heightWaitersMax,
      Duration heightWaitMax,
      int pageDefault,
      int pageMax,
      int lookupDigestsMax,
      int lookupMatchesMax,
      int provEventsMax) {
    /** The defaults. */
    public static final Requests DEFAULT =
        new Requests(
            256,
            256,
            4096,
            8 << 20,
            256 << 20,
            Duration.ofSeconds(20),
            64,
            Duration.ofSeconds(5),
            50,
            500,
            1000,
            16_384,
            5000);

    /** Refuses limits that let nothing in. */
    public Requests {
      if (submittingBytesMax < submitBytesMax) {
        throw new IllegalArgumentException(
            "submittingBytesMax: "
                + submittingBytesMax
                + " (expected: at least submitBytesMax, "
                + submitBytesMax
                + ")");
      }
    }

    /** These with other bounds of all submissions together, but room for one. */
    public Requests withSubmittingBytesMax(long bytes) {
      return new Requests(
          readsMax,
          submitsMax,
          submitRecordsMax,
          submitBytesMax,
          Math.clamp(bytes, submitBytesMax, Integer.MAX_VALUE),
          submitWaitMax,
          heightWaitersMax,
          heightWaitMax,
          pageDefault,
          pageMax,
          lookupDigestsMax,
          lookupMatchesMax,
          provEventsMax);
    }
  }

  /**
   * Bounds of requests that last.
   *
   * @param subscribersMax concurrent streams of records
   * @param stallMax how long a reader may take nothing before its stream is ended, and its
   *     connection closed
   * @param snapshotsMax concurrent snapshots
   * @param snapshotChunkBytes data of one chunk
   * @param deliveryPartsMax concurrent indexes and chunks of deliveries, in and out
   */
  public record Streams(
      int subscribersMax,
      Duration stallMax,
      int snapshotsMax,
      int snapshotChunkBytes,
      int deliveryPartsMax) {
    /** The defaults. */
    public static final Streams DEFAULT = new Streams(64, Duration.ofSeconds(60), 1, 1 << 20, 32);
  }
}
