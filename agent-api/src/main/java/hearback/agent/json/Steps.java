package hearback.agent.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hearback.agent.life.Actor;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.agent.life.Step;
import hearback.config.profile.Post;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Steps as they are stored: an array in their order, each with at (UTC, to the microsecond), who, post, department,
/// cause, kind and body; what is absent is left out. Stored steps are kept for years: the shape stays.
public final class Steps {
    private Steps() {}

    public static String write(List<Step> steps) {
        StringWriter text = new StringWriter(256 * steps.size());
        try (JsonGenerator out = Facts.JSON.createGenerator(text)) {
            out.writeStartArray();
            for (Step step : steps) {
                write(out, step);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("steps that cannot be written", e);
        }
        return text.toString();
    }

    /// As one element of such an array.
    public static String write(Step step) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = Facts.JSON.createGenerator(text)) {
            write(out, step);
        } catch (IOException e) {
            throw new IllegalStateException("a step that cannot be written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Step step) throws IOException {
        out.writeStartObject();
        out.writeStringField("at", step.at().truncatedTo(ChronoUnit.MICROS).toString());
        out.writeStringField("who", step.actor().name());
        if (step.actor().post().isPresent()) {
            out.writeStringField("post", Ids.of(step.actor().post().get()));
        }
        if (step.actor().department().isPresent()) {
            out.writeStringField("department", step.actor().department().get());
        }
        out.writeStringField("cause", step.cause());
        out.writeStringField("kind", Facts.kind(step.fact()));
        out.writeFieldName("body");
        Facts.JSON.writeValue(out, step.fact());
        out.writeEndObject();
    }

    /// @param first the ordinal of the first one
    /// @throws IllegalStateException when it is none, or nothing of a kind is known
    public static List<Step> read(int first, String text) {
        List<Step> steps = new ArrayList<>();
        try (JsonParser in = Facts.JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                throw new IllegalStateException("stored steps that are no array");
            }
            while (in.nextToken() == JsonToken.START_OBJECT) {
                steps.add(step(first + steps.size(), in));
            }
        } catch (IOException e) {
            throw new IllegalStateException("stored steps that cannot be read", e);
        }
        return steps;
    }

    /// The kind comes before the body.
    private static Step step(int ordinal, JsonParser in) throws IOException {
        Written written = new Written();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "at" -> written.at = in.getText();
                case "who" -> written.who = in.getText();
                case "post" -> written.post = in.getValueAsString();
                case "department" -> written.department = in.getValueAsString();
                case "cause" -> written.cause = in.getText();
                case "kind" -> written.kind = in.getText();
                case "body" -> written.fact = Facts.stored(Objects.requireNonNull(written.kind), in);
                default -> throw new IllegalStateException("a stored step with " + field);
            }
        }
        return written.step(ordinal);
    }

    private static final class Written {
        private @Nullable String at;
        private @Nullable String who;
        private @Nullable String post;
        private @Nullable String department;
        private @Nullable String cause;
        private @Nullable String kind;
        private @Nullable Fact fact;

        Step step(int ordinal) {
            Actor actor = new Actor(
                    Objects.requireNonNull(who),
                    Optional.ofNullable(post).map(Written::post),
                    Optional.ofNullable(department));
            return new Step(
                    ordinal,
                    Instant.parse(Objects.requireNonNull(at)),
                    actor,
                    Objects.requireNonNull(cause),
                    Objects.requireNonNull(fact));
        }

        private static Post post(String id) {
            return Post.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
