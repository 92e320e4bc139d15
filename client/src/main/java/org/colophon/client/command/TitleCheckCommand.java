package org.colophon.client.command;

import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.view.TitleText;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.TitleView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a title. */
@Command(
    name = "check",
    header = "Says whether a title hangs together, and what speaks against it.",
    description = {
      "%nA chain of signed transfers is easily made. It launders nothing when it began with what was"
          + " another's: so this tells who claimed the same content earlier, which objections stand,"
          + " whether a key in the chain was revoked since, what offices did not confirm, and whether"
          + " those who re-created a work were allowed to. The works that it re-creates are examined"
          + " too. It is as of now unless told.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon title check photo.jpg",
      "  colophon title check 5b1e… --at 2026-03-01 --json",
      "%nWith --json: {\"work\",\"verdict\",\"asOf\":{…},\"chain\":[…],\"findings\":[{\"kind\","
          + "\"verdict\",\"work\",\"record\"}]}; verdict is SOUND, DOUBTFUL or BROKEN.",
      "%nExit codes: 0 sound; 1 doubtful or broken, or refused; 2 wrong usage; 3 no node could do it"
          + " now; 4 a local file or key."
    })
@SuppressWarnings("NullAway.Init")
final class TitleCheckCommand extends JsonCommand {
  private static final String SOUND = "SOUND";

  @Parameters(paramLabel = "WORK|FILE", description = "The work's 64 hex digits, or a file.")
  private String word;

  @Mixin private AsOfOptions asOf;

  @Override
  public Integer call() throws Exception {
    asOf.check();
    try (Session session = open()) {
      TitleView view =
          session
              .network()
              .title(
                  CheckTitleRequest.newBuilder()
                      .setWork(Target.of(word, session).work())
                      .setTime(asOf.time(0))
                      .setHeight(asOf.height())
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(TitleText.json(view));
      } else {
        context().out().print(new TitleText(style()).of(view));
      }
      return view.getVerdict().equals(SOUND) ? ExitCodes.OK : ExitCodes.REFUSED;
    }
  }
}
