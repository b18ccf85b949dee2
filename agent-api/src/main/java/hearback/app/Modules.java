package hearback.app;

import hearback.agent.AgentApi;
import hearback.agent.flow.Neighbours;
import hearback.config.ProfileFolder;
import hearback.config.Settings;
import hearback.recording.RecordingIndex;
import hearback.telephony.Telephony;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The modules, assembled bottom first; stopped top first.
///
/// @param redis empty when there is none
/// @param chance cryptographically strong, safe to use from many threads
/// @param ownProfiles the operator's own, from the folder of the settings
record Modules(
        Settings settings,
        Vertx vertx,
        Pool pool,
        Optional<RedisClient> redis,
        InstantSource time,
        RandomGenerator chance,
        MeterRegistry meters,
        List<ProfileFolder.Own> ownProfiles) {

    /// Starts them all; returns when requests are answered.
    ///
    /// @throws hearback.config.SettingsProblems when profiles do not fit those that are there
    AgentApi start(Started started) {
        var profiles = AgentApi.openProfiles(pool, settings.profile(), settings.hotlines(), ownProfiles, time);
        var telephony = new Telephony(
                settings,
                pool,
                redis,
                rule -> rule.map(profiles::version)
                        .orElseGet(() -> profiles.forHotline("", time.instant()))
                        .retry(),
                time,
                chance,
                meters);
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
                        telephony.holds(),
                        telephony.previews(),
                        telephony.dispatch(),
                        telephony.board(),
                        telephony.lines(),
                        telephony.numbers(),
                        recordings.recordings()),
                profiles,
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
}
