package hearback.recording;

import hearback.config.RecordingSettings;
import hearback.recording.disk.DiskRecordingFiles;
import hearback.recording.flow.FolderAway;
import hearback.recording.flow.InspectRecordings;
import hearback.recording.flow.LinkRecordings;
import hearback.recording.flow.Recordings;
import hearback.recording.flow.ServeRecordings;
import hearback.recording.index.LookRule;
import hearback.recording.metrics.CountedRecordingStore;
import hearback.recording.metrics.RecordingMeters;
import hearback.recording.metrics.TimedRecordingFiles;
import hearback.recording.sql.SqlRecordingStore;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds, starts and stops the recording index. No rules here.
public final class RecordingIndex {
    private static final Logger log = LoggerFactory.getLogger(RecordingIndex.class);

    /// How long a due look may wait; much shorter than any look is apart from the next.
    private static final Duration ROUND = Duration.ofMillis(250);

    private static final Duration FIGURES = Duration.ofSeconds(15);

    /// How long stopping waits for a file that is being read.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final CallFacts facts;
    private final CountedRecordingStore store;
    private final LinkRecordings link;
    private final InspectRecordings inspect;
    private final Recordings recordings;
    private final Counter failedRounds;
    private final ScheduledExecutorService clockwork = clockwork();

    public RecordingIndex(
            RecordingSettings settings, Pool pool, CallFacts facts, InstantSource time, MeterRegistry meters) {
        this.facts = facts;
        this.store = new CountedRecordingStore(new SqlRecordingStore(pool), meters);
        var disk = new DiskRecordingFiles(settings.serverFolder(), settings.localFolder());
        var files = new TimedRecordingFiles(disk, meters);
        var rule = new LookRule(settings.stableFor(), settings.missingAfter(), settings.giveUpAfter());
        this.link = new LinkRecordings(store, time);
        this.inspect = new InspectRecordings(store, files, rule, time);
        this.recordings = new ServeRecordings(store, files, time);
        this.failedRounds = Counter.builder(RecordingMeters.FAILED_ROUNDS.id())
                .description(RecordingMeters.FAILED_ROUNDS.sentence())
                .register(meters);
        Gauge.builder(
                        RecordingMeters.FOLDER_USED.id(),
                        disk,
                        folder -> folder.usedShare().orElse(Double.NaN))
                .description(RecordingMeters.FOLDER_USED.sentence())
                .register(meters);
    }

    /// Follows the facts of calls from its own place on, and begins to look for files. The schema must be up to
    /// date.
    public void start() {
        facts.follow(LinkRecordings.NAME, link);
        every(ROUND, new Trouble("looking"), this::inspectAll);
        every(FIGURES, new Trouble("counting"), store::standings);
    }

    /// Returns when nothing is being read any more, after five seconds at the latest; what is cut off is done again
    /// by whoever runs next.
    public void stop() {
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            clockwork.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public Recordings recordings() {
        return recordings;
    }

    private void inspectAll() {
        while (!clockwork.isShutdown() && inspect.runOnce() > 0) {
            // until nothing is due
        }
    }

    private void every(Duration pause, Trouble trouble, Runnable round) {
        var _ = clockwork.scheduleWithFixedDelay(
                () -> trouble.survive(round), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What keeps one kind of round from being done; said when it begins and when it is over, not four times a
    /// second.
    private final class Trouble {
        private final String what;
        private boolean away;

        Trouble(String what) {
            this.what = what;
        }

        /// A timer whose task throws once never runs it again.
        void survive(Runnable round) {
            try {
                round.run();
                if (away) {
                    away = false;
                    log.info("rounds of {} go on", what);
                }
            } catch (StoreUnavailable | FolderAway trouble) {
                failedRounds.increment();
                if (!away) {
                    away = true;
                    log.warn("rounds of {} end early until further notice: {}", what, trouble.getMessage());
                }
            } catch (RuntimeException ours) {
                failedRounds.increment();
                log.error("round of {} failed", what, ours);
            }
        }
    }

    /// A thread of the operating system: hashing would hold a carrier of the virtual ones for seconds.
    private static ScheduledExecutorService clockwork() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("recordings").daemon().factory());
    }
}
