package org.colophon.client.view;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Function;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.StrictBase64;
import org.colophon.rpc.proto.AccessCount;
import org.colophon.rpc.proto.AuthorityView;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CustodyView;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.PublicationView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.ReleaseView;
import org.colophon.rpc.proto.Seal;
import org.colophon.rpc.proto.StampingView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.TimeDisputeView;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.UsesView;
import org.colophon.rpc.proto.WorkView;
import org.colophon.verifier.Style;

/**
 * The JSON that programs read. Member names are stable; times are milliseconds in UTC; what is not
 * known is absent. Records and headers stand as the objects that they are, in canonical JSON.
 */
public final class Views {
  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 16, 65_536);

  private Views() {}

  /** Where a record stands. */
  public static Json.Obj receipt(Receipt receipt) {
    return Json.object()
        .put("record", receipt.getId())
        .put("height", receipt.getHeight())
        .put("index", receipt.getIndex())
        .put("time", receipt.getTime())
        .build();
  }

  /** The three times. */
  public static Json.Obj times(Times times) {
    ObjBuilder json =
        Json.object().put("claimed", times.getClaimed()).put("ordered", times.getOrdered());
    if (times.getAttested() > 0) {
      json.put("attested", times.getAttested())
          .put("attestedEarliest", times.getAttestedEarliest())
          .put("attestedLatest", times.getAttestedLatest());
    }
    if (times.getNotBefore() > 0) {
      json.put("notBefore", times.getNotBefore());
    }
    if (times.getDisputedByCount() > 0) {
      json.put("disputedBy", Json.strings(times.getDisputedByList()));
    }
    return json.build();
  }

  /** A record with its place and proof. */
  public static Json.Obj record(RecordView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", receipt(view.getReceipt()))
            .put("times", times(view.getTimes()))
            .put("record", parsed(view.getRecord()))
            .put("sealed", view.getSealed())
            .put("corrections", Json.strings(view.getCorrectionsList()));
    if (view.hasProof()) {
      json.put("proof", proof(view.getProof()));
    }
    if (view.hasSeal()) {
      json.put("seal", seal(view.getSeal()));
    }
    return json.build();
  }

  /** A Merkle proof. */
  public static Json.Obj proof(Proof proof) {
    return Json.object()
        .put("index", proof.getIndex())
        .put("size", proof.getSize())
        .put("root", proof.getRoot())
        .put("path", Json.strings(proof.getPathList()))
        .build();
  }

  /** A seal with its signed note. */
  public static Json.Obj seal(Seal seal) {
    return Json.object()
        .put("number", seal.getNumber())
        .put("size", seal.getSize())
        .put("attested", seal.getAttested())
        .put("attestedEarliest", seal.getAttestedEarliest())
        .put("attestedLatest", seal.getAttestedLatest())
        .put("note", seal.getNote())
        .put(
            "tokens",
            Json.strings(
                seal.getTokensList().stream()
                    .map(token -> StrictBase64.encode(token.toByteArray()))
                    .toList()))
        .build();
  }

  /** A work. */
  public static Json.Obj work(WorkView work) {
    ObjBuilder json =
        Json.object()
            .put("work", work.getWork())
            .put("status", work.getStatus())
            .put("opener", work.getOpener())
            .put("drafts", work.getDrafts())
            .put("asOfHeight", work.getAsOfHeight())
            .put(
                "holdings",
                list(
                    work.getHoldingsList(),
                    holding ->
                        Json.object()
                            .put("right", holding.getRight())
                            .put("subject", holding.getSubject())
                            .put("share", holding.getShare())
                            .build()))
            .put(
                "contents",
                list(
                    work.getContentsList(),
                    content ->
                        Json.object()
                            .put("sha256", content.getSha256())
                            .put("size", content.getSize())
                            .put("mediaType", content.getMediaType())
                            .build()))
            .put(
                "conflicts",
                list(
                    work.getConflictsList(),
                    conflict ->
                        Json.object()
                            .put("digest", conflict.getDigest())
                            .put("earlier", conflict.getEarlier())
                            .put("earlierWork", conflict.getEarlierWork())
                            .put("earlierReceipt", receipt(conflict.getEarlierReceipt()))
                            .put("earlierTimes", times(conflict.getEarlierTimes()))
                            .put("later", conflict.getLater())
                            .put("laterWork", conflict.getLaterWork())
                            .put("laterReceipt", receipt(conflict.getLaterReceipt()))
                            .put("laterTimes", times(conflict.getLaterTimes()))
                            .build()));
    json.put("applications", list(work.getApplicationsList(), OfficeJson::application))
        .put("objections", list(work.getObjectionsList(), OfficeJson::objection));
    json.put("corrections", Json.strings(work.getCorrectionsList()))
        .put("recommendations", work.getUses().getRecommendations())
        .put("accesses", accesses(work.getUses()));
    if (work.hasRelease()) {
      json.put("release", release(work.getRelease()));
    }
    text(json, "title", work.getTitle());
    text(json, "ipKind", work.getIpKind());
    text(json, "category", work.getCategory());
    text(json, "declared", work.getDeclared());
    text(json, "derivedFrom", work.getDerivedFrom());
    if (work.hasOpened()) {
      json.put("opened", receipt(work.getOpened()));
    }
    if (work.hasTimes()) {
      json.put("times", times(work.getTimes()));
    }
    return json.build();
  }

  private static Json accesses(UsesView uses) {
    ObjBuilder json = Json.object();
    for (AccessCount count : uses.getAccessesList()) {
      json.put(
          count.getMode(),
          Json.object()
              .put("total", count.getTotal())
              .put("licensed", count.getLicensed())
              .build());
    }
    return json.build();
  }

  private static Json.Obj release(ReleaseView release) {
    return Json.object()
        .put("publications", release.getPublications())
        .put("first", publication(release.getFirst()))
        .put("earliest", publication(release.getEarliest()))
        .build();
  }

  private static Json.Obj publication(PublicationView publication) {
    ObjBuilder json =
        Json.object()
            .put("receipt", receipt(publication.getReceipt()))
            .put("subject", publication.getSubject())
            .put("sha256", publication.getSha256())
            .put("at", publication.getAt())
            .put("times", times(publication.getTimes()));
    text(json, "channel", publication.getChannel());
    text(json, "url", publication.getUrl());
    return json.build();
  }

  /** An event of a trace. */
  public static Json.Obj event(TraceEvent event) {
    return Json.object()
        .put("receipt", receipt(event.getReceipt()))
        .put("type", event.getType())
        .put("times", times(event.getTimes()))
        .put("summary", event.getSummary())
        .put(
            "signers",
            list(
                event.getSignersList(),
                signer ->
                    Json.object()
                        .put("key", signer.getKey())
                        .put("role", signer.getRole())
                        .put("subject", signer.getSubject())
                        .build()))
        .put("statement", parsed(event.getStatement()))
        .put("survivingLicences", Json.strings(event.getSurvivingLicencesList()))
        .put("corrections", Json.strings(event.getCorrectionsList()))
        .put("warnings", Json.strings(event.getWarningsList()))
        .build();
  }

  /** A record that carries or opens a digest. */
  public static Json.Obj match(LookupMatch match) {
    ObjBuilder json =
        Json.object()
            .put("digest", match.getDigest())
            .put("receipt", receipt(match.getReceipt()))
            .put("type", match.getType())
            .put("subject", match.getSubject())
            .put("priority", match.getPriority())
            .put("times", times(match.getTimes()));
    text(json, "work", match.getWork());
    return json.build();
  }

  private static Json.Obj dispute(TimeDisputeView dispute) {
    return Json.object()
        .put("organisation", dispute.getOrganisation())
        .put("record", dispute.getRecord())
        .put("seen", dispute.getSeen())
        .build();
  }

  /** A block; its records are given apart, for they come in pages. */
  public static Json.Obj block(BlockView block, List<String> records) {
    ObjBuilder json =
        Json.object()
            .put("height", block.getHeight())
            .put("time", block.getTime())
            .put("headerHash", block.getHeaderHash())
            .put("header", parsed(block.getHeader()))
            .put("records", Json.strings(records))
            .put(
                "refused",
                list(
                    block.getRefusedList(),
                    refused ->
                        Json.object()
                            .put("record", refused.getId())
                            .put("reason", refused.getReason())
                            .build()))
            .put("sealed", block.getSealed());
    if (block.hasSeal()) {
      json.put("seal", seal(block.getSeal()));
    }
    if (block.getDisputesCount() > 0) {
      json.put("disputes", list(block.getDisputesList(), Views::dispute));
    }
    return json.build();
  }

  /** A node. */
  public static Json.Obj status(StatusView status) {
    ObjBuilder json =
        Json.object()
            .put("chain", status.getChain())
            .put("node", status.getNode())
            .put("organisation", status.getOrganisation())
            .put("role", status.getRole())
            .put("term", status.getTerm())
            .put("height", status.getHeight())
            .put("size", status.getSize())
            .put("sealedSize", status.getSealedSize())
            .put("suite", status.getSuite())
            .put("level", status.getLevel())
            .put("levelKnown", status.getLevelKnown())
            .put("alarms", Json.strings(status.getAlarmsList()))
            .put(
                "peers",
                list(
                    status.getPeersList(),
                    peer ->
                        Json.object()
                            .put("node", peer.getNode())
                            .put("votes", peer.getVotes())
                            .put("matchIndex", peer.getMatchIndex())
                            .build()))
            .put("stamping", stamping(status.getStamping()))
            .put(
                "validities",
                list(
                    status.getValiditiesList(),
                    validity ->
                        Json.object()
                            .put("what", validity.getWhat())
                            .put("until", validity.getUntil())
                            .put("due", validity.getDue())
                            .build()));
    if (status.getCustody().getCustodian()) {
      json.put("custody", custody(status.getCustody()));
    }
    text(json, "leader", status.getLeader());
    text(json, "version", status.getVersion());
    text(json, "root", status.getRoot());
    return json.build();
  }

  private static Json.Obj custody(CustodyView custody) {
    return Json.object()
        .put("named", custody.getNamed())
        .put("namedBytes", custody.getNamedBytes())
        .put("waiting", custody.getWaiting())
        .put("waitingBytes", custody.getWaitingBytes())
        .put("erased", custody.getErased())
        .build();
  }

  private static Json.Obj stamping(StampingView stamping) {
    ObjBuilder json =
        Json.object()
            .put("unstampedSeals", stamping.getUnstampedSeals())
            .put("authorities", list(stamping.getAuthoritiesList(), Views::authority));
    if (stamping.getNewestStamped() > 0) {
      json.put("newestStamped", stamping.getNewestStamped());
    }
    return json.build();
  }

  private static Json.Obj authority(AuthorityView authority) {
    ObjBuilder json = Json.object().put("name", Style.plain(authority.getName()));
    if (authority.getLastStamp() > 0) {
      json.put("lastStamp", authority.getLastStamp());
    }
    text(json, "failure", Style.plain(authority.getFailure()));
    return json.build();
  }

  private static void text(ObjBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static <T> Json.Arr list(List<T> items, Function<T, Json.Obj> view) {
    return Json.array(items.stream().map(view).toList());
  }

  /** Canonical JSON as a value; anything else, which no honest node sends, as a string. */
  private static Json parsed(ByteString bytes) {
    try {
      return JsonParser.parse(bytes.toByteArray(), LIMITS);
    } catch (RefusedException e) {
      return Json.of(Style.plain(bytes.toString(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }
}
