package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.SigningKey;

/** Storage receipts of a test world's validators, for ciphertexts that need not be anywhere. */
public final class TestCustody {
  private static final long SIZE = 2_000;

  private final TestConsortium consortium;

  TestCustody(TestConsortium consortium) {
    this.consortium = consortium;
  }

  /** A ciphertext that these validators, which are given sorted, stored at the world's start. */
  public PrivateMatter matter(String label, OrgId... custodians) {
    return matter(consortium.hash(label), TestConsortium.START, custodians);
  }

  /** A ciphertext that these validators, which are given sorted, stored at a time. */
  public PrivateMatter matter(Hash digest, Timestamp time, OrgId... custodians) {
    List<CustodyReceipt> receipts = new ArrayList<>();
    for (OrgId custodian : custodians) {
      receipts.add(receipt(custodian, digest, time));
    }
    return new PrivateMatter(digest, SIZE, receipts);
  }

  /** The receipt of one validator. */
  public CustodyReceipt receipt(OrgId custodian, Hash digest, Timestamp time) {
    SigningKey key = TestValidator.custodianKey(consortium, custodian);
    byte[] text = CustodyReceipt.signedText(consortium.chain(), custodian, digest, SIZE, time);
    return new CustodyReceipt(custodian, key.name(), time, StrictBase64.encode(key.sign(text)));
  }
}
