package org.colophon.core.record;

import java.util.Locale;

/** In which capacity a key signs a statement. */
public enum Role {
  /** Made the work. */
  CREATOR,
  /** Acts for the creator. */
  AGENT,
  /** Holds rights in the work. */
  OWNER,
  /** Receives rights in the work. */
  ACQUIRER,
  /** Grants a licence. */
  LICENSOR,
  /** Is granted a licence. */
  LICENSEE,
  /** Holds a pledge of rights in the work. */
  PLEDGEE,
  /** Objects to the title in a work. */
  OBJECTOR,
  /** Knows the person behind a pseudonym. */
  REGISTRAR,
  /** Proves to hold the key that is being registered. */
  SUBJECT,
  /** Holds the key that is being replaced or revoked. */
  HOLDER,
  /** Proves to hold the key that takes over. */
  SUCCESSOR,
  /** Brings material. */
  DEPOSITOR,
  /** Shows works to the public, or gives them out to users. */
  PLATFORM,
  /** Notarises: an organisation of the consortium of that kind. */
  NOTARY,
  /** May read what a court or procuratorate granted. */
  GRANTEE,
  /** Reckons what an infringement comes to. */
  ASSESSOR,
  /** Gives out what may be read: a node of the consortium. */
  NODE,
  /** Speaks for an organisation of the consortium. */
  MEMBER;

  /** As written in a statement. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role written as {@code label}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role ofLabel(String label) {
    for (Role role : values()) {
      if (role.label().equals(label)) {
        return role;
      }
    }
    throw new IllegalArgumentException("not a role");
  }
}
