package org.colophon.core.content;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/** The rights of Copyright Law of the People's Republic of China (2020), art. 10, in its order. */
public enum Right {
  /** Item 1, 发表权. */
  PUBLICATION(true),
  /** Item 2, 署名权. */
  AUTHORSHIP(true),
  /** Item 3, 修改权. */
  REVISION(true),
  /** Item 4, 保护作品完整权. */
  INTEGRITY(true),
  /** Item 5, 复制权. */
  REPRODUCTION(false),
  /** Item 6, 发行权. */
  DISTRIBUTION(false),
  /** Item 7, 出租权. */
  RENTAL(false),
  /** Item 8, 展览权. */
  EXHIBITION(false),
  /** Item 9, 表演权. */
  PERFORMANCE(false),
  /** Item 10, 放映权. */
  PROJECTION(false),
  /** Item 11, 广播权. */
  BROADCASTING(false),
  /** Item 12, 信息网络传播权. */
  NETWORK_DISSEMINATION(false),
  /** Item 13, 摄制权. */
  CINEMATOGRAPHY(false),
  /** Item 14, 改编权. */
  ADAPTATION(false),
  /** Item 15, 翻译权. */
  TRANSLATION(false),
  /** Item 16, 汇编权. */
  COMPILATION(false),
  /** Item 17, 应当由著作权人享有的其他权利. */
  OTHER(false);

  /** The rights that can be transferred: items 5 to 17. */
  public static final Set<Right> ECONOMIC =
      Stream.of(values()).filter(right -> !right.moral).collect(Collectors.toUnmodifiableSet());

  private final boolean moral;

  Right(boolean moral) {
    this.moral = moral;
  }

  /** Whether it stays with the author: items 1 to 4. */
  public boolean isMoral() {
    return moral;
  }

  /** The rights in their order in the law. */
  static SortedSet<Right> inOrder(Set<Right> rights) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(rights));
  }

  static Set<Right> readSet(Members members, String name) throws RefusedException {
    return members.someOf(name, Right.class);
  }

  static Json json(Set<Right> rights) {
    return Json.strings(rights.stream().sorted().map(Right::name).toList());
  }
}
