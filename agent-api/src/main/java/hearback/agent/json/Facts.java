package hearback.agent.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.config.profile.ClockId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facts as JSON: field by field, constants in lower case with hyphens, times in ISO 8601, money as text, so that
/// nothing is rounded; what is absent is left out. Facts are kept for years: a kind, once stored, keeps its shape.
public final class Facts {
    private static final Map<String, Class<? extends Fact>> KINDS = kinds();
    private static final Map<Class<? extends Fact>, String> NAMES =
            KINDS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    /// So Jackson says that a field is not there.
    private static final Pattern NOTHING = Pattern.compile("\\bnull\\b", Pattern.CASE_INSENSITIVE);
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .annotationIntrospector(new Hyphens())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .addModule(new Jdk8Module())
            .addModule(values())
            .addMixIn(ClockId.class, AsText.class)
            .build();
    /// Of a text that goes on behind it.
    private static final ObjectReader AMONG_OTHERS =
            JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Facts() {}

    /// The name under which a fact of this kind is stored: `order-taken`.
    public static String kind(Fact fact) {
        return Objects.requireNonNull(NAMES.get(fact.getClass()));
    }

    /// Every kind there is.
    public static Map<String, Class<? extends Fact>> all() {
        return KINDS;
    }

    public static String body(Fact fact) {
        try {
            return JSON.writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact that cannot be written: " + kind(fact), e);
        }
    }

    /// What was stored.
    ///
    /// @throws IllegalStateException when nothing of the kind is known, or its shape is another
    public static Fact stored(String kind, String body) {
        try {
            return read(kind, body);
        } catch (Unreadable e) {
            throw new IllegalStateException("a stored fact that cannot be read: " + kind + ", " + e.getMessage(), e);
        }
    }

    /// As above.
    ///
    /// @param in at its first token; afterwards at its last
    static Fact stored(String kind, JsonParser in) throws IOException {
        Class<? extends Fact> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalStateException("a stored fact of a kind that is not known: " + kind);
        }
        return AMONG_OTHERS.forType(type).readValue(in);
    }

    /// What somebody proposes.
    ///
    /// @throws Unreadable when it does not say such a fact
    public static Fact read(String kind, String body) throws Unreadable {
        Class<? extends Fact> type = Optional.ofNullable(KINDS.get(kind))
                .orElseThrow(() -> new Unreadable("kind", "is none of " + String.join(", ", KINDS.keySet()), null));
        try {
            return JSON.readValue(body, type);
        } catch (JsonMappingException e) {
            throw new Unreadable(place(e), reason(e), e);
        } catch (JacksonException e) {
            throw new Unreadable("body", "is no JSON", e);
        }
    }

    /// A field that does not say what it should.
    public static final class Unreadable extends Exception {
        private final String field;

        Unreadable(String field, String reason, @Nullable Throwable cause) {
            super(reason, cause);
            this.field = field;
        }

        public String field() {
            return field;
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    /// What was sent is never repeated: it may hold a number.
    private static String reason(JsonMappingException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> "is not known here";
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "is none of "
                        + Stream.of(format.getTargetType().getEnumConstants())
                                .map(constant -> Ids.of((Enum<?>) constant))
                                .collect(Collectors.joining(", "));
            case InvalidNullException _ -> "is missing";
            case MismatchedInputException mismatch
            when NOTHING.matcher(String.valueOf(mismatch.getOriginalMessage())).find() -> "is missing";
            default -> "is not written as it should be";
        };
    }

    private static Map<String, Class<? extends Fact>> kinds() {
        return Stream.of(Fact.class.getPermittedSubclasses())
                .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
                .<Class<? extends Fact>>map(kind -> kind.asSubclass(Fact.class))
                .collect(Collectors.toUnmodifiableMap(Ids::of, Function.identity()));
    }

    private static SimpleModule values() {
        return new SimpleModule("values")
                .addSerializer(BigDecimal.class, ToStringSerializer.instance)
                .addSerializer(Instant.class, new WriteInstant())
                .addDeserializer(Instant.class, new ReadInstant())
                .addDeserializer(ClockId.class, new ReadClockId());
    }

    /// `NO_COMPLAINT` is `no-complaint`.
    private static final class Hyphens extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, String[] names) {
            for (int i = 0; i < constants.length; i++) {
                names[i] = Ids.of(constants[i]);
            }
            return names;
        }
    }

    /// A value type of one text.
    private interface AsText {
        @JsonValue
        String text();
    }

    private static final class WriteInstant extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        WriteInstant() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class ReadInstant extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        ReadInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString("");
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, Instant.class, "is no time of ISO 8601 in UTC");
            }
        }
    }

    private static final class ReadClockId extends StdScalarDeserializer<ClockId> {
        private static final long serialVersionUID = 1L;

        ReadClockId() {
            super(ClockId.class);
        }

        @Override
        public ClockId deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString("");
            try {
                return new ClockId(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, ClockId.class, "names no clock");
            }
        }
    }
}
