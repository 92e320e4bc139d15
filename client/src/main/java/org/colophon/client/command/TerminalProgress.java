package org.colophon.client.command;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.colophon.client.Context;
import org.colophon.client.submit.Progress;
import org.jspecify.annotations.Nullable;

/** A bar on the error stream, one for each phase. */
final class TerminalProgress implements Progress {
  private static final int UPDATE_MS = 100;

  private final Context context;
  private @Nullable ProgressBar bar;

  private TerminalProgress(Context context) {
    this.context = context;
  }

  /** A bar where somebody looks, else silence. */
  static Progress of(Context context) {
    return context.errIsTerminal() ? new TerminalProgress(context) : SILENT;
  }

  @Override
  public synchronized void begin(String phase, long total) {
    end();
    if (total > 0) {
      bar = builder(phase, total).build();
    } else if (total == UNKNOWN) {
      // Without a total, how fast it goes is what there is to say.
      bar = builder(phase, total).setUnit(" lines", 1).showSpeed().build();
    }
  }

  private ProgressBarBuilder builder(String phase, long total) {
    return new ProgressBarBuilder()
        .setTaskName(phase)
        .setInitialMax(total)
        .setUpdateIntervalMillis(UPDATE_MS)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setConsumer(new ConsoleProgressBarConsumer(context.err()));
  }

  @Override
  public synchronized void step(long count) {
    if (bar != null) {
      bar.stepBy(count);
    }
  }

  @Override
  public synchronized void remark(String words) {
    if (bar != null) {
      bar.setExtraMessage(words);
    }
  }

  @Override
  public synchronized void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
