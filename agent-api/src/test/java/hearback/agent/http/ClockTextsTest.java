package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Clock;
import hearback.agent.clock.Explain;
import hearback.agent.flow.GeneratedMonth;
import hearback.agent.flow.TicketStore.History;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.ShippedProfiles;
import hearback.config.profile.Profile;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said again is what would be said anew, at every instant at which something changes, just before and after
/// it, in whatever order they are asked for.
final class ClockTextsTest {
    private static final int TICKETS = 15;

    static Stream<String> profiles() {
        return ShippedProfiles.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void what_is_said_again_is_what_would_be_said_anew(String name) {
        Profile profile = ShippedProfiles.read(name);
        var month = new GeneratedMonth(profile, YearMonth.of(2025, 10), new SplittableRandom(11));
        for (Locale locale : List.of(Locale.CHINA, Locale.ENGLISH)) {
            var texts = new ClockTexts(locale);
            for (TicketLife life : month.tickets(TICKETS)) {
                History history = history(life);
                List<Instant> instants = new ArrayList<>(instants(life.clocks(profile)));
                List<Instant> thenAnyhow = new ArrayList<>(instants);
                Collections.shuffle(thenAnyhow, new Random(7));
                Stream.of(instants, instants, thenAnyhow)
                        .flatMap(List::stream)
                        .forEach(now -> assertThat(
                                        texts.of(history, profile, now).toString())
                                .isEqualTo(anew(history, profile, locale, now)));
            }
        }
    }

    private static String anew(History history, Profile profile, Locale locale, Instant now) {
        Explain explain = new Explain(profile.calendar(), locale);
        return new JsonObject()
                .put("ticket", history.number().text())
                .put("profile", profile.version().toString())
                .put("at", Json.time(now))
                .put(
                        "clocks",
                        Json.array(
                                history.life().clocks(profile),
                                clock -> ClockBodies.clock(clock, explain, locale, now)))
                .encode();
    }

    private static Set<Instant> instants(List<Clock> clocks) {
        Set<Instant> instants = new TreeSet<>();
        for (Clock clock : clocks) {
            Stream.of(
                            Stream.of(
                                    clock.start().at(), clock.due(), clock.due().plusSeconds(90)),
                            clock.pausedSince().stream(),
                            clock.end().map(Clock.End::at).stream())
                    .flatMap(each -> each)
                    .forEach(at -> instants.addAll(List.of(
                            at.minusSeconds(1),
                            at.minusNanos(1),
                            at,
                            at.plusNanos(1),
                            at.plusSeconds(1),
                            at.plusSeconds(61))));
        }
        return instants;
    }

    private static History history(TicketLife life) {
        return new History(
                new TicketId(UUID.nameUUIDFromBytes(new byte[] {1})),
                new TicketNumber(LocalDate.of(2025, 10, 1), 7),
                Set.of(),
                life);
    }
}
