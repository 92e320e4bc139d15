package org.colophon.rpc.server;

import org.colophon.core.RefusedException;
import org.colophon.rpc.proto.ExaminationView;
import org.colophon.rpc.proto.ExaminedThing;

/** Examinations, for the port. */
final class ExaminationApi {
  private final RpcSettings settings;

  ExaminationApi(RpcSettings settings) {
    this.settings = settings;
  }

  /** What was found at this node. */
  ExaminationView examine() throws RefusedException, InterruptedException {
    Examination made = settings.examiner().examine();
    ExaminationView.Builder view =
        ExaminationView.newBuilder()
            .setNode(settings.operators().node().text())
            .setVersion(settings.version())
            .setTime(made.time().value());
    for (Examination.Finding finding : made.findings()) {
      view.addFindings(
          ExaminedThing.newBuilder()
              .setSeverity(finding.severity().name())
              .setTopic(finding.topic())
              .setFound(finding.found())
              .setRemedy(finding.remedy()));
    }
    return view.build();
  }
}
