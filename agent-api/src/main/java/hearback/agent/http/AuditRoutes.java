package hearback.agent.http;

import hearback.agent.audit.AuditEntry;
import hearback.agent.flow.AuditChain;
import hearback.agent.flow.AuditLog;
import hearback.agent.flow.AuditTrail;
import hearback.agent.flow.VerifyAudit;
import hearback.agent.identity.Permission;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// `/audit`: who heard and changed what, and whether anybody changed that.
final class AuditRoutes {
    private final AuditTrail trail;
    private final AuditLog audit;
    private final InstantSource time;
    private final AtomicBoolean isVerifying = new AtomicBoolean();

    AuditRoutes(AuditTrail trail, AuditLog audit, InstantSource time) {
        this.trail = trail;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listAudit", new Contract.Route(Permission.READ_AUDIT, this::list),
                "verifyAudit", new Contract.Route(Permission.VERIFY_AUDIT, this::verify));
    }

    private void list(Asked asked) {
        var wanted = new AuditChain.Wanted(
                asked.query("subject"), asked.query("who"), moment(asked, "since"), moment(asked, "until"));
        OptionalLong before = asked.cursor(text -> Optional.of(Long.valueOf(text))).stream()
                .mapToLong(Long::longValue)
                .findFirst();
        asked.answerPage(trail.chain().find(wanted, before, asked.limit() + 1), AuditBodies::entry, AuditRoutes::place);
    }

    /// One at a time: it reads the whole log.
    private void verify(Asked asked) {
        if (!isVerifying.compareAndSet(false, true)) {
            throw Problems.conflict("A verification is under way; ask again when it is done.");
        }
        VerifyAudit.Report report;
        try {
            report = trail.verify().run();
        } finally {
            isVerifying.set(false);
        }
        audit.append(
                time.instant(),
                asked.who(),
                AuditLog.Act.AUDIT_VERIFIED,
                "audit:" + report.walk().entries(),
                report.verdict().name());
        asked.answer(AuditBodies.report(report));
    }

    private static String place(AuditEntry entry) {
        return Long.toString(entry.place());
    }

    private static Optional<Instant> moment(Asked asked, String name) {
        try {
            // The plus of an offset is a space by the time it has been through a form decoder.
            return asked.query(name)
                    .map(text -> OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
        } catch (DateTimeException _) {
            throw Problems.badField(name, "is not a time as RFC 3339 writes it");
        }
    }
}
