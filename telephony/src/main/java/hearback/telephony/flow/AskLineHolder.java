package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.flow.PreviewWishes.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks the node that holds a line for what an agent wants of it, and waits for its answer. What that node has not
/// done in time is over: it was not taken and never will be, or the callback is taken back here, after which it rings
/// nobody.
public final class AskLineHolder {
    /// As long as an agent may be kept waiting. Source: ours; the other node looks for wishes five times a second.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final PreviewWishes wishes;
    private final PlanStore plans;
    private final SettleAttempt settle;
    private final Consumer<Duration> rest;
    private final Supplier<UUID> ids;
    private final InstantSource time;

    /// @param rest returns when that much time is over
    public AskLineHolder(
            PreviewWishes wishes,
            PlanStore plans,
            SettleAttempt settle,
            Consumer<Duration> rest,
            Supplier<UUID> ids,
            InstantSource time) {
        this.wishes = wishes;
        this.plans = plans;
        this.settle = settle;
        this.rest = rest;
        this.ids = ids;
        this.time = time;
    }

    Previews.Next next(ServerName server, AgentId agent) {
        return switch (ask(server, new PreviewWish.What.Next(agent))) {
            case Ending.Answered(var answer) -> next(answer);
            case Ending.Untaken _, Ending.Taken _ -> new Previews.Next.NotNow(silent(server));
        };
    }

    private Previews.Next next(PreviewWish.Answer answer) {
        return switch (answer) {
            case PreviewWish.Answer.Offered(var attempt, var until) ->
                plans.findByAttempt(attempt)
                        .<Previews.Next>map(plan -> new Previews.Next.Offered(attempt, plan, until))
                        .orElseGet(Previews.Next.NothingDue::new);
            case PreviewWish.Answer.NothingDue _ -> new Previews.Next.NothingDue();
            case PreviewWish.Answer.NotNow(var why) -> new Previews.Next.NotNow(why);
            case PreviewWish.Answer.Done _, PreviewWish.Answer.Refused _ ->
                throw new IllegalStateException("who asks for the next one is not told " + answer);
        };
    }

    Previews.Answer start(ServerName server, AttemptId attempt, AgentId agent) {
        return switch (ask(server, new PreviewWish.What.Start(attempt, agent))) {
            case Ending.Answered(var answer) -> done(answer);
            case Ending.Untaken _ -> new Previews.Answer.NotNow(silent(server));
            case Ending.Taken _ -> takenBack(server, attempt, agent);
        };
    }

    private Previews.Answer takenBack(ServerName server, AttemptId attempt, AgentId agent) {
        if (settle.takeBack(attempt, new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID))) {
            return new Previews.Answer.NotNow(silent(server) + "; nobody was rung, and the callback is due again");
        }
        var plan = plans.findByAttempt(attempt);
        return plan.flatMap(one -> one.attempt(attempt))
                        .filter(NotOffered::isStarted)
                        .isPresent()
                ? new Previews.Answer.Done()
                : new Previews.Answer.Refused(NotOffered.why(plan, attempt, agent));
    }

    Previews.Answer handBack(ServerName server, AttemptId attempt, AgentId agent, String reason) {
        return switch (ask(server, new PreviewWish.What.HandBack(attempt, agent, reason))) {
            case Ending.Answered(var answer) -> done(answer);
            case Ending.Untaken _ -> new Previews.Answer.NotNow(silent(server));
            case Ending.Taken _ ->
                plans.findByAttempt(attempt)
                                .flatMap(plan -> plan.attempt(attempt))
                                .filter(NotOffered::isTakenBack)
                                .isPresent()
                        ? new Previews.Answer.Done()
                        : new Previews.Answer.NotNow(silent(server));
        };
    }

    private static Previews.Answer done(PreviewWish.Answer answer) {
        return switch (answer) {
            case PreviewWish.Answer.Done _ -> new Previews.Answer.Done();
            case PreviewWish.Answer.Refused(var why) -> new Previews.Answer.Refused(why);
            case PreviewWish.Answer.NotNow(var why) -> new Previews.Answer.NotNow(why);
            case PreviewWish.Answer.Offered _, PreviewWish.Answer.NothingDue _ ->
                throw new IllegalStateException("who wants something done is not told " + answer);
        };
    }

    private Ending ask(ServerName server, PreviewWish.What what) {
        var wish = new PreviewWish(ids.get(), server, what, time.instant().plus(PATIENCE));
        if (!wishes.put(wish)) {
            return new Ending.Answered(new PreviewWish.Answer.NotNow("no node holds the line to " + server + " now"));
        }
        do {
            rest.accept(LOOK);
        } while (!wishes.isAnswered(wish.id()) && time.instant().isBefore(wish.until()));
        return wishes.end(wish.id());
    }

    private static String silent(ServerName server) {
        return "the node that holds the line to " + server + " did not answer within " + PATIENCE.toSeconds() + " s";
    }
}
