package hearback.agent.life;

import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What Hearback itself adds after a step, by rule.
final class Follows {
    private Follows() {}

    /// @param situation before the step
    static List<Fact> from(Situation situation, Fact taken) {
        Situation after = after(situation, List.of(taken));
        List<Fact> facts = new ArrayList<>(because(after, taken));
        facts.addAll(classesByRule(after(after, facts)));
        Situation then = after(after, facts);
        if (then.stage() instanceof Stage.Told
                && !(situation.stage() instanceof Stage.Told && !(taken instanceof CustomerFact.FollowedUp))
                && then.profile().followUp().coverage() != FollowUp.Coverage.MARKED
                && !FollowUps.isDue(then.profile(), then.life())
                && Unreachable.pending(then.life()).isEmpty()) {
            facts.add(new EndFact.Closed(
                    EndFact.How.FINISHED, then.profile().followUp().rule().text()));
        }
        return facts;
    }

    private static List<Fact> because(Situation after, Fact taken) {
        return switch (taken) {
            case CourseFact.Urged urged
            when urged.by() == CourseFact.By.CUSTOMER -> given(after, ClassFlag.REPEAT_IN_PROGRESS, "S0-10");
            case CourseFact.CallMoved _
            when after.life().urgesByCustomer() == 0 && after.life().classes().contains(ClassFlag.REPEAT_IN_PROGRESS) ->
                List.of(new IntakeFact.ClassTaken(ClassFlag.REPEAT_IN_PROGRESS, "S0-10"));
            case CourseFact.MarkedBatch _ -> given(after, ClassFlag.BATCH, "S0-12");
            case CourseFact.FoundAlike alike ->
                after.profile()
                        .classRule(alike.flag())
                        .map(rule -> given(after, alike.flag(), rule.rule().text()))
                        .orElse(List.of());
            case CourseFact.LinkedTo linked
            when linked.kinship() == CourseFact.Kinship.DISSATISFIED_WITH ->
                given(after, ClassFlag.REPEAT_DISSATISFIED, "S0-11");
            case CourseFact.EscalatedFrom escalated -> {
                List<Fact> facts = new ArrayList<>(given(after, ClassFlag.ESCALATED, "S0-13"));
                escalated.answerBy().ifPresent(until -> facts.add(new CustomerFact.Promised(until, escalated.body())));
                yield facts;
            }
            case CourseFact.ExtensionAsked asked
            when !needsApproval(after) ->
                List.of(new CourseFact.ExtensionGranted(asked.clock(), asked.order(), asked.until()));
            case CustomerFact.ResultTold told ->
                told.objection()
                        .<List<Fact>>map(reason -> List.of(new CustomerFact.ObjectionNoted(reason, false)))
                        .orElse(List.of());
            case CustomerFact.FollowedUp done when FollowUps.isDissatisfied(done) -> objection(after, done);
            default -> List.of();
        };
    }

    private static boolean needsApproval(Situation situation) {
        Handling.Extension rules = situation.profile().handling().extension();
        return rules.needsApproval();
    }

    private static List<Fact> objection(Situation after, CustomerFact.FollowedUp done) {
        String why = done.why().orElse("");
        return switch (after.profile().followUp().dissatisfied()) {
            case DECIDE_SECOND_DISPATCH -> List.of(new CustomerFact.ObjectionNoted(why, false));
            case ASK_WHETHER_WANTED ->
                done.wantsContact() ? List.of(new CustomerFact.ObjectionNoted(why, false)) : List.of();
            case RETURN -> List.of(new CustomerFact.ObjectionNoted(why, true));
        };
    }

    private static List<Fact> given(Situation after, ClassFlag flag, String rule) {
        return after.profile().classRule(flag).isPresent()
                        && !after.life().classes().contains(flag)
                ? List.of(new IntakeFact.ClassGiven(flag, rule))
                : List.of();
    }

    /// Those classes that the profile gives by itself, and that nobody has taken away.
    static List<Fact> classesByRule(Situation now) {
        Set<ClassFlag> settled = now.life().classes();
        now.life().all(IntakeFact.ClassTaken.class).forEach(taken -> settled.add(taken.flag()));
        Known known = Known.of(now);
        List<Fact> facts = new ArrayList<>();
        for (ClassRule rule : now.profile().classes()) {
            if (!settled.contains(rule.flag()) && gives(known, rule)) {
                facts.add(new IntakeFact.ClassGiven(rule.flag(), rule.rule().text()));
            }
        }
        return facts;
    }

    /// What the rules ask of a ticket.
    private record Known(
            Channel channel, Set<Circumstance> circumstances, Map<String, String> leaves, Optional<BigDecimal> amount) {
        static Known of(Situation now) {
            Optional<IntakeFact.Weighed> weighed = now.life().weighed();
            return new Known(
                    now.life().channel(),
                    weighed.map(IntakeFact.Weighed::circumstances).orElse(Set.of()),
                    now.life().leaves(now.profile()),
                    weighed.flatMap(IntakeFact.Weighed::amount));
        }
    }

    /// Every class that the rules give this ticket by themselves, whether it stands or not.
    static Set<ClassFlag> byRule(Situation now) {
        Known known = Known.of(now);
        return now.profile().classes().stream()
                .filter(rule -> gives(known, rule))
                .map(ClassRule::flag)
                .collect(Collectors.toSet());
    }

    private static boolean gives(Known known, ClassRule rule) {
        return rule.by().stream().anyMatch(trigger -> gives(known, trigger));
    }

    /// What depends on other tickets or on time is told by whoever knows them ([Alike], [Alarms]).
    private static boolean gives(Known known, ClassRule.Trigger trigger) {
        return switch (trigger) {
            case ClassRule.Trigger.Ticked ticked ->
                known.circumstances().stream().anyMatch(ticked.anyOf()::contains);
            case ClassRule.Trigger.CameBy came -> came.channels().contains(known.channel());
            case ClassRule.Trigger.StandsAt stands ->
                Optional.ofNullable(known.leaves().get(stands.taxonomy()))
                        .filter(stands.leaves()::contains)
                        .isPresent();
            case ClassRule.Trigger.AmountOver over ->
                known.amount()
                        .filter(amount -> amount.compareTo(over.amount()) > 0)
                        .isPresent();
            case ClassRule.Trigger.SameMatter _, ClassRule.Trigger.SameCustomer _, ClassRule.Trigger.UnsolvedFor _ ->
                false;
        };
    }

    private static Situation after(Situation situation, List<Fact> facts) {
        if (facts.isEmpty()) {
            return situation;
        }
        List<Step> steps = new ArrayList<>();
        int ordinal = situation.life().steps().size();
        for (Fact fact : facts) {
            ordinal++;
            steps.add(new Step(ordinal, situation.now(), situation.actor(), "", fact));
        }
        TicketLife life = situation.life().with(steps);
        return Situation.of(situation.profile(), life, situation.actor(), situation.now());
    }
}
