package org.colophon.interop;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.Level;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.policy.EtsiValidationPolicy;
import eu.europa.esig.dss.policy.EtsiValidationPolicyFactory;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The European Commission's verifier, offline. It trusts the roots that it is given, as it would
 * trust those of a list; whether an authority is a qualified one is a matter of trusted lists and
 * not of these tests.
 */
final class Dss {
  private final List<X509Certificate> roots;
  private final List<byte[]> crls;
  private final Instant at;
  private final Level groupLevel;

  private Dss(List<X509Certificate> roots, List<byte[]> crls, Instant at, Level groupLevel) {
    this.roots = roots;
    this.crls = crls;
    this.at = at;
    this.groupLevel = groupLevel;
  }

  /**
   * With its own default policy.
   *
   * @param crls lists beside the container
   * @param at the time as of which it validates
   */
  static Dss byDefault(List<X509Certificate> roots, List<byte[]> crls, Instant at) {
    return new Dss(roots, crls, at, Level.WARN);
  }

  /**
   * With its default policy but for one rule: documents that the evidence record covers and that
   * are not there fail it (RFC 4998, section 5.3, last paragraph), while by default they are worth
   * a warning only.
   */
  static Dss strict(List<X509Certificate> roots, List<byte[]> crls, Instant at) {
    return new Dss(roots, crls, at, Level.FAIL);
  }

  /**
   * What it says.
   *
   * @param evidenceRecords one indication for each evidence record that it finds
   * @param timeStamps one indication for each time-stamp in them
   */
  record Verdict(List<Indication> evidenceRecords, List<Indication> timeStamps) {
    /** One evidence record, it passed, and so did all its time-stamps. */
    boolean isPassed(int timeStampsExpected) {
      return evidenceRecords.equals(List.of(Indication.PASSED))
          && timeStamps.size() == timeStampsExpected
          && timeStamps.stream().allMatch(indication -> indication == Indication.PASSED);
    }
  }

  Verdict validate(byte[] container) {
    SimpleReport report = reports(container).getSimpleReport();
    List<Indication> evidenceRecords = new ArrayList<>();
    List<Indication> timeStamps = new ArrayList<>();
    for (String id : report.getEvidenceRecordIdList()) {
      evidenceRecords.add(report.getIndication(id));
      report
          .getEvidenceRecordTimestamps(id)
          .forEach(timeStamp -> timeStamps.add(timeStamp.getIndication()));
    }
    return new Verdict(evidenceRecords, timeStamps);
  }

  Reports reports(byte[] container) {
    SignedDocumentValidator validator =
        SignedDocumentValidator.fromDocument(new InMemoryDocument(container, "evidence.asice"));
    validator.setCertificateVerifier(verifier());
    validator.setValidationTime(Date.from(at));
    return validator.validateDocument(policy());
  }

  private EtsiValidationPolicy policy() {
    EtsiValidationPolicy policy =
        (EtsiValidationPolicy) new EtsiValidationPolicyFactory().loadDefaultValidationPolicy();
    policy.getEvidenceRecordConstraints().getDataObjectGroup().setLevel(groupLevel);
    return policy;
  }

  /** Without any source that would go to the network. */
  private CommonCertificateVerifier verifier() {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    roots.forEach(root -> trusted.addCertificate(new CertificateToken(root)));
    verifier.setTrustedCertSources(trusted);
    if (!crls.isEmpty()) {
      verifier.setCrlSource(
          new ExternalResourcesCRLSource(
              crls.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new)));
    }
    return verifier;
  }
}
