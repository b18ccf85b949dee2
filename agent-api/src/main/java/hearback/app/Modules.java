package hearback.app;

import hearback.agent.AgentApi;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OneProfile;
import hearback.config.Settings;
import hearback.config.ShippedProfiles;
import hearback.recording.RecordingIndex;
import hearback.telephony.Telephony;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
                settings.callbacks(),
                new Neighbours(
                        telephony.facts(),
                        telephony.calls(),
                        telephony.callbacks(),
                        telephony.board(),
                        telephony.lines(),
                        telephony.numbers(),
                        recordings.recordings()),
                new OneProfile(ShippedProfiles.read(ShippedProfiles.DEFAULT)),
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
