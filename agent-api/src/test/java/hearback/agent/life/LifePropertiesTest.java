package hearback.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ClockId;
import hearback.config.profile.Profile;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever people try: it is taken or refused with its reason, and what was taken is never lost.
final class LifePropertiesTest {
    private static final int WALKS = 600;
    private static final int MOVES = 150;
    private static final List<Actor> PEOPLE = List.of(
            Actor.ITSELF,
            Played.AGENT,
            Played.DISPATCHER,
            Played.OTHER_DISPATCHER,
            Played.SUPERVISOR,
            Played.FOLLOW_UP,
            Played.QUALITY,
            Played.NETWORK,
            Played.REPAIR);

    @ParameterizedTest
    @ValueSource(strings = {"telecom", "gas", "rural-bank", "postal-bank", "car-dealer"})
    void any_walk_is_taken_or_refused_with_its_reason_and_loses_nothing(String name) {
        Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
        Set<String> stages = new HashSet<>();
        Words zh = new Words(Locale.CHINA);
        Words en = new Words(Locale.ENGLISH);
        for (int seed = 0; seed < WALKS; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            Played ticket = Played.called(name, "2026-03-02 09:00");
            for (int move = 0; move < MOVES; move++) {
                TicketLife before = ticket.life();
                Stage stage = before.stage();
                stages.add(stage.id());
                Decision decision = ticket.propose(
                        PEOPLE.get(dice.nextInt(PEOPLE.size())), new AnyFact(dice, ticket.now(), before).next());
                String where = name + " seed " + seed + " move " + move;
                switch (decision) {
                    case Decision.Refused refused -> {
                        refusals.merge(refused.why(), 1, Integer::sum);
                        assertThat(ticket.life()).as(where).isSameAs(before);
                        assertThat(zh.of(refused)).as(where).isNotBlank().doesNotContain("{");
                        assertThat(en.of(refused)).as(where).isNotBlank().doesNotContain("{");
                    }
                    case Decision.Accepted accepted -> {
                        assertThat(ticket.life().steps())
                                .as(where)
                                .startsWith(before.steps().toArray(Step[]::new))
                                .hasSize(
                                        before.steps().size() + accepted.facts().size());
                        if (stage instanceof Stage.Archived) {
                            assertThat(ticket.life().stage()).as(where).isEqualTo(stage);
                        }
                    }
                }
                holds(ticket, where);
            }
            anyOrderGivesOneState(ticket.life(), seed);
        }
        assertThat(stages).contains("accepted", "submitted", "at-department", "closed", "archived");
        assertThat(refusals).hasSizeGreaterThan(10);
    }

    private static void holds(Played ticket, String where) {
        TicketLife life = ticket.life();
        Profile profile = ticket.profile();
        // One leaf of each axis (S0-44).
        assertThat(life.leaves(profile)).as(where).hasSameSizeAs(profile.taxonomies());
        // Whoever has an order at his department is in a stage that says so.
        if (life.stage() instanceof Stage.AtDepartment) {
            assertThat(life.orders()).as(where).anyMatch(order -> order.state().isAtDepartment());
        }
        assertThat(life.orders().stream().map(Order::number)).as(where).doesNotHaveDuplicates();
        // Each clock has one end at most, and no two have one key.
        var clocks = life.clocks(profile);
        assertThat(clocks.stream().map(clock -> clock.key().toString()))
                .as(where)
                .doesNotHaveDuplicates();
    }

    private static void anyOrderGivesOneState(TicketLife life, int seed) {
        List<Step> shuffled = new ArrayList<>(life.steps());
        Collections.shuffle(shuffled, new Random(seed));
        TicketLife again = TicketLife.of(shuffled);
        assertThat(again).isEqualTo(life);
        assertThat(again.stage()).isEqualTo(life.stage());
    }

