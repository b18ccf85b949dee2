package hearback.agent.http;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.AuditEvent;
import hearback.agent.audit.Finding;
import hearback.agent.flow.VerifyAudit;
import io.vertx.core.json.JsonObject;

/// The audit log as JSON. Times have all their digits here: they are part of what is hashed.
final class AuditBodies {
    private AuditBodies() {}

    static JsonObject entry(AuditEntry entry) {
        AuditEvent event = entry.event();
        return new JsonObject()
                .put("place", entry.place())
                .put("at", event.at().toString())
                .put("who", event.who())
                .put("role", event.role())
                .put("what", event.what())
                .put("subject", event.subject())
                .put("detail", event.detail())
                .put("previous", entry.previous().text())
                .put("hash", entry.hash().text());
    }

    static JsonObject report(VerifyAudit.Report report) {
        JsonObject body = new JsonObject()
                .put("verdict", report.verdict().name())
                .put("entries", report.walk().entries())
                .put("hash", report.walk().last().text())
                .put("heads", report.walk().heads())
                .put("unreadableHeads", report.unreadable())
                .put("provenTo", report.walk().provenTo());
        report.walk().finding().ifPresent(finding -> body.put("finding", finding(finding)));
        return body;
    }

    private static JsonObject finding(Finding finding) {
        JsonObject body = new JsonObject().put("place", finding.place()).put("sentence", finding.sentence());
        return switch (finding) {
            case Finding.Edited _ -> body.put("kind", "EDITED");
            case Finding.Deleted deleted -> body.put("kind", "DELETED").put("until", deleted.until());
            case Finding.Inserted inserted -> body.put("kind", "INSERTED").put("until", inserted.until());
            case Finding.Swapped swapped -> body.put("kind", "SWAPPED").put("with", swapped.with());
            case Finding.CutTail cut -> body.put("kind", "CUT_TAIL").put("until", cut.until());
            case Finding.Rewritten rewritten -> body.put("kind", "REWRITTEN").put("since", rewritten.since());
            case Finding.HeadsDisordered _ -> body.put("kind", "HEADS_DISORDERED");
        };
    }
}
