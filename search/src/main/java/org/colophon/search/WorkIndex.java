package org.colophon.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.port.WorkSearch;
import org.colophon.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on the disk. All of it can be made again from the ledger, so one that cannot be read is
 * thrown away. One thread writes, any may ask.
 */
final class WorkIndex implements WorkSearch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkIndex.class);

  /** A change of what is kept, or of how texts are taken apart, needs another number. */
  private static final String FORM = "1";

  private static final String LEAF = "leaf";
  private static final String TITLE = "title";
  private static final String IDENTIFIER = "identifier";
  private static final Sort BY_LEAF = new Sort(new SortField(LEAF, SortField.Type.LONG));
  private static final double BUFFER_MB = 16;
  private static final int PREFIX_CHARS_MIN = 3;
  private static final long QUERY_MS_MAX = 2_000;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private volatile Progress progress;
  private boolean halfway;

  /**
   * How far it has come.
   *
   * @param height the newest block that was looked at
   * @param header SHA-256 of that block's header
   */
  record Progress(Height height, Hash header) {
    /** Nothing was looked at; the genesis block itself declares no work. */
    static final Progress NONE = new Progress(new Height(0), Hash.sha256(new byte[0]));

    private static Progress of(Map<String, String> kept) {
      return new Progress(
          new Height(Long.parseLong(kept.getOrDefault("height", ""))),
          Hash.ofHex(kept.getOrDefault("header", "")));
    }

    private Map<String, String> kept() {
      return Map.of("form", FORM, "header", header.hex(), "height", height.toString());
    }
  }

  private WorkIndex(FSDirectory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, null);
    Map<String, String> kept = kept(writer);
    if (!kept.isEmpty() && !FORM.equals(kept.get("form"))) {
      throw new IOException("form " + kept.get("form") + " (expected: " + FORM + ")");
    }
    this.progress = kept.isEmpty() ? Progress.NONE : Progress.of(kept);
  }

  /**
   * Opens the index in a folder, or begins a new one.
   *
   * @throws IOException when the folder cannot be written
   */
  static WorkIndex open(Path folder) throws IOException {
    try {
      return opened(folder);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("search: {}: made again from the ledger: {}", folder, e.toString());
      clear(folder);
      return opened(folder);
    }
  }

  private static WorkIndex opened(Path folder) throws IOException {
    Files.createDirectories(folder);
    IndexWriterConfig config =
        new IndexWriterConfig(Words.KEPT)
            .setIndexSort(BY_LEAF)
            .setRAMBufferSizeMB(BUFFER_MB)
            .setCommitOnClose(false);
    // No memory is mapped: a file that is cut short is then an error, and not the process's end.
    FSDirectory directory = new NIOFSDirectory(folder);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config);
      return new WorkIndex(directory, writer);
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
      throw e;
    }
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static Map<String, String> kept(IndexWriter writer) {
    Map<String, String> kept = new HashMap<>();
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    if (data != null) {
      data.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    }
    return kept;
  }

  /** How far it has come, what is not yet kept included. */
  Progress progress() {
    return progress;
  }

  /** Whether works of a block were taken in that was not {@link #reached}. */
  boolean isHalfway() {
    return halfway;
  }

  /** Forgets everything. */
  void clear() throws IOException {
    writer.deleteAll();
    progress = Progress.NONE;
    keep();
  }

  /** Takes a work in; found only when its block is {@link #reached}. */
  void add(Entry entry) throws IOException {
    Document document = new Document();
    document.add(new LongPoint(LEAF, entry.declaration().value()));
    document.add(new NumericDocValuesField(LEAF, entry.declaration().value()));
    document.add(new TextField(TITLE, entry.title(), Field.Store.NO));
    for (String identifier : entry.identifiers()) {
      document.add(new StringField(IDENTIFIER, Words.identifier(identifier), Field.Store.NO));
    }
    halfway = true;
    writer.addDocument(document);
  }

  /** All works up to that block are in. */
  void reached(Progress to) throws IOException {
    // Whoever reads how far it came finds all up to there.
    searchers.maybeRefreshBlocking();
    progress = to;
    halfway = false;
  }

  /** Makes durable what was taken in. */
  void keep() throws IOException {
    writer.setLiveCommitData(progress.kept().entrySet());
    writer.commit();
  }

  /**
   * What of a declaration can be looked for.
   *
   * @param declaration its leaf
   * @param title its title, or what its signer says should have stood there
   * @param identifiers values, of any scheme
   */
  record Entry(LeafIndex declaration, String title, List<String> identifiers) {
    /** Copies the identifiers. */
    Entry {
      identifiers = List.copyOf(identifiers);
    }
  }

  @Override
  public Found find(String text, LeafIndex from, int size) throws RefusedException {
    Query query = query(text, from);
    Height indexed = progress.height();
    try {
      // A title that was corrected stands there more than once, so twice the page is looked at.
      List<LeafIndex> leaves = leaves(query, 2 * (size + 1));
      Optional<LeafIndex> next =
          leaves.size() > size ? Optional.of(leaves.get(size)) : Optional.empty();
      return new Found(leaves.subList(0, Math.min(size, leaves.size())), next, indexed);
    } catch (AlreadyClosedException e) {
      throw new RefusedException(Reason.UNAVAILABLE, "search: the index is being opened again");
    } catch (IOException e) {
      LOG.error("search: the index cannot be read", e);
      throw new RefusedException(Reason.UNAVAILABLE, "search: the index cannot be read");
    }
  }

  private List<LeafIndex> leaves(Query query, int size) throws IOException, RefusedException {
    IndexSearcher shared = searchers.acquire();
    try {
      IndexSearcher searcher = new IndexSearcher(shared.getIndexReader());
      searcher.setTimeout(new QueryTimeoutImpl(QUERY_MS_MAX));
      ScoreDoc[] found =
          searcher.search(query, new TopFieldCollectorManager(BY_LEAF, size, null, size)).scoreDocs;
      if (searcher.timedOut()) {
        throw new RefusedException(
            Reason.OVERLOADED,
            "search: not done in " + QUERY_MS_MAX + " ms (expected: rarer words)");
      }
      List<LeafIndex> leaves = new ArrayList<>();
      for (ScoreDoc one : found) {
        LeafIndex leaf = new LeafIndex((Long) ((FieldDoc) one).fields[0]);
        if (leaves.isEmpty() || !leaves.getLast().equals(leaf)) {
          leaves.add(leaf);
        }
      }
      return leaves;
    } finally {
      searchers.release(shared);
    }
  }

  private static Query query(String text, LeafIndex from) throws RefusedException {
    if (text.length() > TEXT_CHARS_MAX) {
      throw new RefusedException(
          Reason.MALFORMED,
          "text: " + text.length() + " characters (expected: at most " + TEXT_CHARS_MAX + ")");
    }
    List<String> words = Words.asked(text);
    if (words.isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "text: (expected: a word or an identifier)");
    }
    BooleanQuery either =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(IDENTIFIER, Words.identifier(text))), Occur.SHOULD)
            .add(title(words, text), Occur.SHOULD)
            .build();
    return new BooleanQuery.Builder()
        .add(either, Occur.FILTER)
        .add(LongPoint.newRangeQuery(LEAF, from.value(), Long.MAX_VALUE), Occur.FILTER)
        .build();
  }

  /** All words; the last may be the beginning of one, while its reader still writes. */
  private static Query title(List<String> words, String text) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : words.subList(0, words.size() - 1)) {
      all.add(new TermQuery(new Term(TITLE, word)), Occur.FILTER);
    }
    Term last = new Term(TITLE, words.getLast());
    boolean begun =
        last.text().length() >= PREFIX_CHARS_MIN
            && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    all.add(begun ? new PrefixQuery(last) : new TermQuery(last), Occur.FILTER);
    return all.build();
  }

  /** Ends without keeping what was not kept: it is taken in again. */
  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
