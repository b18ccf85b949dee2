package hearback.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Turns the merged file into records, section by section, and goes on after each mistake.
final class SettingsReader {
    private final Section root;
    private final Map<String, String> environment;

    SettingsReader(Config merged, Config reference, Map<String, String> environment, List<SettingsProblem> problems) {
        this.root = new Section(
                "hearback", merged.getConfig("hearback"), reference.getConfig("hearback"), problems, new TreeSet<>());
        this.environment = environment;
    }

    /// Empty when a section could not be built; the reason is among the problems then.
    Optional<Settings> read() {
        var stateFolder = Path.of(root.text("state-folder")).toAbsolutePath().normalize();
        var database = database(root.section("database"));
        var redis = redis(root.section("redis"));
        var http = http(root.section("http"), stateFolder);
        var audit = audit(root.section("audit"), stateFolder);
        var identity = IdentityReader.read(root.section("identity"));
        var announcements = announcements(root.section("announcements"));
        boolean hears = announcements.flatMap(AnnouncementSettings::references).isPresent();
        var lineSections = root.sections("lines");
        var lines = lineSections.stream().map(section -> line(section, hears)).toList();
        var listening = listening(root.section("listening"));
        var hotlineSections = root.sections("hotlines");
        var hotlines = hotlineSections.stream().map(this::hotline).toList();
        var contexts = Set.copyOf(root.texts("inbound-contexts"));
        var byHand = Set.copyOf(root.texts("outbound-contexts"));
        var profile = profile(root.section("profile"));
        var callbacks = callbacks(root.section("callbacks"));
        var recordings = recordings(root.section("recordings"));
        var node = node();
        var region = root.text("region");
        var sound = root.build(() -> {
            Settings.check(node, texts(lineSections, "name"), texts(hotlineSections, "number"), contexts, region);
            return true;
        });
        if (sound.isEmpty() || !root.problems().isEmpty()) {
            return Optional.empty();
        }
        return root.build(() -> new Settings(
                node,
                stateFolder,
                database.orElseThrow(),
                redis.orElseThrow(),
                http.orElseThrow(),
                audit.orElseThrow(),
                identity.orElseThrow(),
                lines.stream().flatMap(Optional::stream).toList(),
                listening.orElseThrow(),
                hotlines.stream().flatMap(Optional::stream).toList(),
                contexts,
                byHand,
                region,
                profile.orElseThrow(),
                callbacks.orElseThrow(),
                recordings.orElseThrow(),
                announcements.orElseThrow()));
    }

    private static List<String> texts(List<Section> sections, String key) {
        return sections.stream().map(section -> section.text(key)).toList();
    }

    /// Keys asked for, with `[]` for the place in a list.
    Set<String> keysRead() {
        return Set.copyOf(root.read());
    }

    private String node() {
        return root.optionalText("node")
                .orElseGet(() -> environment.getOrDefault("HOSTNAME", "node") + "-"
                        + ProcessHandle.current().pid());
    }

    private Optional<DatabaseSettings> database(Section section) {
        return section.build(() -> new DatabaseSettings(
                section.optionalText("url"), section.number("embedded-port"), section.number("pool-size")));
    }

    private Optional<RedisSettings> redis(Section section) {
        var timeout = section.duration("command-timeout");
        var port = section.number("embedded-port");
        var url = section.text("url");
        var channel = section.text("channel");
        return section.build(() -> switch (url) {
            case "" -> new RedisSettings.Embedded(port, channel, timeout);
            case "off" -> new RedisSettings.Off();
            default -> new RedisSettings.Server(url, channel, timeout);
        });
    }

    private Optional<HttpSettings> http(Section section, Path stateFolder) {
        return section.build(() -> new HttpSettings(
                section.text("host"),
                section.number("port"),
                section.bytes("body-limit"),
                section.bytes("stream-backlog"),
                section.optionalText("admin-token-file")
                        .map(Path::of)
                        .orElse(stateFolder.resolve("admin-token"))
                        .toAbsolutePath()));
    }

