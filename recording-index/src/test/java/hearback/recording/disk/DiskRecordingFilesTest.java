package hearback.recording.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.recording.flow.FolderAway;
import hearback.recording.flow.Inspection;
import hearback.recording.index.Look;
import hearback.recording.index.Sighting;
import hearback.recording.index.WavReading;
import hearback.recording.testing.Wav;
import hearback.telephony.call.SoundFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRecordingFilesTest {
    private static final String SERVER = "/var/spool/asterisk/monitor";

    @TempDir
    Path temp;

    private Path folder;
    private DiskRecordingFiles files;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temp.resolve("monitor"));
        files = new DiskRecordingFiles(Path.of(SERVER), folder);
        Files.write(temp.resolve("secret.wav"), Wav.ofMillis(10));
    }

    @Nested
    class AFileUnderTheFolder {
        @Test
        void is_present_with_size_and_date() throws IOException {
            write("a.wav", Wav.ofMillis(100));
            var at = Instant.parse("2026-03-02T01:00:00.123456789Z");
            Files.setLastModifiedTime(folder.resolve("a.wav"), FileTime.from(at));

            assertThat(look("/a.wav")).isEqualTo(new Look.Present(new Sighting(1_644, at)));
        }

        @Test
        void may_lie_in_folders_below() throws IOException {
            write("2026/03/02/a.wav", Wav.ofMillis(100));

            assertThat(look("/2026/03/02/a.wav")).isInstanceOf(Look.Present.class);
            assertThat(files.path(file("/2026/03/02/a.wav"))).isEqualTo(folder.resolve("2026/03/02/a.wav"));
        }

        @Test
        void is_read_hashed_and_understood() throws IOException {
            write("a.wav", "".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            write("b.wav", Wav.ofMillis(10_000));

            assertThat(inspect("/a.wav")).isInstanceOfSatisfying(Inspection.Read.class, read -> {
                assertThat(read.sha256().hex())
                        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
                assertThat(read.wav()).isEqualTo(new WavReading.NoSound());
            });
            assertThat(inspect("/b.wav"))
                    .isInstanceOfSatisfying(
                            Inspection.Read.class,
                            read -> assertThat(read.wav())
                                    .isInstanceOfSatisfying(
                                            WavReading.Heard.class,
                                            heard -> assertThat(heard.sound().length())
                                                    .isEqualTo(Duration.ofSeconds(10))));
        }

        @Test
        void that_is_not_as_it_was_seen_is_not_read() throws IOException {
            write("a.wav", Wav.ofMillis(100));
            var seen = sighting("/a.wav");
            write("a.wav", Wav.ofMillis(200));

            assertThat(files.inspect(file("/a.wav"), seen)).isEqualTo(new Inspection.Restless());
            Files.delete(folder.resolve("a.wav"));
            assertThat(files.inspect(file("/a.wav"), seen)).isEqualTo(new Inspection.Restless());
        }

        @Test
        void that_is_longer_than_its_header_says_is_measured_by_its_length() throws IOException {
            long size = 64L << 20;
            try (var sparse = new RandomAccessFile(folder.resolve("long.wav").toFile(), "rw")) {
                sparse.write(Wav.header(16_000));
                sparse.setLength(size);
            }

            assertThat(inspect("/long.wav"))
                    .isInstanceOfSatisfying(
                            Inspection.Read.class,
                            read -> assertThat(read.wav())
                                    .isInstanceOfSatisfying(
                                            WavReading.Heard.class,
                                            heard -> assertThat(heard.sound().dataLength())
                                                    .isEqualTo(size - 44)));
        }
    }

    @Nested
    class AFileThatIsNotThere {
        @Test
        void is_absent() {
            assertThat(look("/a.wav")).isEqualTo(new Look.Absent());
            assertThat(look("/2026/03/a.wav")).isEqualTo(new Look.Absent());
        }

        @Test
        void says_nothing_when_the_whole_folder_is_not_there() {
            var unmounted = new DiskRecordingFiles(Path.of(SERVER), temp.resolve("nowhere"));

            assertThatThrownBy(() -> unmounted.look(file("/a.wav")))
                    .isInstanceOf(FolderAway.class)
                    .hasMessageNotContaining(temp.toString());
        }
    }

    @Nested
    class AHostilePath {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/etc/passwd",
                    "secret.wav",
                    "../secret.wav",
                    "/var/spool/asterisk/monitor",
                    "/var/spool/asterisk/monitor/",
                    "/var/spool/asterisk/monitor/../secret.wav",
                    "/var/spool/asterisk/monitor/a/../../secret.wav",
                    "/var/spool/asterisk/monitor/./secret.wav",
                    "/var/spool/asterisk/monitor//etc/passwd",
                    "/var/spool/asterisk/monitor/a/",
                    "/var/spool/asterisk/monitor2/a.wav",
                    "/var/spool/asterisk/monitorx",
                    "/VAR/spool/asterisk/monitor/a.wav",
                    "//var/spool/asterisk/monitor/a.wav",
                    "\\\\server\\share\\a.wav",
                    "file:///var/spool/asterisk/monitor/a.wav",
                })
        void is_refused(String path) {
            assertThat(files.look(new SoundFile(path))).isInstanceOf(Look.Refused.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/..%2fsecret.wav", "/\u2025/secret.wav", "/..\\secret.wav", "/~root", "/$HOME", "/ "})
        void that_is_only_a_strange_name_is_taken_as_a_name(String name) {
            assertThat(look(name)).isIn(new Look.Absent(), unspeakable());
        }

        @Test
        void with_a_name_too_long_for_the_disk_is_refused() {
            assertThat(look("/" + "a".repeat(256))).isInstanceOf(Look.Refused.class);
            assertThat(look("/" + "诉".repeat(100))).isInstanceOf(Look.Refused.class);
        }

        @Test
        void with_too_many_folders_is_refused() {
            assertThat(look("/a".repeat(17))).isInstanceOf(Look.Refused.class);
        }

        private Look unspeakable() {
            return new Look.Refused(
                    "the name cannot be written in this process's character set; run it with LC_ALL=C.UTF-8");
        }
    }

    @Nested
    class ALink {
        @Test
        void to_a_file_outside_is_refused() throws IOException {
            Files.createSymbolicLink(folder.resolve("a.wav"), temp.resolve("secret.wav"));

            assertThat(look("/a.wav")).isEqualTo(new Look.Refused("a symbolic link"));
        }

        @Test
        void to_a_file_inside_is_refused_too() throws IOException {
            write("b.wav", Wav.ofMillis(10));
            Files.createSymbolicLink(folder.resolve("a.wav"), Path.of("b.wav"));

            assertThat(look("/a.wav")).isInstanceOf(Look.Refused.class);
        }

        @Test
        void in_place_of_a_folder_on_the_way_is_refused() throws IOException {
            Files.createSymbolicLink(folder.resolve("out"), temp);
            Files.createDirectory(folder.resolve("in"));
            Files.createSymbolicLink(folder.resolve("in/again"), temp);

            assertThat(look("/out/secret.wav")).isInstanceOf(Look.Refused.class);
            assertThat(look("/in/again/secret.wav")).isInstanceOf(Look.Refused.class);
        }

        @Test
        void put_there_after_the_look_is_not_followed() throws IOException {
            write("a.wav", Wav.ofMillis(10));
            var seen = sighting("/a.wav");
            Files.delete(folder.resolve("a.wav"));
            Files.createSymbolicLink(folder.resolve("a.wav"), temp.resolve("secret.wav"));
            Files.setLastModifiedTime(temp.resolve("secret.wav"), FileTime.from(seen.modified()));

            assertThat(files.inspect(file("/a.wav"), seen)).isEqualTo(new Inspection.Restless());
        }

        @Test
        void as_the_recording_folder_itself_is_the_operators_word() throws IOException {
            write("a.wav", Wav.ofMillis(10));
            var linked = Files.createSymbolicLink(temp.resolve("linked"), folder);

            assertThat(new DiskRecordingFiles(Path.of(SERVER), linked).look(file("/a.wav")))
                    .isInstanceOf(Look.Present.class);
        }
    }

    @Nested
    class SomethingThatIsNoFile {
        @Test
        void is_a_folder() throws IOException {
            Files.createDirectory(folder.resolve("a.wav"));

            assertThat(look("/a.wav")).isEqualTo(new Look.Refused("not a regular file"));
        }

        @Test
        void is_a_file_where_a_folder_should_be() throws IOException {
            write("a", Wav.ofMillis(10));

            assertThat(look("/a/b.wav")).isInstanceOf(Look.Refused.class);
        }

        @Test
        @Timeout(20)
        void is_a_pipe_and_nobody_waits_at_it() throws IOException, InterruptedException {
            var made = new ProcessBuilder("mkfifo", folder.resolve("a.wav").toString()).start();
            assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(look("/a.wav")).isEqualTo(new Look.Refused("not a regular file"));
            assertThat(files.inspect(file("/a.wav"), new Sighting(0, Instant.EPOCH)))
                    .isEqualTo(new Inspection.Restless());
        }
    }

    @Test
    void the_volume_says_how_full_it_is() {
        assertThat(files.usedShare())
                .hasValueSatisfying(used -> assertThat(used).isBetween(0.0, 1.0));
        assertThat(new DiskRecordingFiles(Path.of(SERVER), temp.resolve("nowhere")).usedShare())
                .isEmpty();
    }

    private void write(String name, byte[] bytes) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private Look look(String name) {
        return files.look(file(name));
    }

    private Inspection inspect(String name) {
        return files.inspect(file(name), sighting(name));
    }

    private Sighting sighting(String name) {
        assertThat(look(name)).isInstanceOf(Look.Present.class);
        return ((Look.Present) look(name)).sighting();
    }

    private static SoundFile file(String name) {
        return new SoundFile(SERVER + name);
    }
}
