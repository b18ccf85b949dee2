package hearback.app;

import hearback.agent.AgentApi;
import hearback.agent.flow.HeadsUnavailable;
import hearback.agent.flow.VerifyAudit;
import hearback.config.Settings;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// `--verify-audit`: walks along the audit log and says in plain text whether anybody changed it. Changes nothing
/// itself, the database's schema included. An embedded database is asked where it runs, or is started for it.
///
/// @param cache where unpacked servers are kept
record AuditCommand(Settings settings, Path cache) {
    static final String ARGUMENT = "--verify-audit";
    static final int SOUND = 0;
    static final int BROKEN = 4;
    static final int UNPROVEN = 5;

    /// @return the exit code
    /// @throws Unavailable when the database or the heads cannot be read
    int run(PrintStream out) {
        var started = new Started();
        try {
            var uri = settings.database().url().orElseGet(() -> own(started));
            var vertx = Vertx.vertx();
            started.add("vertx", () -> vertx.close().await(3, TimeUnit.SECONDS));
            var pool = new DatabaseAccess(uri, settings.database(), settings.node()).pool(vertx);
            return tell(AgentApi.auditVerifier(pool, settings.audit()).run(), out);
        } catch (StoreUnavailable | HeadsUnavailable trouble) {
            throw new Unavailable("the audit log cannot be verified: " + trouble.getMessage(), trouble);
        } finally {
            started.stopAll();
        }
    }

    private String own(Started started) {
        var folder = settings.stateFolder();
        if (!Files.exists(folder.resolve("postgres"))) {
            throw new Unavailable(
                    "there is no database in " + folder + ". Name the folder in HEARBACK_STATE, or set DATABASE_URL");
        }
        try {
            var state = StateFolder.open(folder);
            started.add("state folder", state::close);
            var postgres =
                    EmbeddedPostgres.start(state, cache, settings.database().embeddedPort());
            started.add("postgres", postgres::stop);
            return postgres.uri();
        } catch (Unavailable taken) {
            return EmbeddedPostgres.uriOfRunning(folder).orElseThrow(() -> taken);
        }
    }

    private int tell(VerifyAudit.Report report, PrintStream out) {
        var walk = report.walk();
        out.println("audit log: " + walk.entries() + " rows fit, the last has hash " + walk.last());
        out.println("heads in " + settings.audit().headFile() + ": " + walk.heads() + " agree, proven to row "
                + walk.provenTo()
                + (report.unreadable() == 0 ? "" : ", " + report.unreadable() + " lines cannot be read"));
        return switch (report.verdict()) {
            case SOUND -> {
                out.println("SOUND: nobody changed it up to row " + walk.provenTo()
                        + (walk.provenTo() == walk.entries() ? "" : "; the rows behind fit, and no head is there yet"));
                yield SOUND;
            }
            case BROKEN -> {
                walk.finding().ifPresent(finding -> out.println("BROKEN: " + finding.sentence()));
                yield BROKEN;
            }
            case UNPROVEN -> {
                out.println("UNPROVEN: no head is written down that the log could be compared with");
                yield UNPROVEN;
            }
        };
    }
}
