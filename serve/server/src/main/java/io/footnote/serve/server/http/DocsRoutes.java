package io.footnote.serve.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The description of the API and its browser, served without any other site. */
final class DocsRoutes {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  /** Files under /docs: where each lies and its media type. */
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "swagger-ui.css", new Asset(true, "text/css"),
          "swagger-ui-bundle.js", new Asset(true, "text/javascript"),
          "start.js", new Asset(false, "text/javascript"));

  void register(RouteTable table) {
    table.addOpen(
        HandlerType.GET,
        "/openapi.json",
        context -> context.contentType("application/json").result(read("/openapi.json")));
    table.addPage("/docs", DocsRoutes::page);
    table.addPage("/docs/{file}", DocsRoutes::asset);
  }

  private static void page(Context context) throws IOException {
    context.header("Content-Security-Policy", POLICY);
    context.contentType("text/html;charset=utf-8").result(read("/docs/index.html"));
  }

  private static void asset(Context context) throws IOException {
    Asset asset = ASSETS.get(context.pathParam("file"));
    if (asset == null) {
      throw new io.javalin.http.NotFoundResponse();
    }
    context
        .contentType(asset.mediaType())
        .result(read((asset.webjar() ? webjar() : "/docs") + "/" + context.pathParam("file")));
  }

  private static String webjar() throws IOException {
    Properties properties = new Properties();
    properties.load(
        new java.io.StringReader(
            new String(
                read("/META-INF/maven/org.webjars/swagger-ui/pom.properties"),
                StandardCharsets.UTF_8)));
    return "/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version");
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream in = DocsRoutes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program was packed without " + resource);
      }
      return in.readAllBytes();
    }
  }

  private record Asset(boolean webjar, String mediaType) {}
}
