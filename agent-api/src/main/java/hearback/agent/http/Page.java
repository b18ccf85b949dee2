package hearback.agent.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The plain page: a handful of files from the class path, nothing from elsewhere.
final class Page {
    /// Scripts, styles, requests and sounds from here only; nothing inline, no frames, no forms.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "media-src blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "rows.js", "text/javascript; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "zh-CN.json", "application/json",
            "en.json", "application/json");

    private Page() {}

    static void mount(Router router) {
        FILES.forEach((name, type) -> {
            Buffer content = read(name);
            String path = name.equals("index.html") ? "/" : "/" + name;
            router.get(path)
                    .handler(context -> context.response()
                            .putHeader("Content-Type", type)
                            .putHeader("Cache-Control", "no-cache")
                            .end(content));
        });
    }

    private static Buffer read(String name) {
        try (InputStream in = Page.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: page/" + name);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
