package hearback.agent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.life.CustomerFact;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.agent.life.OrderFact;
import hearback.config.profile.ClockId;
import hearback.config.profile.Handling.ReplyPart;
import hearback.config.profile.Powers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// How facts are written. Stored facts are read for years: what this test holds may be added to, never changed.
final class FactsTest {
    @Test
    void money_is_text_constants_have_hyphens_and_what_is_absent_is_left_out() {
        Fact money = new CustomerFact.CompensationPromised(Powers.Kind.FEE_REDUCTION, new BigDecimal("50000.010"));
        assertThat(Facts.body(money)).isEqualTo("{\"kind\":\"fee-reduction\",\"amount\":\"50000.010\"}");
        Fact answer = new OrderFact.Answered(1, Map.of(ReplyPart.CUSTOMER_ATTITUDE, "content"));
        assertThat(Facts.body(answer)).isEqualTo("{\"order\":1,\"parts\":{\"customer-attitude\":\"content\"}}");
        Fact told = new CustomerFact.ResultTold(CustomerFact.Way.SPOKEN, "done", Optional.empty());
        assertThat(Facts.body(told)).isEqualTo("{\"way\":\"spoken\",\"what\":\"done\"}");
        Fact failed = new CustomerFact.TellingFailed(
                CustomerFact.Side.OURS, "trunks busy", Instant.parse("2026-01-01T00:00:00.000001Z"), Optional.of("a"));
        assertThat(Facts.body(failed))
                .isEqualTo(
                        "{\"side\":\"ours\",\"reason\":\"trunks busy\",\"startedAt\":\"2026-01-01T00:00:00.000001Z\","
                                + "\"attempt\":\"a\"}");
        for (Fact fact : List.of(money, answer, told, failed)) {
            assertThat(Facts.stored(Facts.kind(fact), Facts.body(fact))).isEqualTo(fact);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "closed; {'how':'finished'}; reason; is missing",
                "closed; {'how':'finished','reason':null}; reason; is missing",
                "closed; {'how':'ended','reason':'x'}; how; is none of finished, no-complaint",
                "closed; {'how':'finished','reason':'x','more':1}; more; is not known here",
                "order-taken; {}; order; is missing",
                "order-taken; {'order':'13900001234'}; order; is not written as it should be",
                "promised; {'until':'tomorrow','what':'x'}; until; is not written as it should be",
                "answered; {'order':1,'parts':{'cause':'x','moon':'y'}}; parts; is none of cause",
                "moon; {}; kind; ''",
                "closed; [; body; is not written as it should be",
                "closed; {; body; is no JSON",
            })
    void what_does_not_fit_is_told_by_its_field_and_without_repeating_it(
            String kind, String body, String field, String reason) {
        assertThatThrownBy(() -> Facts.read(kind, body.replace('\'', '"')))
                .isInstanceOfSatisfying(Facts.Unreadable.class, unreadable -> {
                    assertThat(unreadable.field()).isEqualTo(field);
                    assertThat(unreadable.reason()).contains(reason).doesNotContain("13900001234");
                });
    }

    @Test
    void every_kind_is_written_down_in_the_contract_with_its_fields() throws IOException {
        Map<String, Object> there = new TreeMap<>(inTheContract());
        Map<String, Object> kinds = new TreeMap<>();
        Facts.all().forEach((kind, type) -> kinds.put(kind, schema(type)));
        DumperOptions flow = new DumperOptions();
        flow.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        flow.setWidth(10_000);
        StringBuilder wanted = new StringBuilder();
        kinds.forEach((kind, schema) ->
                wanted.append("        ").append(kind).append(": ").append(new Yaml(flow).dump(schema)));
        assertThat(there).as("as it should be:%n%s", wanted).isEqualTo(kinds);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inTheContract() throws IOException {
        try (InputStream in = FactsTest.class.getResourceAsStream("/openapi.yaml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Object place = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            for (String step : List.of("components", "schemas", "StepFacts", "properties")) {
                place = Objects.requireNonNull(((Map<String, Object>) place).get(step));
            }
            return (Map<String, Object>) place;
        }
    }

    private static Object schema(Type type) {
        if (type instanceof ParameterizedType of) {
            Type first = of.getActualTypeArguments()[0];
            if (of.getRawType() == Optional.class) {
                return schema(first);
            }
            if (of.getRawType() == Map.class) {
                Map<String, Object> properties = new TreeMap<>();
                constants((Class<?>) first)
                        .forEach(each -> properties.put(each, schema(of.getActualTypeArguments()[1])));
                return Map.of("type", "object", "additionalProperties", false, "properties", properties);
            }
            return Map.of("type", "array", "items", schema(first));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Map.of("type", "string", "enum", constants(plain));
        }
        if (plain == String.class || plain == BigDecimal.class || plain == ClockId.class) {
            return Map.of("type", "string");
        }
        if (plain == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (plain == int.class || plain == long.class) {
            return Map.of("type", "integer");
        }
        if (plain == boolean.class) {
            return Map.of("type", "boolean");
        }
        Map<String, Object> properties = new TreeMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : plain.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getGenericType()));
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        return Map.of("type", "object", "required", required, "properties", properties);
    }

    private static List<String> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(each -> Ids.of((Enum<?>) each))
                .toList();
    }
}
