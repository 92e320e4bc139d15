package org.colophon.client.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Amount;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.WorkDeclare;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Words of the command line as values; what does not fit is a usage error that says what does. */
final class Converters {
  private Converters() {}

  static final class Work implements ITypeConverter<WorkId> {
    @Override
    public WorkId convert(String text) {
      return checked(() -> WorkId.ofHex(text), text);
    }
  }

  static final class RecordName implements ITypeConverter<RecordId> {
    @Override
    public RecordId convert(String text) {
      return checked(() -> RecordId.ofHex(text), text);
    }
  }

  static final class Organisation implements ITypeConverter<OrgId> {
    @Override
    public OrgId convert(String text) {
      return checked(() -> new OrgId(text), text);
    }
  }

  static final class Subject implements ITypeConverter<SubjectId> {
    @Override
    public SubjectId convert(String text) {
      return checked(() -> new SubjectId(text), text);
    }
  }

  /** {@code SUBJECT=KEY}. */
  static final class KeyOf implements ITypeConverter<KeyOf.Pair> {
    /** A subject and its key. */
    record Pair(SubjectId subject, KeyName key) {}

    @Override
    public Pair convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException("'" + text + "' is not SUBJECT=KEY");
      }
      return checked(
          () ->
              new Pair(
                  new SubjectId(text.substring(0, equals)),
                  KeyName.parse(text.substring(equals + 1))),
          text);
    }
  }

  /** A day {@code YYYY-MM-DD}, from its beginning in UTC, or an instant of ISO 8601. */
  static final class Moment implements ITypeConverter<Timestamp> {
    @Override
    public Timestamp convert(String text) {
      return checked(() -> new Timestamp(millis(text)), text);
    }

    private static long millis(String text) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
            : OffsetDateTime.parse(text).toInstant().toEpochMilli();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "not a day as 2026-01-31 and no instant as 2026-01-31T08:00:00+08:00", e);
      }
    }
  }

  /** The label of a record type. */
  static final class TypeOfRecord implements ITypeConverter<RecordType> {
    @Override
    public RecordType convert(String text) {
      return RecordType.ofLabel(text)
          .orElseThrow(() ->
              new TypeConversionException("'" + text + "' is no type of record, as work.declare"));
    }
  }

  /** {@code CNY 120.00}. */
  static final class Money implements ITypeConverter<Amount> {
    @Override
    public Amount convert(String text) {
      return Amount.parse(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is no amount as 'CNY 120.00', with the currency's own digits"));
    }
  }

  static final class Digest implements ITypeConverter<Hash> {
    @Override
    public Hash convert(String text) {
      return checked(() -> Hash.ofHex(text), text);
    }
  }

  static final class Key implements ITypeConverter<KeyName> {
    @Override
    public KeyName convert(String text) {
      return checked(() -> KeyName.parse(text), text);
    }
  }

  /** {@code SUBJECT:SHARE}, the share in basis points. */
  static final class Author implements ITypeConverter<WorkDeclare.Author> {
    @Override
    public WorkDeclare.Author convert(String text) {
      int colon = text.lastIndexOf(':');
      String share = colon < 0 ? "" : text.substring(colon + 1);
      if (!share.matches("[1-9][0-9]{0,4}")) {
        throw new TypeConversionException(
            "'" + text + "' is not SUBJECT:SHARE with a share in basis points (10000 is all)");
      }
      return checked(
          () ->
              new WorkDeclare.Author(
                  new SubjectId(text.substring(0, colon)), Long.parseLong(share)),
          text);
    }
  }

  /** {@code SCHEME:VALUE}. */
  static final class Scheme implements ITypeConverter<Identifier> {
    @Override
    public Identifier convert(String text) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw new TypeConversionException("'" + text + "' is not SCHEME:VALUE");
      }
      String scheme = text.substring(0, colon).toUpperCase(Locale.ROOT);
      return checked(
          () -> new Identifier(Identifier.Scheme.valueOf(scheme), text.substring(colon + 1)), text);
    }
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T checked(Reading<T> reading, String text) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }
}