    private Optional<AuditSettings> audit(Section section, Path stateFolder) {
        return section.build(() -> new AuditSettings(
                section.optionalText("head-file")
                        .map(Path::of)
                        .orElse(stateFolder.resolve("audit-heads"))
                        .toAbsolutePath(),
                section.duration("head-every")));
    }

    private Optional<AnnouncementSettings> announcements(Section section) {
        return section.build(() ->
                new AnnouncementSettings(section.optionalText("references").map(Path::of)));
    }

    private Optional<LineSettings> line(Section section, boolean hears) {
        var read = section.sections("trunks").stream().map(this::trunk).toList();
        // What one that is wrong has to say is said; the line is looked at all the same.
        var trunks = read.stream().allMatch(Optional::isPresent)
                ? read.stream().flatMap(Optional::stream).toList()
                : List.of(TrunkSettings.OF_THE_LINE);
        return section.build(() -> new LineSettings(
                section.text("name"),
                section.text("host"),
                section.number("port"),
                section.text("username"),
                section.text("secret"),
                section.text("trunk"),
                section.text("callback-context"),
                section.text("survey-context"),
                section.text("callback-caller-id"),
                section.optionalText("detail-file").map(Path::of),
                trunks,
                dialling(section),
                new Detection(section.flag("hang-up-machines"), hears)));
    }

    private Optional<TrunkSettings> trunk(Section section) {
        return section.build(() -> new TrunkSettings(
                section.text("name"),
                section.text("caller-id"),
                section.number("calls-per-second"),
                section.number("live-attempts"),
                section.texts("prefixes"),
                section.number("priority")));
    }

    private static Dialling dialling(Section section) {
        var who = section.text("dialling");
        var context = section.text("agent-first-context");
        var ringTime = section.duration("agent-ring-time");
        var limit = section.duration("preview-limit");
        return switch (who) {
            case "agent-first" -> new Dialling.AgentFirst(context, ringTime, Optional.empty());
            case "preview" -> new Dialling.AgentFirst(context, ringTime, Optional.of(limit));
            case "customer-first" -> new Dialling.CustomerFirst();
            default -> {
                section.problem("dialling", "must be customer-first, agent-first or preview");
                yield new Dialling.CustomerFirst();
            }
        };
    }

    private Optional<ListeningSettings> listening(Section section) {
        return section.build(() -> new ListeningSettings(
                section.duration("ping-every"),
                section.duration("half-open-after"),
                section.duration("reconnect-first"),
                section.duration("reconnect-most"),
                section.duration("lease"),
                section.duration("settle-after"),
                section.number("signal-buffer")));
    }

    private Optional<HotlineSettings> hotline(Section section) {
        return section.build(() ->
                new HotlineSettings(section.text("number"), section.text("queue"), section.optionalText("profile")));
    }

    private Optional<ProfileSettings> profile(Section section) {
        return section.build(() -> new ProfileSettings(
                section.text("default"),
                section.optionalText("directory")
                        .map(folder -> Path.of(folder).toAbsolutePath().normalize())));
    }

    private Optional<CallbackSettings> callbacks(Section section) {
        return section.build(() -> new CallbackSettings(
                section.duration("ring-time"),
                section.duration("own-failure-wait"),
                section.number("batch"),
                section.number("live-attempts"),
                section.number("calls-per-second"),
                section.number("calls-to-a-number-in-24-h"),
                section.number("calls-to-a-number-in-30-days"),
                section.text("queue"),
                section.decimal("dial-level"),
                section.number("abandoned-percent"),
                section.duration("abandoned-over"),
                section.duration("unknown-limit"),
                section.flag("after-abandoned-call"),
                section.duration("abandoned-call-wait"),
                section.texts("allowed-prefixes")));
    }

    private Optional<RecordingSettings> recordings(Section section) {
        return section.build(() -> new RecordingSettings(
                Path.of(section.text("server-folder")),
                Path.of(section.text("local-folder")).toAbsolutePath().normalize(),
                section.duration("stable-for"),
                section.duration("missing-after"),
                section.duration("give-up-after")));
    }
}
