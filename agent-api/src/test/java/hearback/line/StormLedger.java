package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the API says, beside what both Asterisks wrote down by themselves.
///
/// @param callers channel and number of each caller, by the hotline's own log
/// @param spoke channels that were connected with an agent, by the same
/// @param dialled how often the network was asked for each number, by the network's own log
record StormLedger(
        long seed,
        List<JsonNode> calls,
        List<JsonNode> tickets,
        List<JsonNode> recordings,
        List<JsonNode> callbacks,
        Map<String, String> callers,
        Set<String> spoke,
        Map<String, Integer> dialled) {
    private static final Set<String> NOT_SETTLED = Set.of("COMMITTED", "RELEASED", "UNKNOWN");
    /// Outcomes that the far end itself must have seen.
    private static final Set<String> SEEN = Set.of("REACHED", "NOT_REACHED");
    /// Failures on our side after which it may have: we hung up while he was called, or it rang and then failed.
    private static final Set<String> PERHAPS_SEEN =
            Set.of("CUT_OFF", "FAILED_WHILE_RINGING", "OTHER", "NO_AGENT", "NO_SURVEY");

    static StormLedger read(Api api, Pbx pbx, long seed) {
        Journal hotline = new Journal(pbx.journal());
        return new StormLedger(
                seed,
                api.all("/api/v1/calls"),
                api.all("/api/v1/tickets"),
                api.all("/api/v1/recordings"),
                api.all("/api/v1/callbacks"),
                hotline.callers(),
                hotline.bridged(),
                new Journal(pbx.networkJournal()).dialled());
    }

    /// Nothing lives, nothing is due, every file has been looked at.
    boolean isAtRest(int called) {
        String now = Instant.now().toString();
        return inbound().size() >= called
                && calls.stream().noneMatch(call -> call.path("live").asBoolean())
                && recordings.stream()
                        .noneMatch(one -> Set.of("WRITING", "WAITING").contains(text(one, "state")))
                && attempts().noneMatch(attempt -> NOT_SETTLED.contains(text(attempt, "state")))
                && callbacks.stream()
                        .noneMatch(one -> text(one, "state").equals("PLANNED")
                                && text(one, "dueAt").compareTo(now) <= 0)
                && callbacksOf("ABANDONED_CALL").keySet().containsAll(gaveUp());
    }

    /// In a line, for whoever reads the output.
    String summary() {
        return "%d calls, %d answered, %d tickets, %d callbacks, attempts %s"
                .formatted(
                        inbound().size(),
                        answered().size(),
                        tickets.size(),
                        callbacks.size(),
                        attempts()
                                .collect(Collectors.groupingBy(
                                        one -> text(one, "outcome") + " " + text(one, "detail"),
                                        TreeMap::new,
                                        Collectors.counting())));
    }

    /// All of it would fill pages.
    @Override
    public String toString() {
        return summary();
    }

    void everyCallIsThereOnce(int called) {
        assertThat(callers).as("callers that the hotline saw; seed %d", seed).hasSize(called);
        assertThat(inbound())
                .extracting(call -> text(call, "id"))
                .as("calls; seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        callers.keySet().stream().map(id -> "main-" + id).toList());
        for (JsonNode call : inbound()) {
            String channel = text(call, "id").substring("main-".length());
            assertThat(number(call)).isEqualTo(e164(callers.getOrDefault(channel, "nobody")));
            assertThat(text(call, "result"))
                    .as("%s; seed %d", call, seed)
                    .isEqualTo(spoke.contains(channel) ? "ANSWERED" : "ABANDONED");
        }
        // Both kinds were there, or this showed little.
        assertThat(answered()).hasSizeGreaterThan(called / 4);
        assertThat(answered()).hasSizeLessThan(called * 3 / 4);
    }

    void everyNumberHasOneTicket() {
        Map<String, Long> callsOf = callers.values().stream()
                .collect(Collectors.groupingBy(StormLedger::e164, TreeMap::new, Collectors.counting()));
        assertThat(tickets)
                .extracting(StormLedger::number)
                .as("tickets; seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(callsOf.keySet());
        for (JsonNode ticket : tickets) {
            long of = callsOf.getOrDefault(number(ticket), 0L);
            assertThat(ticket.path("calls")).as("%s; seed %d", ticket, seed).hasSize((int) of);
            assertThat(ticket.path("urges").asLong())
                    .as("%s; seed %d", ticket, seed)
                    .isEqualTo(of - 1);
        }
        assertThat(callsOf.values()).as("some called twice").contains(2L);
        assertThat(tickets).extracting(ticket -> text(ticket, "number")).doesNotHaveDuplicates();
    }

    void everyAnsweredCallCanBeHeard() {
        Map<String, List<JsonNode>> recordingsOf =
                recordings.stream().collect(Collectors.groupingBy(one -> text(one, "call")));
        for (String call : answered()) {
            assertThat(recordingsOf.getOrDefault(call, List.of()))
                    .as("recordings of %s; seed %d", call, seed)
                    .singleElement()
                    .satisfies(one -> assertThat(text(one, "state")).isEqualTo("READY"));
        }
    }

    void whoGaveUpIsRungBackOnce() {
        Map<String, List<JsonNode>> found = callbacksOf("ABANDONED_CALL");
        assertThat(found.keySet()).as("rung back; seed %d", seed).isEqualTo(gaveUp());
        assertThat(found)
                .allSatisfy((number, of) ->
                        assertThat(of).as("%s; seed %d", number, seed).hasSize(1));
    }

    /// @param wishes number and id of what was promised
    void everyWishIsOneCallback(Map<String, String> wishes) {
        Map<String, List<JsonNode>> found = callbacksOf("PROMISED");
        assertThat(found.keySet())
                .isEqualTo(wishes.keySet().stream().map(StormLedger::e164).collect(Collectors.toSet()));
        wishes.forEach((number, id) -> assertThat(found.get(e164(number)))
                .as("%s; seed %d", number, seed)
                .singleElement()
                .satisfies(one -> {
                    assertThat(text(one, "id")).isEqualTo(id);
                    assertThat(one.path("attempts")).isNotEmpty();
                }));
    }

    /// Each attempt is at most one dial at the far end, and exactly one where the far end's answer is its outcome.
    void nobodyWasDialledTwice() {
        Map<String, List<JsonNode>> attemptsOf = new LinkedHashMap<>();
        for (JsonNode callback : callbacks) {
            callback.path("attempts")
                    .forEach(attempt -> attemptsOf
                            .computeIfAbsent(number(callback), none -> new ArrayList<>())
                            .add(attempt));
        }
        assertThat(attemptsOf).as("rang somebody at all; seed %d", seed).hasSizeGreaterThan(40);
        attemptsOf.forEach((number, attempts) -> {
            int dials = dialled.getOrDefault(number.replace("+86", ""), 0);
            long certain = attempts.stream()
                    .filter(attempt -> SEEN.contains(text(attempt, "outcome")))
                    .count();
            long perhaps = attempts.stream()
                    .filter(attempt -> text(attempt, "outcome").equals("NEVER_KNOWN")
                            || PERHAPS_SEEN.contains(text(attempt, "detail")))
                    .count();
            assertThat((long) dials)
                    .as("dials of %s for %s; seed %d", number, attempts, seed)
                    .isBetween(certain, certain + perhaps);
        });
    }

    private List<JsonNode> inbound() {
        return calls.stream()
                .filter(call -> text(call, "direction").equals("INBOUND"))
                .toList();
    }

    private Set<String> answered() {
        return callers.keySet().stream()
                .filter(spoke::contains)
                .map(id -> "main-" + id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> gaveUp() {
        return callers.entrySet().stream()
                .filter(caller -> !spoke.contains(caller.getKey()))
                .map(caller -> e164(caller.getValue()))
                .collect(Collectors.toSet());
    }

    private Map<String, List<JsonNode>> callbacksOf(String reason) {
        return callbacks.stream()
                .filter(one -> text(one, "reason").equals(reason))
                .collect(Collectors.groupingBy(StormLedger::number));
    }

    private Stream<JsonNode> attempts() {
        return callbacks.stream().flatMap(one -> one.path("attempts").valueStream());
    }

    private static String number(JsonNode item) {
        return item.at("/customer/number").asText();
    }

    private static String e164(String national) {
        return "+86" + national;
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asText();
    }
}
