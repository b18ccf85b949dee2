package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands in the database about callbacks, beside what the customers saw. Knows the rules by itself: shares
/// nothing with the engine.
///
/// @param rungFirst decides what an attempt may come to
/// @param asked number and id of each callback that was promised
/// @param callbacks as they stand in the database, each with its attempts
/// @param rung every call that reached a customer
record NodesLedger(
        long seed, RungFirst rungFirst, Map<String, String> asked, List<JsonNode> callbacks, List<Callees.Rung> rung) {
    /// As in the profile.
    private static final Duration GAP = Duration.ofHours(3);
    /// What a node's clock may be off from the customers' machine, which is the same one.
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    private static final String ROWS = """
            select json_build_object(
                     'id', c.id, 'number', c.number, 'state', c.state, 'due', c.due_at, 'closed', c.close_reason,
                     'attempts', (select coalesce(json_agg(json_build_object(
                                         'ordinal', a.ordinal, 'state', a.state, 'started', a.started_at,
                                         'ended', a.ended_at, 'fence', a.fence,
                                         'came to', concat_ws(' ', a.outcome, nullif(a.detail, '')))
                                         order by a.ordinal), '[]')
                                    from telephony.every_attempt a where a.callback = c.id))
              from telephony.callback_plan c
            """;

    /// Nothing is under way, and nothing falls due before the gap has passed.
    static final String NOT_AT_REST = """
            select (select count(*) from telephony.attempt_live)
                 + (select count(*) from telephony.callback_plan
                     where state = 'DIALLING' or state = 'PLANNED' and due_at < clock_timestamp() + interval '1 hour')
            """;

    /// What says that the customer was not rung.
    private static final Set<String> NOT_RUNG =
            Set.of("LINE_FAILED TAKEN_BACK", "LINE_FAILED NOT_SENT", "LINE_FAILED NO_CHANNEL");

    private static final String PERHAPS = "NEVER_KNOWN";
    private static final String REACHED = "REACHED";

    /// What a customer of each kind, by the last digit, can lead to when he was rung. What Asterisk wrote down
    /// while no node listened knows no ringing: who let it ring then looks switched off, and who rejected like a
    /// fault of nobody knows whom.
    private static final Map<Character, Set<String>> OUTCOMES = Map.of(
            '0', Set.of(REACHED, PERHAPS),
            '2', Set.of("NOT_REACHED BUSY", PERHAPS),
            '3', Set.of("NOT_REACHED NO_ANSWER", "NOT_REACHED SWITCHED_OFF", PERHAPS),
            '4', Set.of("NOT_REACHED SWITCHED_OFF", PERHAPS),
            '6', Set.of("NOT_REACHED REJECTED", "LINE_FAILED OTHER", PERHAPS));

    static NodesLedger read(
            long seed, RungFirst rungFirst, Map<String, String> asked, DatabaseWitness database, Callees customers) {
        return new NodesLedger(
                seed,
                rungFirst,
                asked,
                database.ask(ROWS).stream().map(Api::tree).toList(),
                customers.rung());
    }

    /// Nobody was rung twice, nobody was lost, and everybody stands where the rule says.
    void holds() {
        everyWishIsOneCallback();
        nobodyWasRungTwice();
        everybodyWasRungByOneAttempt();
        everybodyStandsWhereTheRuleSays();
    }

    private void everyWishIsOneCallback() {
        assertThat(callbacks.stream().collect(Collectors.toMap(NodesLedger::number, one -> text(one, "id"))))
                .as("number and id; seed %d", seed)
                .isEqualTo(asked);
    }

    private void nobodyWasRungTwice() {
        assertThat(rung.stream()
                        .collect(Collectors.groupingBy(Callees.Rung::number))
                        .values())
                .as("calls of one number, all within the gap; seed %d", seed)
                .allSatisfy(calls -> assertThat(calls).hasSize(1));
        assertThat(rung)
                .as("seed %d", seed)
                .allSatisfy(call -> assertThat(asked).containsKey(call.number()));
    }

    /// One attempt of each callback has rung the customer or counts as if it had; all others of it certainly have
    /// not. Whoever
    /// was rung by nobody's attempt, or has none that counts, was lost.
    private void everybodyWasRungByOneAttempt() {
        Map<String, Callees.Rung> calls =
                rung.stream().collect(Collectors.toMap(Callees.Rung::number, call -> call, (first, _) -> first));
        for (JsonNode callback : callbacks) {
            List<JsonNode> mayHaveRung = attempts(callback)
                    .filter(attempt -> !saysThatNobodyRang(cameTo(attempt)))
                    .toList();
            assertThat(mayHaveRung).as("%s; seed %d", callback, seed).hasSize(1);
            JsonNode attempt = mayHaveRung.getFirst();
            Optional<Callees.Rung> call = Optional.ofNullable(calls.get(number(callback)));
            if (call.isEmpty()) {
                assertThat(cameTo(attempt))
                        .as("nobody was rung: %s; seed %d", callback, seed)
                        .isEqualTo(PERHAPS);
            }
            call.ifPresent(it -> agrees(callback, attempt, it));
        }
    }

    private void agrees(JsonNode callback, JsonNode attempt, Callees.Rung call) {
        assertThat(mayCome(call.number().charAt(call.number().length() - 1), cameTo(attempt)))
                .as("%s, rung %s; seed %d", callback, call, seed)
                .isTrue();
        assertThat(call.at())
                .as("%s, rung %s; seed %d", callback, call, seed)
                .isAfter(instant(attempt, "started").minus(CLOCKS));
        if (!cameTo(attempt).equals(PERHAPS)) {
            assertThat(instant(attempt, "ended"))
                    .as("%s, rung %s; seed %d", callback, call, seed)
                    .isAfter(call.at().minus(CLOCKS));
        }
    }

    private boolean saysThatNobodyRang(String cameTo) {
        return NOT_RUNG.contains(cameTo) || rungFirst.saysThatNobodyRang(cameTo);
    }

    private boolean mayCome(char kind, String cameTo) {
        return OUTCOMES.getOrDefault(kind, Set.of()).contains(cameTo) || rungFirst.mayCome(kind, cameTo);
    }

    /// Who was reached is done with; everybody else is rung again when the gap after what the customer heard has
    /// passed.
    private void everybodyStandsWhereTheRuleSays() {
        Map<String, Instant> heard = rung.stream()
                .collect(Collectors.toMap(
                        Callees.Rung::number, call -> call.ended().orElse(call.at()), (first, _) -> first));
        for (JsonNode callback : callbacks) {
            List<String> all = attempts(callback).map(NodesLedger::cameTo).toList();
            assertThat(attempts(callback).map(one -> text(one, "state")))
                    .as("%s; seed %d", callback, seed)
                    .containsOnly("SETTLED");
            if (all.contains(REACHED)) {
                assertThat(text(callback, "closed"))
                        .as("%s; seed %d", callback, seed)
                        .isEqualTo(REACHED);
                continue;
            }
            assertThat(text(callback, "state"))
                    .as("%s; seed %d", callback, seed)
                    .isEqualTo("PLANNED");
            Instant since = heard.getOrDefault(number(callback), lastStart(callback));
            assertThat(instant(callback, "due"))
                    .as("%s, heard until %s; seed %d", callback, since, seed)
                    .isAfter(since.plus(GAP).minus(CLOCKS));
        }
    }

    private static Instant lastStart(JsonNode callback) {
        return attempts(callback)
                .map(attempt -> instant(attempt, "started"))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /// In a line, for whoever reads the output.
    String summary() {
        Map<String, Long> outcomes = callbacks.stream()
                .flatMap(NodesLedger::attempts)
                .collect(Collectors.groupingBy(NodesLedger::cameTo, TreeMap::new, Collectors.counting()));
        Set<String> numbers = rung.stream().map(Callees.Rung::number).collect(Collectors.toSet());
        int doubles = rung.size() - numbers.size();
        long counted = asked.keySet().stream()
                .filter(number -> !numbers.contains(number))
                .count();
        return "%d callbacks, %d calls at the customers, %d doubles, %d never rung and counted as dialled, attempts %s"
                .formatted(callbacks.size(), rung.size(), doubles, counted, outcomes);
    }

    /// All of it would fill pages.
    @Override
    public String toString() {
        return summary();
    }

    static Stream<JsonNode> attempts(JsonNode callback) {
        return callback.path("attempts").valueStream();
    }

    static String cameTo(JsonNode attempt) {
        return text(attempt, "came to");
    }

    private static Instant instant(JsonNode row, String field) {
        return OffsetDateTime.parse(text(row, field)).toInstant();
    }

    static String number(JsonNode callback) {
        return text(callback, "number").replace("+86", "");
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asText("");
    }
}
