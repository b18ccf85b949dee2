package hearback.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Everything an operator decides about one process, checked. `reference.conf` says what each means.
///
/// @param node this process among others, never empty
/// @param stateFolder where embedded servers keep their data
/// @param lines at least one; their names differ
/// @param hotlines at least one; their numbers differ
/// @param inboundContexts dialplan contexts into which the public network delivers calls
/// @param outboundContexts dialplan contexts in which agents dial customers by hand
/// @param region ISO 3166 region in which a number without country code is read
public record Settings(
        String node,
        Path stateFolder,
        DatabaseSettings database,
        RedisSettings redis,
        HttpSettings http,
        AuditSettings audit,
        IdentitySettings identity,
        List<LineSettings> lines,
        ListeningSettings listening,
        List<HotlineSettings> hotlines,
        Set<String> inboundContexts,
        Set<String> outboundContexts,
        String region,
        ProfileSettings profile,
        CallbackSettings callbacks,
        RecordingSettings recordings,
        AnnouncementSettings announcements) {
    public Settings {
        lines = List.copyOf(lines);
        hotlines = List.copyOf(hotlines);
        inboundContexts = Set.copyOf(inboundContexts);
        outboundContexts = Set.copyOf(outboundContexts);
        check(
                node,
                lines.stream().map(LineSettings::name).toList(),
                hotlines.stream().map(HotlineSettings::number).toList(),
                inboundContexts,
                region);
        var served = lines.stream()
                .flatMap(line -> line.trunks().stream())
                .flatMap(TrunkSettings::begins)
                .toList();
        new Checks()
                .that(
                        callbacks.allowedPrefixes().stream().allMatch(allowed -> areServed(allowed, served)),
                        "callbacks.allowed-prefixes",
                        "hold numbers that no trunk serves, and who has one would wait for ever: allow only what the"
                                + " prefixes of lines.trunks hold, or give one trunk none")
                .done();
    }

    /// Whether some trunk takes each number that begins so.
    private static boolean areServed(String begin, List<String> served) {
        return served.stream().anyMatch(begin::startsWith)
                || (served.stream().anyMatch(prefix -> prefix.startsWith(begin))
                        && IntStream.range(0, 10).allMatch(digit -> areServed(begin + digit, served)));
    }

    /// What concerns several sections at once; also asked when a section could not be built, to find all mistakes.
    static void check(
            String node, List<String> lineNames, List<String> numbers, Set<String> inboundContexts, String region) {
        new Checks()
                .oneLine("node", node)
                .that(!lineNames.isEmpty(), "lines", "must name at least one Asterisk server")
                .that(
                        differ(lineNames),
                        "lines",
                        "two servers have the same name: ids of their calls would be the same")
                .that(!numbers.isEmpty(), "hotlines", "must name at least one number")
                .that(differ(numbers), "hotlines", "the same number is given twice")
                .that(!inboundContexts.isEmpty(), "inbound-contexts", "must name at least one context")
                .that(
                        inboundContexts.stream().noneMatch(String::isBlank),
                        "inbound-contexts",
                        "must not hold empty names")
                .that(
                        List.of(Locale.getISOCountries()).contains(region),
                        "region",
                        "must be an ISO 3166 code of two capital letters, as CN")
                .done();
    }

    private static boolean differ(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }
}
