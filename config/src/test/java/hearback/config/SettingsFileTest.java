package hearback.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import hearback.config.profile.Post;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final Map<String, String> SECRET = Map.of("AMI_SECRET", "invented");

    @Test
    void the_defaults_are_valid_once_a_secret_is_given() {
        var settings = new SettingsFile(SECRET).read();

        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().adminTokenFile())
                .isEqualTo(settings.stateFolder().resolve("admin-token"));
        assertThat(settings.lines())
                .singleElement()
                .extracting(LineSettings::secret)
                .isEqualTo("invented");
        assertThat(settings.callbacks().ringTime()).isEqualTo(Duration.ofSeconds(35));
        assertThat(settings.callbacks().allowedPrefixes()).containsExactly("+86");
        assertThat(settings.redis())
                .isEqualTo(new RedisSettings.Embedded(16379, "hearback:live", Duration.ofMillis(500)));
        assertThat(settings.node()).isNotBlank();
    }

    @Test
    void customers_are_rung_first_unless_a_line_says_otherwise() {
        assertThat(new SettingsFile(SECRET).parse("""
                hearback.lines = [
                  { name = east, port = 5039 }
                  { name = west, dialling = agent-first, agent-ring-time = 20 s, secret = other }
                  { name = south, dialling = preview, preview-limit = 2 m, secret = other }
                ]
                """).lines())
                .extracting(LineSettings::dialling)
                .containsExactly(
                        new Dialling.CustomerFirst(),
                        new Dialling.AgentFirst("hearback-agent-first", Duration.ofSeconds(20), Optional.empty()),
                        new Dialling.AgentFirst(
                                "hearback-agent-first", Duration.ofSeconds(15), Optional.of(Duration.ofMinutes(2))));
        assertThatThrownBy(() -> new SettingsFile(SECRET).parse("hearback.lines = [ { dialling = both } ]"))
                .hasMessageContaining("hearback.lines[0].dialling: must be customer-first, agent-first or preview");
        assertThatThrownBy(() -> new SettingsFile(SECRET)
                        .parse("hearback.lines = [ { dialling = agent-first, agent-ring-time = 1 s } ]"))
                .hasMessageContaining("hearback.lines[0].agent-ring-time: must be 3 s to 60 s");
    }

    /// A node looks three times in the length of a lease whether it may have the line.
    @Test
    void the_default_lease_lets_another_node_take_over_within_five_seconds_of_the_last_renewal() {
        var lease = new SettingsFile(SECRET).read().listening().lease();

        assertThat(lease.plus(lease.dividedBy(3))).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void without_a_secret_the_message_says_what_to_set() {
        assertThatThrownBy(() -> new SettingsFile(Map.of()).read())
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining("hearback.lines[0].secret: must not be empty: set AMI_SECRET");
    }

    @Test
    void a_variable_that_is_no_number_is_named_beside_everything_else() {
        assertThatThrownBy(() -> new SettingsFile(
                                Map.of("HEARBACK_HTTP_PORT", "abc", "HEARBACK_REDIS_PORT", "6379a", "AMI_PORT", "-1x"))
                        .read())
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining("hearback.http.port: must be a whole number")
                .hasMessageContaining("hearback.redis.embedded-port: must be a whole number")
                .hasMessageContaining("hearback.lines[0].port: must be a whole number")
                .hasMessageContaining("AMI_SECRET");
    }

    @Test
    void addresses_of_servers_with_odd_names_and_escaped_passwords_are_taken() {
        var environment = new HashMap<>(SECRET);
        environment.put("DATABASE_URL", "postgresql://some_one:a%2Fb%40c@my_database:5432/hear-back?sslmode=require");
        environment.put("REDIS_URL", "rediss://:a%2Fb%40c@my_redis:6379/2");

        var settings = new SettingsFile(environment).read();

        assertThat(settings.database().url()).contains(environment.get("DATABASE_URL"));
        assertThat(settings.redis()).isInstanceOf(RedisSettings.Server.class);
    }

    @Test
    void addresses_that_name_no_server_are_refused_without_their_password() {
        for (var database : List.of(
                "postgresql://",
                "postgresql://host/hearback",
                "postgresql://:wo rd@host/hearback",
                "postgresql://me:word@host",
                "postgresql://me:wo rd@host/hearback",
                "postgresql://me:wo#rd@host/hearback",
                "postgresql://me:wo%rd@host/hearback")) {
            assertThatThrownBy(() -> new SettingsFile(
                                    Map.of("AMI_SECRET", "invented", "DATABASE_URL", database, "REDIS_URL", "redis://"))
                            .read())
                    .as(database)
                    .isInstanceOf(SettingsProblems.class)
                    .hasMessageContaining("hearback.database.url: must look like")
                    .hasMessageContaining("hearback.redis.url: must be redis")
                    .hasMessageNotContaining("me:wo");
        }
    }

    @Test
    void every_key_of_the_reference_is_read_by_a_record() {
        var reference = resolvedReference();
        var reader = new SettingsReader(reference, reference, Map.of(), new ArrayList<>());
        var ignored = reader.read();

        assertThat(ignored).isPresent();
        assertThat(reader.keysRead()).containsAll(keys("hearback", reference.getValue("hearback")));
    }

    @Test
    void every_variable_of_the_reference_is_known_and_the_other_way_round() throws IOException {
        var text = new String(
                SettingsFileTest.class.getResourceAsStream("/reference.conf").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        var named =
                Pattern.compile("\\$\\{\\?([A-Z_]+)}").matcher(text).results().map(match -> match.group(1));
        var known = new TreeSet<>(Environment.KEYS.keySet());
        known.addAll(Environment.LINE_KEYS.keySet());

        assertThat(named).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void the_environment_overrides_the_file_also_inside_the_first_line() {
        var environment = new HashMap<>(SECRET);
        environment.put("HEARBACK_HTTP_PORT", "9001");
        environment.put("AMI_PORT", "15038");
        environment.put("DATABASE_URL", "");
        var settings = new SettingsFile(environment).parse("""
                hearback {
                  http.port = 8090
                  database.url = "postgresql://someone:hidden@10.0.0.1/hearback"
                  lines = [ { name = east, port = 5039 }, { name = west, port = 5040, secret = other } ]
                }
                """);

        assertThat(settings.http().port()).isEqualTo(9001);
        assertThat(settings.database().url()).contains("postgresql://someone:hidden@10.0.0.1/hearback");
        assertThat(settings.lines()).extracting(LineSettings::port).containsExactly(15038, 5040);
        assertThat(settings.lines()).extracting(LineSettings::trunk).containsExactly("trunk", "trunk");
        assertThat(settings.toString())
                .doesNotContain("hidden")
                .doesNotContain("invented")
                .doesNotContain("other");
    }

    @Test
    void a_line_may_have_several_trunks_and_what_one_does_not_say_is_the_lines() {
        var line = new SettingsFile(SECRET).parse("""
                        hearback.lines = [ {
                          name = east, trunk = carrier, callback-caller-id = "4001"
                          trunks = [
                            { prefixes = ["+8613"] }
                            { name = other, caller-id = "4002", calls-per-second = 20, live-attempts = 60, priority = 2 }
                          ]
                        } ]
                        """).lines().getFirst();

        assertThat(line.trunks())
                .containsExactly(
                        new TrunkSettings("carrier", "", 0, 0, List.of("+8613"), 1),
                        new TrunkSettings("other", "4002", 20, 60, List.of(), 2));
        assertThat(line.trunks().stream().map(line::through))
                .extracting(LineSettings::trunk, LineSettings::callbackCallerId)
                .containsExactly(tuple("carrier", "4001"), tuple("other", "4002"));
        assertThat(new SettingsFile(SECRET).read().lines().getFirst().trunks())
                .as("of who says nothing of them")
                .containsExactly(new TrunkSettings("trunk", "", 0, 0, List.of(), 1));
    }

    @Test
    void a_line_looks_for_machines_where_it_says_so_and_every_line_for_announcements_that_are_known() {
        var none = new SettingsFile(SECRET).read();
        var all = new SettingsFile(SECRET).parse("""
                hearback.announcements.references = "/etc/hearback/announcements"
                hearback.lines = [ { name = east, hang-up-machines = true }, { name = west, secret = other } ]
                """);

        assertThat(none.lines()).extracting(LineSettings::detection).containsExactly(Detection.NONE);
        assertThat(none.announcements().references()).isEmpty();
        assertThat(all.lines())
                .extracting(LineSettings::detection)
                .containsExactly(new Detection(true, true), new Detection(false, true));
        assertThatThrownBy(() -> new SettingsFile(SECRET).parse("hearback.announcements.references = sounds"))
                .hasMessageContaining("hearback.announcements.references: must be an absolute path");
    }

    @Test
    void numbers_that_may_be_rung_and_that_no_trunk_of_any_line_serves_are_refused() {
        var trunks = """
                hearback.callbacks.allowed-prefixes = ["+861", "+8620"]
                hearback.lines = [
                  { name = east, trunks = [ { prefixes = ["+861%s"] } ] }
                  { name = west, secret = other, trunks = [ { prefixes = ["+862", "+8610", "+8611", "+8612"] } ] }
                ]
                """;
        var others = "3\", \"+8614\", \"+8615\", \"+8616\", \"+8617\", \"+8618";

        assertThat(new SettingsFile(SECRET)
                        .parse(trunks.formatted(others + "\", \"+8619"))
                        .lines())
                .hasSize(2);
        assertThatThrownBy(() -> new SettingsFile(SECRET).parse(trunks.formatted(others)))
                .hasMessageContaining("hearback.callbacks.allowed-prefixes: hold numbers that no trunk serves");
    }

    @Test
    void what_is_wrong_with_a_trunk_is_named_with_its_place() {
        var refusal = catchThrowableOfType(SettingsProblems.class, () -> new SettingsFile(SECRET).parse("""
                hearback.lines = [
                  { name = east, trunks = [ { name = "a/b" }, { prefixes = ["86"], priority = 0, weight = 3 } ] }
                  { name = west, secret = other, trunks = [ { name = one }, { name = one } ] }
                  { name = north, secret = other, trunks = [] }
                ]
                """));

        assertThat(refusal.problems())
                .extracting(SettingsProblem::key)
                .containsExactlyInAnyOrder(
                        "hearback.lines[0].trunks[0].name",
                        "hearback.lines[0].trunks[1].prefixes",
                        "hearback.lines[0].trunks[1].priority",
                        "hearback.lines[0].trunks[1].weight",
                        "hearback.lines[1].trunks",
                        "hearback.lines[2].trunks");
    }

    @Test
    void a_channel_of_its_own_keeps_an_installation_apart_and_means_no_other() {
        var environment = new HashMap<>(SECRET);
        environment.put("REDIS_URL", "redis://elsewhere:6379");
        environment.put("HEARBACK_REDIS_CHANNEL", "north:live");

        assertThat(new SettingsFile(environment).read().redis())
                .isEqualTo(new RedisSettings.Server("redis://elsewhere:6379", "north:live", Duration.ofMillis(500)));
        for (var wrong : List.of("*", "a b", "live?", "a\\r\\nb", "a".repeat(101))) {
            assertThatThrownBy(() -> new SettingsFile(SECRET).parse("hearback.redis.channel = \"" + wrong + "\""))
                    .as(wrong)
                    .isInstanceOf(SettingsProblems.class)
                    .hasMessageContaining("hearback.redis.channel: must be 1 to 100 letters");
        }
    }

    @Test
    void without_an_issuer_nobody_else_says_who_somebody_is_and_with_one_its_words_are_ours() {
        assertThat(new SettingsFile(SECRET).parse("").identity().oidc()).isEmpty();
        var oidc = new SettingsFile(SECRET)
                .parse("hearback.identity.oidc { issuer = \"https://id.example.com/\", roles.follow-up = ringers }")
                .identity()
                .oidc()
                .orElseThrow();
        assertThat(oidc.roles())
                .hasSize(Post.values().length)
                .containsEntry(Post.FOLLOW_UP, "ringers")
                .containsEntry(Post.AGENT, "hearback-agent");
    }

    @Test
    void hotlines_begin_with_the_profile_that_is_named_or_with_the_default() {
        var settings = new SettingsFile(SECRET).parse("""
                hearback {
                  hotlines = [ { number = "4001" }, { number = "4002", profile = water } ]
                  profile { default = gas, directory = "/etc/hearback/profiles" }
                }
                """);
        assertThat(settings.hotlines())
                .extracting(HotlineSettings::profile)
                .containsExactly(Optional.empty(), Optional.of("water"));
        assertThat(settings.profile().byDefault()).isEqualTo("gas");
        assertThat(settings.profile().directory()).contains(Path.of("/etc/hearback/profiles"));
        assertThatThrownBy(() -> new SettingsFile(SECRET).parse("""
                        hearback {
                          hotlines = [ { number = "*", profile = "No Name" } ]
                          profile.default = ""
                        }
                        """))
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining("hearback.hotlines[0].number: must not be * alone")
                .hasMessageContaining("hearback.hotlines[0].profile: must name a profile")
                .hasMessageContaining("hearback.profile.default: must name a profile");
    }

    @Test
    void redis_can_be_switched_off() {
        assertThat(new SettingsFile(SECRET).parse("hearback.redis.url = off").redis())
                .isEqualTo(new RedisSettings.Off());
    }

    @Test
    void all_of_many_mistakes_are_named_at_once() {
        var refusal = catchThrowableOfType(SettingsProblems.class, () -> new SettingsFile(Map.of()).parse("""
                hearback {
                  nod = "typo"
                  region = "Atlantis"
                  database { url = "mysql://there", pool-size = 0 }
                  redis { url = "memcached://x" }
                  http { port = 70000, body-limit = "a lot", hots = "127.0.0.1" }
                  identity {
                    passwords { memory = 8 MiB, lanes = 0 }
                    sessions { idle = 13 h }
                    guessing { most = 2 h, trusted-proxies = ["proxy.example.com"] }
                    oidc { issuer = "http://id.example.com", roles { agent = "auditor", auditor = "auditor" }, lee = 1 s }
                  }
                  lines = [ { name = "Main-1", secret = "", trunk = "a/b", sekret = "x" } ]
                  listening { ping-every = 3, half-open-after = 1 s }
                  hotlines = [ { number = "4001", queue = "a" }, { number = "4001", queue = "b" } ]
                  callbacks {
                    ring-time = 1 s
                    calls-per-second = 0
                    dial-level = 5.5
                    abandoned-percent = 0
                    abandoned-call-wait = -1 s
                    allowed-prefixes = ["86"]
                  }
                  recordings { local-folder = "/x", server-folder = "monitor", missing-after = 1 s }
                }
                top-level = 1
                """));

        assertThat(refusal.problems())
                .extracting(SettingsProblem::key)
                .containsExactlyInAnyOrder(
                        "top-level",
                        "hearback.nod",
                        "hearback.http.hots",
                        "hearback.identity.oidc.lee",
                        "hearback.lines[0].sekret",
                        "hearback.database.url",
                        "hearback.database.pool-size",
                        "hearback.redis.url",
                        "hearback.http.port",
                        "hearback.http.body-limit",
                        "hearback.identity.passwords.memory",
                        "hearback.identity.passwords.lanes",
                        "hearback.identity.sessions.idle",
                        "hearback.identity.guessing.most",
                        "hearback.identity.guessing.trusted-proxies",
                        "hearback.identity.oidc.issuer",
                        "hearback.identity.oidc.roles",
                        "hearback.lines[0].name",
                        "hearback.lines[0].secret",
                        "hearback.lines[0].trunk",
                        "hearback.listening.ping-every",
                        "hearback.listening.half-open-after",
                        "hearback.hotlines",
                        "hearback.region",
                        "hearback.callbacks.ring-time",
                        "hearback.callbacks.calls-per-second",
                        "hearback.callbacks.dial-level",
                        "hearback.callbacks.abandoned-percent",
                        "hearback.callbacks.abandoned-call-wait",
                        "hearback.callbacks.allowed-prefixes",
                        "hearback.recordings.server-folder",
                        "hearback.recordings.missing-after");
        assertThat(refusal).message().hasLineCount(refusal.problems().size());
    }

    @Test
    void what_the_profile_says_is_refused_with_where_it_is_said() {
        assertThatThrownBy(() -> new SettingsFile(SECRET).parse("hearback.callbacks.quiet = [\"20:00-08:00\"]"))
                .hasMessage("hearback.callbacks.quiet: is said by the profile now: retry.quiet");
    }

    @Test
    void a_file_that_is_no_hocon_is_refused_with_its_line(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("hearback.conf"), "hearback {\n  http { port = [\n");

        assertThatThrownBy(() -> new SettingsFile(Map.of(SettingsFile.PLACE, file.toString())).read())
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining("hearback.conf");
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) {
        var place = folder.resolve("missing.conf").toString();

        assertThatThrownBy(() -> new SettingsFile(Map.of(SettingsFile.PLACE, place)).read())
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining(place);
    }

    private static Config resolvedReference() {
        return SettingsFile.reference()
                .withFallback(ConfigFactory.parseMap(Map.of("AMI_SECRET", "invented")))
                .resolve(ConfigResolveOptions.noSystem());
    }

    private static Set<String> keys(String path, ConfigValue value) {
        var found = new TreeSet<String>();
        switch (value) {
            case ConfigObject object -> object.forEach((key, inner) -> found.addAll(keys(path + "." + key, inner)));
            case ConfigList list
            when !list.isEmpty() && list.getFirst() instanceof ConfigObject first ->
                found.addAll(keys(path + "[]", first));
            default -> found.addAll(List.of(path));
        }
        return found;
    }
}