    @Test
    void met_or_breached_is_decided_once() {
        for (int seed = 0; seed < WALKS; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            Played ticket = Played.called("telecom", "2026-03-02 09:00");
            Map<String, String> decided = new HashMap<>();
            Instant now = ticket.now();
            for (int move = 0; move < MOVES; move++) {
                now = now.plus(Duration.ofMinutes(dice.nextInt(40)));
                ticket.at(Played.text(now));
                ticket.propose(PEOPLE.get(dice.nextInt(PEOPLE.size())), new AnyFact(dice, now, ticket.life()).next());
                for (var clock : ticket.life().clocks(ticket.profile())) {
                    String verdict = clock.verdict(now).name();
                    String before = decided.get(clock.key().toString());
                    if ("MET".equals(before) || "BREACHED".equals(before)) {
                        // An answer that is sent back was none (S0-24): only then is what was met open again; and what
                        // was granted in time moves the limit.
                        boolean isReopened = clock.rule().meeting().metBy().stream()
                                .anyMatch(moment -> moment.name().equals("ANSWERED"));
                        if (!isReopened) {
                            assertThat(verdict)
                                    .as("seed %d, %s, was %s", seed, clock.key(), before)
                                    .isEqualTo(before);
                        }
                    }
                    decided.put(clock.key().toString(), verdict);
                }
            }
        }
    }

    @Test
    void every_fact_stage_and_refusal_has_its_word_in_both_languages() {
        for (Locale locale : List.of(Locale.CHINA, Locale.ENGLISH)) {
            Words words = new Words(locale);
            AnyFact.kinds()
                    .forEach(kind -> assertThat(words.of("fact", Ids.of(kind))).isNotBlank());
            Stream.of(Stage.class.getPermittedSubclasses())
                    .forEach(kind -> assertThat(words.of("stage", Ids.of(kind))).isNotBlank());
            Stream.of(Refusal.values())
                    .forEach(why -> assertThat(words.of("refusal", Ids.of(why))).isNotBlank());
        }
    }

    /// Any fact with any values, mostly ones that could be.
    private record AnyFact(SplittableRandom dice, Instant now, TicketLife life) {
        static List<Class<?>> kinds() {
            return Stream.of(Fact.class.getPermittedSubclasses())
                    .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
                    .toList();
        }

        Fact next() {
            List<Class<?>> kinds = kinds();
            return (Fact) record(kinds.get(dice.nextInt(kinds.size())));
        }

        private Object record(Class<?> kind) {
            try {
                RecordComponent[] components = kind.getRecordComponents();
                Object[] values = new Object[components.length];
                Class<?>[] types = new Class<?>[components.length];
                for (int i = 0; i < components.length; i++) {
                    types[i] = components[i].getType();
                    values[i] = value(components[i].getName(), components[i].getGenericType());
                }
                return kind.getDeclaredConstructor(types).newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(kind.toString(), e);
            }
        }

        private Object value(String name, Type type) {
            if (type instanceof ParameterizedType of) {
                Type first = of.getActualTypeArguments()[0];
                if (of.getRawType() == Optional.class) {
                    return dice.nextBoolean() ? Optional.of(value(name, first)) : Optional.empty();
                }
                if (of.getRawType() == Set.class) {
                    return Set.of(value(name, first));
                }
                if (of.getRawType() == List.class) {
                    return List.of(value(name, first));
                }
                Map<Object, Object> map = new HashMap<>();
                for (Object key : ((Class<?>) first).getEnumConstants()) {
                    if (dice.nextInt(10) > 0) {
                        map.put(key, value(name, of.getActualTypeArguments()[1]));
                    }
                }
                return map;
            }
            Class<?> plain = (Class<?>) type;
            if (plain.isEnum()) {
                Object[] constants = plain.getEnumConstants();
                return constants[dice.nextInt(constants.length)];
            }
            if (plain == String.class) {
                return text(name);
            }
            if (plain == boolean.class) {
                return dice.nextBoolean();
            }
            if (plain == int.class) {
                return Math.max(1, life.orders().size() - dice.nextInt(2));
            }
            if (plain == long.class) {
                return 1L;
            }
            if (plain == Instant.class) {
                return now.plus(Duration.ofMinutes(dice.nextInt(-600, 6000)));
            }
            if (plain == BigDecimal.class) {
                return new BigDecimal("10.00").multiply(new BigDecimal(dice.nextInt(10_000)));
            }
            if (plain == ClockId.class) {
                return new ClockId("handling");
            }
            return record(plain);
        }

        private String text(String name) {
            return switch (name) {
                case "department" -> dice.nextBoolean() ? "repair" : "network";
                case "responsible" -> dice.nextBoolean() ? "wang" : "feng";
                case "person", "to" -> "hu";
                case "taxonomy" -> "cause";
                case "leaf" -> "other";
                case "profile" -> "telecom";
                default ->
                    dice.nextInt(20) == 0
                            ? " "
                            : Arrays.asList("one", "two", "three").get(dice.nextInt(3));
            };
        }
    }
}
