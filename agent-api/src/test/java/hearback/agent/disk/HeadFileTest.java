package hearback.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.audit.ChainHash;
import hearback.agent.audit.ChainHead;
import hearback.agent.flow.ChainHeads;
import hearback.agent.flow.HeadsUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeadFileTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path path;

    @SuppressWarnings("NullAway.Init")
    private HeadFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("new/heads");
        file = new HeadFile(path);
    }

    @Test
    void a_line_is_time_place_and_hash_and_comes_back_after_a_restart() throws IOException {
        assertThat(file.newest()).isEmpty();
        assertThat(read()).isEmpty();

        assertThat(file.write(head(1))).isTrue();
        assertThat(file.write(head(12))).isTrue();

        assertThat(Files.readAllLines(path)).last().isEqualTo("2026-11-23T02:00:00Z 12 " + "1".repeat(64));
        assertThat(new HeadFile(path).newest()).contains(head(12));
        assertThat(read()).containsExactly(head(1), head(12));
    }

    @Test
    void it_never_goes_back() {
        assertThat(file.write(head(12))).isTrue();

        assertThat(file.write(head(12))).isFalse();
        assertThat(new HeadFile(path).write(head(11))).isFalse();
        assertThat(read()).containsExactly(head(12));
    }

    @Test
    void a_line_torn_by_a_crash_is_left_and_counted_and_the_next_begins_a_new_one() throws IOException {
        assertThat(file.write(head(1))).isTrue();
        Files.writeString(path, head(2).line().substring(0, 40), StandardOpenOption.APPEND);

        assertThat(file.newest()).contains(head(1));
        assertThat(file.write(head(3))).isTrue();

        try (ChainHeads.Reading reading = file.read()) {
            assertThat(reading).toIterable().containsExactly(head(1), head(3));
            assertThat(reading.unreadable()).isEqualTo(1);
        }
    }

    @Test
    void every_torn_end_is_no_head_or_the_right_one() throws IOException {
        String whole = head(1).line() + "\n" + head(23).line() + "\n";
        Files.createDirectories(folder.resolve("new"));
        for (int length = 0; length <= whole.length(); length++) {
            Files.writeString(path, whole.substring(0, length));
            assertThat(List.of(head(1), head(23))).containsAll(read());
            assertThat(file.write(head(30))).isTrue();
            assertThat(file.newest()).contains(head(30));
        }
    }

    @Test
    void what_is_written_while_it_is_read_is_not_among_what_is_read() {
        assertThat(file.write(head(1))).isTrue();
        try (ChainHeads.Reading reading = file.read()) {
            assertThat(file.write(head(2))).isTrue();
            assertThat(reading).toIterable().containsExactly(head(1));
        }
    }

    @Test
    void the_newest_is_found_at_the_end_of_a_long_file_and_garbage_is_not_held_in_memory() throws IOException {
        assertThat(file.write(head(1))).isTrue();
        Files.writeString(path, "x".repeat(1_000_000) + "\n", StandardOpenOption.APPEND);
        Files.writeString(path, head(5).line() + "\n", StandardOpenOption.APPEND);

        assertThat(file.newest()).contains(head(5));
        assertThat(read()).containsExactly(head(1), head(5));
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws IOException {
        Files.writeString(folder.resolve("new"), "a file, no folder");

        assertThatThrownBy(() -> file.write(head(1)))
                .isInstanceOf(HeadsUnavailable.class)
                .hasMessageContaining(path.toString());
    }

    @Test
    void lines_that_are_none_are_none() {
        for (String line : List.of(
                "",
                "x",
                "2026-11-23T02:00:00Z 0 " + "1".repeat(64),
                "2026-11-23T02:00:00Z -1 " + "1".repeat(64),
                "2026-11-23T02:00:00Z 9999999999999999999 " + "1".repeat(64),
                "yesterday 1 " + "1".repeat(64),
                "2026-11-23T02:00:00Z 1 " + "1".repeat(63),
                "2026-11-23T02:00:00Z 1 " + "G".repeat(64))) {
            assertThat(ChainHead.read(line)).as(line).isEmpty();
        }
    }

    private List<ChainHead> read() {
        try (ChainHeads.Reading reading = file.read()) {
            List<ChainHead> heads = new ArrayList<>();
            reading.forEachRemaining(heads::add);
            return heads;
        }
    }

    private static ChainHead head(long place) {
        return new ChainHead(AT, place, new ChainHash("1".repeat(64)));
    }
}
