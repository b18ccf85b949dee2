package hearback.agent.metrics;

import hearback.agent.flow.WriteHeads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/// What is counted about the audit log.
public final class AuditMeters {
    private AuditMeters() {}

    public static void register(MeterRegistry meters, WriteHeads heads) {
        Gauge.builder("hearback.audit.head.place", heads, WriteHeads::written)
                .description("Place of the newest audit entry whose hash is written down outside the database")
                .register(meters);
        for (WriteHeads.State trouble : List.of(WriteHeads.State.FAILING, WriteHeads.State.CONTRADICTED)) {
            Gauge.builder("hearback.audit.head.trouble", heads, writing -> writing.state() == trouble ? 1 : 0)
                    .tag("kind", trouble.name().toLowerCase(Locale.ROOT))
                    .description("1 while audit heads cannot be written, or the log contradicts what was written")
                    .register(meters);
        }
    }
}
