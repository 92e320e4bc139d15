package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.MediaTypeResolver;

/**
 * Pages for people: files of a folder on the class path, under {@code /explorer/}, with its {@code
 * index.html} also at {@code /}. They may load nothing but each other, and ask no one but this
 * node.
 */
final class PageService {
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types colophon-worker");

  private final String folder;

  PageService(String folder) {
    this.folder = folder;
  }

  /** Adds the paths. */
  void addTo(ServerBuilder server) {
    HttpService pages =
        FileService.builder(PageService.class.getClassLoader(), folder)
            .mediaTypeResolver(modules().orElse(MediaTypeResolver.ofDefault()))
            // Asked again each time and mostly unchanged: a new release shows at once.
            .cacheControl(ServerCacheControl.REVALIDATED)
            .setHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
            .setHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .setHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
            .setHeader("cross-origin-opener-policy", "same-origin")
            .build()
            .decorate(EncodingService.newDecorator());
    server.service("/", pages).serviceUnder("/explorer", pages);
  }

  /** Browsers run a module only when it says to be JavaScript. */
  private static MediaTypeResolver modules() {
    return (path, encoding) -> path.endsWith(".mjs") ? MediaType.JAVASCRIPT_UTF_8 : null;
  }
}
