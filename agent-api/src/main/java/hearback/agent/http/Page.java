package hearback.agent.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The plain page: a handful of files from the class path, nothing from elsewhere.
final class Page {
    /// Scripts, styles, requests and sounds from here only; nothing inline, no frames, no forms.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "media-src blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// The page itself, its looks and words, and its scripts: `page.js`, which keeps what comes over the stream,
    /// one for each panel, and those they share.
    private static final List<String> FILES = List.of(
            "index.html",
            "page.css",
            "zh-CN.json",
            "en.json",
            "page.js",
            "callbacks.js",
            "calls.js",
            "dispatch.js",
            "lines.js",
            "recordings.js",
            "tickets.js",
            "unreached.js",
            "desk.js",
            "door.js",
            "rows.js",
            "words.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json");

    private Page() {}

    static void mount(Router router) {
        FILES.forEach(name -> {
            Buffer content = read(name);
            String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
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
