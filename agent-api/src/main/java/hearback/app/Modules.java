package hearback.app;

import hearback.agent.AgentApi;
import hearback.agent.flow.KnownProfiles;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.Rulebook;
import hearback.config.HotlineSettings;
import hearback.config.Settings;
import hearback.config.ShippedProfiles;
import hearback.config.profile.Profile;
import hearback.recording.RecordingIndex;
import hearback.telephony.Telephony;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The modules, assembled bottom first; stopped top first.
///
/// @param redis empty when there is none
/// @param chance cryptographically strong, safe to use from many threads
record Modules(
        Settings settings,
        Vertx vertx,
        Pool pool,
        Optional<RedisClient> redis,
        InstantSource time,
        RandomGenerator chance,
        MeterRegistry meters) {

    /// Starts them all; returns when requests are answered.
    AgentApi start(Started started) {
        var telephony = new Telephony(settings, pool, redis, time, chance, meters);
        var recordings = new RecordingIndex(settings.recordings(), pool, telephony.facts(), time, meters);
        var desk = new AgentApi(
                vertx,
                pool,
                settings.http(),
                settings.audit(),
                settings.identity(),
                settings.callbacks(),
                new Neighbours(
                        telephony.facts(),
                        telephony.calls(),
                        telephony.callbacks(),
                        telephony.board(),
                        telephony.lines(),
                        telephony.numbers(),
                        recordings.recordings()),
                rules(),
                time,
                chance,
                meters);
        // Telephony tells those who said before it starts that they follow; it stops last.
        started.add("telephony", telephony::stop);
        recordings.start();
        started.add("recordings", recordings::stop);
        var _ = desk.firstAdministrator();
        desk.start();
        started.add("desk", desk::stop);
        telephony.start();
        return desk;
    }

    /// What comes with the program; which hotline goes by what, the settings say.
    private Rulebook rules() {
        List<Profile> shipped =
                ShippedProfiles.NAMES.stream().map(ShippedProfiles::read).toList();
        Map<String, String> ofHotline = settings.hotlines().stream()
                .collect(Collectors.toMap(HotlineSettings::number, HotlineSettings::profile));
        return new KnownProfiles(shipped, ofHotline);
    }
}
