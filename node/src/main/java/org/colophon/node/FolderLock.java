package org.colophon.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.colophon.crypto.PrivateFiles;

/** A file {@code lock} in a folder that one command at a time may work in; held until closed. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param busy what is at work where it is held, as the error says
   * @throws IOException when it is held by this process or another, or the folder cannot be written
   */
  public static FolderLock take(Path folder, String busy) throws IOException {
    FileChannel channel = PrivateFiles.open(folder.resolve("lock"));
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer.
    }
    channel.close();
    throw new IOException(folder + ": another " + busy + " is at work here");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
