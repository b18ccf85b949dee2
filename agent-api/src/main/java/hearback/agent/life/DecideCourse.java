package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;
import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import hearback.agent.clock.Clock;
import hearback.config.profile.ClockId;
import hearback.config.profile.Handling;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What may happen beside the way from intake to the end.
final class DecideCourse {
    private DecideCourse() {}

    static Optional<Decision.Refused> on(Situation situation, CourseFact fact) {
        return switch (fact) {
            case CourseFact.Urged _ -> Optional.empty();
            case CourseFact.Supervised supervised -> text("note", supervised.note());
            case CourseFact.Informed informed -> text("what", informed.what());
            case CourseFact.ExtensionAsked asked -> asked(situation, asked);
            case CourseFact.ExtensionGranted granted ->
                decided(situation, granted.clock(), granted.order())
                        .or(() -> refuseIf(
                                !isAskedFor(situation, granted), Refusal.NOTHING_ASKED, "request", "extension"));
            case CourseFact.ExtensionRefused refused ->
                decided(situation, refused.clock(), refused.order()).or(() -> text("reason", refused.reason()));
            case CourseFact.Suspended suspended ->
                refuseIf(situation.life().isSuspended(), Refusal.SUSPENDED_ALREADY)
                        .or(() -> text("reason", suspended.reason()));
            case CourseFact.Resumed _ -> refuseIf(!situation.life().isSuspended(), Refusal.NOT_SUSPENDED);
            case CourseFact.MarkedBatch marked -> text("batch", marked.batch());
            case CourseFact.FoundAlike _ -> Optional.empty();
            case CourseFact.EscalatedFrom escalated ->
                text("body", escalated.body())
                        .or(() -> escalated
                                .answerBy()
                                .filter(until -> !until.isAfter(situation.now()))
                                .flatMap(until -> because(Refusal.TIME_GONE_BY, Map.of("time", until.toString()))));
            case CourseFact.EscalatedTo escalated -> text("body", escalated.body());
            case CourseFact.LinkedTo linked -> text("why", linked.why()).or(() -> text("ticket", linked.ticket()));
            case CourseFact.CallMoved moved ->
                text("ticket", moved.ticket())
                        .or(() -> refuseIf(
                                !situation.life().urgesByCall().contains(moved.call()),
                                Refusal.CALL_URGED_NOTHING,
                                "call",
                                moved.call()));
            case CourseFact.Approved approved -> approved(situation, approved);
        };
    }

    private static Optional<Decision.Refused> asked(Situation situation, CourseFact.ExtensionAsked asked) {
        Handling.Extension rules = situation.profile().handling().extension();
        Optional<Clock> running = running(situation, asked.clock(), asked.order());
        if (running.isEmpty()) {
            return because(
                    Refusal.NO_RUNNING_CLOCK,
                    Map.of("clock", asked.clock().text(), "order", Integer.toString(asked.order())));
        }
        Instant due = running.get().due();
        Instant latest = rules.askBefore()
                .map(before -> situation.profile().calendar().latestBefore(due, before))
                .orElse(due);
        long before = situation
                .life()
                .all(CourseFact.ExtensionGranted.class)
                .filter(granted -> granted.clock().equals(asked.clock()) && granted.order() == asked.order())
                .count();
        return isHis(situation, asked.order())
                .or(() -> text("reason", asked.reason()))
                .or(() -> text("progress", asked.progress()))
                .or(() -> refuseIf(pending(situation).isPresent(), Refusal.ASKED_ALREADY, "request", "extension"))
                .or(() ->
                        refuseIf(situation.now().isAfter(latest), Refusal.ASKED_TOO_LATE, "latest", latest.toString()))
                .or(() -> refuseIf(rules.needsConsent() && !asked.consent(), Refusal.NO_CONSENT))
                .or(() -> refuseIf(
                        before >= rules.atMost(), Refusal.EXTENDED_TOO_OFTEN, "most", Integer.toString(rules.atMost())))
                .or(() -> refuseIf(!asked.until().isAfter(due), Refusal.NOT_LATER, "due", due.toString()));
    }

    private static Optional<Decision.Refused> isHis(Situation situation, int order) {
        return situation
                .order(order)
                .filter(found -> situation.actor().isAt(Post.DEPARTMENT)
                        && !situation.actor().department().equals(Optional.of(found.department())))
                .flatMap(found -> because(
                        Refusal.NOT_YOUR_ORDER,
                        Map.of("order", Integer.toString(order), "department", found.department())));
    }

    private static Optional<Clock> running(Situation situation, ClockId clock, int order) {
        List<Clock> clocks = situation.life().clocks(situation.profile());
        return clocks.stream()
                .filter(one -> one.rule().id().equals(clock)
                        && one.start().order() == order
                        && one.end().isEmpty())
                .findFirst();
    }

    private static Optional<Step> pending(Situation situation) {
        return situation
                .life()
                .pending(
                        CourseFact.ExtensionAsked.class,
                        Set.of(CourseFact.ExtensionGranted.class, CourseFact.ExtensionRefused.class));
    }

    private static Optional<Decision.Refused> decided(Situation situation, ClockId clock, int order) {
        Optional<Step> pending = pending(situation)
                .filter(step -> step.fact() instanceof CourseFact.ExtensionAsked asked
                        && asked.clock().equals(clock)
                        && asked.order() == order);
        return pending.isEmpty()
                ? because(Refusal.NOTHING_ASKED, Map.of("request", "extension"))
                : situation.approves(
                        Powers.Act.EXTENSION,
                        Post.SUPERVISOR,
                        pending.get().actor().name());
    }

    /// What is granted is what was asked for, and no other limit.
    private static boolean isAskedFor(Situation situation, CourseFact.ExtensionGranted granted) {
        return pending(situation)
                .filter(step -> step.fact() instanceof CourseFact.ExtensionAsked asked
                        && asked.until().equals(granted.until()))
                .isPresent();
    }

    /// @param approved by somebody else than the one whose word it is
    private static Optional<Decision.Refused> approved(Situation situation, CourseFact.Approved approved) {
        if (situation.approver(approved.act()).isEmpty()) {
            return because(Refusal.NO_SUCH_APPROVAL, Map.of("act", Ids.of(approved.act())));
        }
        String asker = situation.life().steps().reversed().stream()
                .filter(step ->
                        step.fact() instanceof OrderFact.Answered || step.fact() instanceof OrderFact.JudgedInvalid)
                .map(step -> step.actor().name())
                .findFirst()
                .orElse("");
        return situation.approves(approved.act(), Post.SUPERVISOR, asker);
    }
}
