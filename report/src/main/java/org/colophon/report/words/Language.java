package org.colophon.report.words;

import java.util.List;
import java.util.Optional;

/** The languages of a document. */
public enum Language {
  /** Chinese. */
  ZH("zh", "zh-CN"),
  /** English. */
  EN("en", "en"),
  /** Chinese, and English under it. */
  ZH_EN("zh-en", "zh-CN");

  private final String label;
  private final String tag;

  Language(String label, String tag) {
    this.label = label;
    this.tag = tag;
  }

  /** As a user writes it. */
  public String label() {
    return label;
  }

  /** The main language (BCP 47). */
  public String tag() {
    return tag;
  }

  /** Names of the texts' files, the main one first. */
  List<String> bundles() {
    return switch (this) {
      case ZH -> List.of("zh");
      case EN -> List.of("en");
      case ZH_EN -> List.of("zh", "en");
    };
  }

  /** Whether Chinese is among them. */
  public boolean isChinese() {
    return this != EN;
  }

  /** The language of that label. */
  public static Optional<Language> ofLabel(String label) {
    for (Language language : values()) {
      if (language.label.equals(label)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
