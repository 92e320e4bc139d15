import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.client.Context;
import org.colophon.client.Main;
import org.colophon.client.net.LedgerNetwork;

/**
 * Runs {@code colophon evidence verify --json} over every case of a folder in one process: starting
 * it anew for each takes most of the time. The folder is as tools/write-corpus.mjs makes it; for each
 * line of chosen.txt this writes NAME.java, NAME.java-error and NAME.java-code.
 */
final class Judge {
  private Judge() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String line : Files.readAllLines(folder.resolve("chosen.txt"))) {
      judge(folder, line.split(" ")[0]);
    }
  }

  private static void judge(Path folder, String name) throws IOException {
    List<String> words = new ArrayList<>(List.of("evidence", "verify", "--json"));
    words.add(folder.resolve(name + ".zip").toString());
    for (String option : List.of("genesis", "file", "tsa-ca")) {
      Path value = folder.resolve(name + "." + option);
      if (Files.exists(value)) {
        words.addAll(List.of("--" + option, value.toString()));
      }
    }
    Path at = folder.resolve(name + ".at");
    if (Files.exists(at)) {
      words.addAll(List.of("--at", Files.readString(at)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(context(out, err), words.toArray(String[]::new));
    Files.write(folder.resolve(name + ".java"), out.toByteArray());
    Files.write(folder.resolve(name + ".java-error"), err.toByteArray());
    Files.writeString(folder.resolve(name + ".java-code"), Integer.toString(code));
  }

  private static Context context(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Context(
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false,
        InstantSource.system(),
        new SecureRandom(),
        Thread::sleep,
        LedgerNetwork::connect);
  }
}
