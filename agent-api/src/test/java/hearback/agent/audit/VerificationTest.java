package hearback.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every way of changing a log, and what the walk says to it: the first bad row, and what is wrong there.
final class VerificationTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static final int ROWS = 40;

    private final List<AuditEntry> rows = chain(ROWS);

    @Test
    void an_empty_log_and_an_untouched_one_are_sound() {
        assertThat(Verification.of(Collections.emptyIterator(), Collections.emptyIterator())
                        .finding())
                .isEmpty();

        var walk = Verification.of(rows.iterator(), heads(1, 7, 7, ROWS).iterator());

        assertThat(walk).isEqualTo(new Verification(ROWS, rows.getLast().hash(), 4, ROWS, Optional.empty()));
    }

    @Test
    void the_text_that_is_hashed_is_the_one_that_is_documented() {
        var event = new AuditEvent(AT, "li", "AGENT", "TICKET_CLOSED", "ticket:1", "处理 ok");

        assertThat(ChainHash.textForm(12, event, ChainHash.NONE))
                .isEqualTo("audit 1\n2:12\n27:2026-11-23T02:00:00.123456Z\n2:li\n5:AGENT\n13:TICKET_CLOSED\n"
                        + "8:ticket:1\n9:处理 ok\n64:" + "0".repeat(64) + "\n");
    }

    @Test
    void no_two_entries_have_one_text() {
        var one = new AuditEvent(AT, "a", "b\n1:c", "d", "", "");
        var other = new AuditEvent(AT, "a", "b", "c\n1:d", "", "");

        assertThat(ChainHash.of(1, one, ChainHash.NONE)).isNotEqualTo(ChainHash.of(1, other, ChainHash.NONE));
    }

    @Test
    void every_edited_field_is_found_wherever_it_is() {
        for (int place = 1; place <= ROWS; place++) {
            AuditEvent was = row(place).event();
            for (AuditEvent now : List.of(
                    new AuditEvent(
                            was.at().plusNanos(1_000), was.who(), was.role(), was.what(), was.subject(), was.detail()),
                    new AuditEvent(was.at(), "wang", was.role(), was.what(), was.subject(), was.detail()),
                    new AuditEvent(was.at(), was.who(), "ADMINISTRATOR", was.what(), was.subject(), was.detail()),
                    new AuditEvent(was.at(), was.who(), was.role(), "REFUSED", was.subject(), was.detail()),
                    new AuditEvent(was.at(), was.who(), was.role(), was.what(), "ticket:0", was.detail()),
                    new AuditEvent(was.at(), was.who(), was.role(), was.what(), was.subject(), "edited"))) {
                var edited = new ArrayList<>(rows);
                edited.set(
                        place - 1,
                        new AuditEntry(
                                place, now, row(place).previous(), row(place).hash()));
                assertThat(finding(edited)).contains(new Finding.Edited(place));
            }
        }
    }

    @Test
    void an_edited_row_is_not_mistaken_for_a_swap_with_its_twin() {
        var event = row(5).event();
        var twins = new ArrayList<>(rows.subList(0, 4));
        twins.add(AuditEntry.chained(5, event, row(4).hash()));
        twins.add(AuditEntry.chained(6, event, twins.get(4).hash()));
        twins.set(
                4,
                new AuditEntry(
                        5, row(7).event(), twins.get(4).previous(), twins.get(4).hash()));

        assertThat(finding(twins)).contains(new Finding.Edited(5));
    }

    @Test
    void a_row_that_was_given_a_new_hash_is_found_by_the_next() {
        var edited = new ArrayList<>(rows);
        edited.set(9, AuditEntry.chained(10, row(3).event(), row(9).hash()));

        assertThat(finding(edited)).contains(new Finding.Rewritten(10, 1));
        assertThat(finding(edited, heads(9))).contains(new Finding.Rewritten(10, 10));
        assertThat(finding(edited, heads(4, 10))).contains(new Finding.Rewritten(10, 5));
    }

    @Test
    void a_row_that_denies_a_proven_one_is_the_liar() {
        var edited = new ArrayList<>(rows);
        edited.set(9, AuditEntry.chained(10, row(10).event(), row(3).hash()));

        assertThat(finding(edited, heads(9))).contains(new Finding.Edited(10));
        edited.set(0, AuditEntry.chained(1, row(1).event(), row(3).hash()));
        assertThat(finding(edited)).contains(new Finding.Edited(1));
    }

    @Test
    void deleted_rows_are_found_at_the_start_and_in_the_middle_also_when_the_rest_moved_up() {
        for (int first = 1; first < ROWS; first++) {
            for (int last = first; last < Math.min(ROWS, first + 3); last++) {
                var left = new ArrayList<>(rows);
                left.subList(first - 1, last).clear();
                assertThat(finding(left)).contains(new Finding.Deleted(first, last));
                assertThat(finding(renumbered(left))).contains(new Finding.Deleted(first, last));
            }
        }
    }

    @Test
    void a_cut_tail_is_found_by_a_head_alone() {
        for (int left = 0; left < ROWS; left++) {
            var cut = rows.subList(0, left);
            assertThat(finding(cut)).isEmpty();
            assertThat(finding(cut, heads(1, 2, ROWS)).orElseThrow().place()).isEqualTo(left + 1);
        }
        assertThat(finding(rows.subList(0, 30), heads(20, 35, ROWS))).contains(new Finding.CutTail(31, ROWS));
    }

    @Test
    void a_tail_that_was_cut_and_grew_again_is_found_by_a_head_alone() {
        var regrown = new ArrayList<>(rows.subList(0, 30));
        for (int place = 31; place <= ROWS + 5; place++) {
            regrown.add(
                    AuditEntry.chained(place, row(1).event(), regrown.getLast().hash()));
        }

        assertThat(finding(regrown)).isEmpty();
        assertThat(finding(regrown, heads(25, 35, ROWS))).contains(new Finding.Rewritten(35, 26));
    }

    @Test
    void inserted_rows_are_found_whether_or_not_the_rest_moved_down() {
        for (int place = 1; place <= ROWS; place++) {
            ChainHash before = place == 1 ? ChainHash.NONE : row(place - 1).hash();
            var fitting = AuditEntry.chained(place, event(99), before);
            var moved = new ArrayList<>(rows);
            moved.add(place - 1, fitting);
            assertThat(finding(renumbered(moved))).contains(new Finding.Inserted(place, place));

            var careless = new ArrayList<>(rows);
            careless.add(place - 1, new AuditEntry(place, event(99), ChainHash.NONE, new ChainHash("")));
            assertThat(finding(renumbered(careless))).contains(new Finding.Inserted(place, place));

            var twice = new ArrayList<>(rows);
            twice.add(place, fitting);
            assertThat(finding(twice)).contains(new Finding.Inserted(place, place));
        }
    }

    @Test
    void any_two_swapped_rows_are_named_however_much_of_them_was_swapped() {
        for (int one = 1; one < ROWS; one++) {
            for (int other = one + 1; other <= ROWS; other++) {
                AuditEntry a = row(one);
                AuditEntry b = row(other);
                var expected = Optional.of(new Finding.Swapped(one, other));
                assertThat(finding(with(
                                new AuditEntry(one, b.event(), b.previous(), b.hash()),
                                new AuditEntry(other, a.event(), a.previous(), a.hash()))))
                        .as("places of %s and %s", one, other)
                        .isEqualTo(expected);
                assertThat(finding(with(
                                new AuditEntry(one, b.event(), a.previous(), a.hash()),
                                new AuditEntry(other, a.event(), b.previous(), b.hash()))))
                        .as("contents of %s and %s", one, other)
                        .isEqualTo(expected);
                assertThat(finding(with(
                                new AuditEntry(one, b.event(), a.previous(), b.hash()),
                                new AuditEntry(other, a.event(), b.previous(), a.hash()))))
                        .as("contents and hashes of %s and %s", one, other)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void heads_that_go_back_are_a_finding_and_not_a_proof() {
        assertThat(finding(rows, heads(10, 9, ROWS))).contains(new Finding.HeadsDisordered(9));
        assertThat(finding(rows, List.of(new ChainHead(AT, 12, row(13).hash()))))
                .contains(new Finding.Rewritten(12, 1));
    }

    @Test
    void a_changed_log_is_never_sound_and_the_first_changed_row_is_named() {
        for (long seed = 0; seed < 2_000; seed++) {
            var chance = new Random(seed);
            List<AuditEntry> changed = new ArrayList<>(rows);
            int place = 1 + chance.nextInt(ROWS);
            int other = 1 + (place + chance.nextInt(ROWS - 1)) % ROWS;
            switch (chance.nextInt(4)) {
                case 0 ->
                    changed.set(
                            place - 1,
                            new AuditEntry(
                                    place,
                                    event(77),
                                    row(place).previous(),
                                    row(place).hash()));
                case 1 -> changed.remove(place - 1);
                case 2 ->
                    changed.add(
                            place - 1,
                            AuditEntry.chained(place, event(77), row(other).hash()));
                default -> Collections.swap(changed, place - 1, other - 1);
            }
            changed = renumbered(changed);
            int first = 1;
            while (first <= changed.size()
                    && first <= ROWS
                    && changed.get(first - 1).equals(row(first))) {
                first++;
            }
            var found = finding(changed, heads(ROWS));
            assertThat(found).as("seed %s", seed).isPresent();
            assertThat(found.orElseThrow().place())
                    .as("seed %s: %s", seed, found)
                    .isEqualTo(first);
        }
    }

    private List<AuditEntry> with(AuditEntry one, AuditEntry other) {
        var changed = new ArrayList<>(rows);
        changed.set((int) one.place() - 1, one);
        changed.set((int) other.place() - 1, other);
        return changed;
    }

    private AuditEntry row(int place) {
        return rows.get(place - 1);
    }

    private List<ChainHead> heads(int... places) {
        var heads = new ArrayList<ChainHead>();
        for (int place : places) {
            heads.add(new ChainHead(AT, place, row(place).hash()));
        }
        return heads;
    }

    private static Optional<Finding> finding(List<AuditEntry> log) {
        return finding(log, List.of());
    }

    private static Optional<Finding> finding(List<AuditEntry> log, List<ChainHead> heads) {
        return Verification.of(log.iterator(), heads.iterator()).finding();
    }

    /// The places go up by one again, hashes stay.
    private static List<AuditEntry> renumbered(List<AuditEntry> log) {
        var renumbered = new ArrayList<AuditEntry>();
        for (AuditEntry row : log) {
            renumbered.add(new AuditEntry(renumbered.size() + 1, row.event(), row.previous(), row.hash()));
        }
        return renumbered;
    }

    private static List<AuditEntry> chain(int length) {
        var chain = new ArrayList<AuditEntry>();
        ChainHash last = ChainHash.NONE;
        for (int place = 1; place <= length; place++) {
            chain.add(AuditEntry.chained(place, event(place), last));
            last = chain.getLast().hash();
        }
        return chain;
    }

    private static AuditEvent event(int n) {
        return new AuditEvent(AT.plusSeconds(n), "li", "AGENT", "RECORDING_PLAYED", "recording:" + n, "bytes 0-" + n);
    }
}
