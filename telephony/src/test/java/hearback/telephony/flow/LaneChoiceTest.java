package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.TrunkName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several trunks of one server: who takes whom.
class LaneChoiceTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final PhoneNumber.Known MOBILE = new PhoneNumber.Known("+8613800138001");
    private static final PhoneNumber.Known BEIJING = new PhoneNumber.Known("+861055501234");

    @Test
    void a_number_goes_only_through_a_trunk_that_serves_it() {
        var choice = choice(room("mobile", 1, "+861380"), room("north", 1, "+8610", "+8622"));

        assertThat(choice.take(BEIJING)).hasValue(new TrunkName("north"));
        assertThat(choice.take(MOBILE)).hasValue(new TrunkName("mobile"));
        assertThat(choice.take(new PhoneNumber.Known("+862155501234"))).isEmpty();
    }

    @Test
    void the_smallest_priority_goes_first_and_what_it_has_no_room_for_goes_to_the_next() {
        var choice = choice(
                new Room(new TrunkName("dear"), List.of(), 2, Instant.MIN, Duration.ofMillis(200), 1),
                new Room(new TrunkName("cheap"), List.of(), 1, NOON.plusMillis(150), Duration.ofMillis(200), 2));

        assertThat(taken(choice, 4)).containsExactly("cheap", "cheap", "dear", "none");
    }

    @Test
    void idle_trunks_of_one_priority_take_turns() {
        var choice = choice(
                new Room(new TrunkName("one"), List.of(), 1, NOON.minusSeconds(5), Duration.ofMillis(200), 9),
                new Room(new TrunkName("two"), List.of(), 1, NOON.minusSeconds(9), Duration.ofMillis(200), 9));

        assertThat(taken(choice, 4)).containsExactly("two", "one", "one", "two");
    }

    @Test
    void busy_trunks_of_one_priority_share_as_their_paces_are() {
        var choice = choice(
                new Room(new TrunkName("narrow"), List.of(), 1, NOON, Duration.ofMillis(400), 100),
                new Room(new TrunkName("wide"), List.of(), 1, NOON, Duration.ofMillis(100), 100));

        assertThat(taken(choice, 50)).filteredOn("narrow"::equals).hasSize(10);
    }

    @Test
    void a_trunk_that_is_tried_again_gets_its_call_before_the_others() {
        var choice = choice(
                room("works", 1),
                new Room(new TrunkName("tried"), List.of(), Room.FINDS_OUT, NOON, Duration.ofMillis(200), 1));

        assertThat(taken(choice, 3)).containsExactly("tried", "works", "works");
    }

    private static LaneChoice choice(Room... rooms) {
        return new LaneChoice(List.of(rooms), NOON);
    }

    private static Room room(String name, int priority, String... prefixes) {
        return new Room(new TrunkName(name), List.of(prefixes), priority, Instant.MIN, Duration.ofMillis(200), 9);
    }

    private static List<String> taken(LaneChoice choice, int calls) {
        return Stream.generate(() -> choice.take(MOBILE))
                .limit(calls)
                .map(LaneChoiceTest::name)
                .toList();
    }

    private static String name(Optional<TrunkName> trunk) {
        return trunk.map(TrunkName::text).orElse("none");
    }
}
