package hearback.telephony.flow;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does at the node that holds a line what agents wished at others.
public final class FulfilWishes {
    private static final Logger log = LoggerFactory.getLogger(FulfilWishes.class);

    private final Supplier<Optional<LineLease.Held>> lease;
    private final PreviewWishes wishes;
    private final PreviewCallbacks line;
    private final InstantSource time;

    /// @param lease of the line's server, while it is ours
    public FulfilWishes(
            Supplier<Optional<LineLease.Held>> lease, PreviewWishes wishes, PreviewCallbacks line, InstantSource time) {
        this.lease = lease;
        this.wishes = wishes;
        this.line = line;
        this.time = time;
    }

    /// @return how many were taken
    /// @throws StoreUnavailable when none could be
    public int runOnce() {
        return lease.get()
                .map(held -> {
                    var taken = wishes.take(held, time.instant());
                    taken.forEach(this::fulfil);
                    return taken.size();
                })
                .orElse(0);
    }

    /// One that cannot be answered is found to be so by whoever waits for it.
    private void fulfil(PreviewWish wish) {
        try {
            wishes.answer(wish.id(), answer(wish.what()));
        } catch (StoreUnavailable away) {
            log.warn("wish={} not answered: {}", wish.id(), away.getMessage());
        }
    }

    private PreviewWish.Answer answer(PreviewWish.What what) {
        return switch (what) {
            case PreviewWish.What.Next(var agent) -> answer(line.next(agent));
            case PreviewWish.What.Start(var attempt, var agent) -> answer(line.start(attempt, agent));
            case PreviewWish.What.HandBack(var attempt, var agent, var reason) ->
                answer(line.handBack(attempt, agent, reason));
        };
    }

    private static PreviewWish.Answer answer(Previews.Next next) {
        return switch (next) {
            case Previews.Next.Offered offer -> new PreviewWish.Answer.Offered(offer.attempt(), offer.until());
            case Previews.Next.NothingDue _ -> new PreviewWish.Answer.NothingDue();
            case Previews.Next.NotNow(var why) -> new PreviewWish.Answer.NotNow(why);
        };
    }

    private static PreviewWish.Answer answer(Previews.Answer answer) {
        return switch (answer) {
            case Previews.Answer.Done _ -> new PreviewWish.Answer.Done();
            case Previews.Answer.Refused(var why) -> new PreviewWish.Answer.Refused(why);
            case Previews.Answer.NotNow(var why) -> new PreviewWish.Answer.NotNow(why);
        };
    }
}
