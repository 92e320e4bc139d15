package org.colophon.core.content;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Level;

/**
 * Somebody may read what is not for everybody, within a case: by the word of a court or of two
 * organs, or of a grantee who passes on a part of its own grant.
 *
 * @param caseOpened the record that opened the case
 * @param grantee who may read: a registered subject, or an organisation
 * @param basis the legal basis, as {@code CN-CPL-67}: country, law and articles
 * @param parent the grant from which it is delegated
 * @param scope what, how and how long
 */
public record ScopeGrant(
    RecordId caseOpened, SubjectId grantee, String basis, Optional<RecordId> parent, Scope scope)
    implements Content {
  private static final int BASIS_CHARS_MAX = 64;
  private static final Pattern BASIS = Pattern.compile("[A-Z]{2}(-[A-Za-z0-9.]{1,16}){1,6}");

  static ScopeGrant read(Members members) throws RefusedException {
    return new ScopeGrant(
        members.parsed("case", 64, RecordId::ofHex),
        members.parsed("grantee", 63, SubjectId::new),
        readBasis(members),
        members.hashIf("parent").map(RecordId::new),
        Scope.read(members));
  }

  private static String readBasis(Members members) throws RefusedException {
    String basis = ClearText.check("basis", members.text("basis", BASIS_CHARS_MAX));
    if (!isBasis(basis)) {
      throw members.malformed("basis", "(expected: country, law and articles, as CN-CPL-67)");
    }
    return basis;
  }

  /** Whether a text has the form of a legal basis. */
  public static boolean isBasis(String text) {
    return text.length() <= BASIS_CHARS_MAX && BASIS.matcher(text).matches();
  }

  @Override
  public RecordType type() {
    return RecordType.SCOPE_GRANT;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(caseOpened);
  }

  @Override
  public boolean isKnownAt(Level level) {
    return type().isKnownAt(level)
        && scope.types().stream().flatMap(Set::stream).allMatch(type -> type.isKnownAt(level));
  }

  @Override
  public Json.Obj members() {
    return scope
        .put(
            Json.object()
                .put("case", caseOpened.hex())
                .put("grantee", grantee.text())
                .put("basis", basis)
                .putText("parent", parent.map(RecordId::hex)))
        .build();
  }
}
