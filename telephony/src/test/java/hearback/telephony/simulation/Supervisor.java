package hearback.telephony.simulation;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.CallbackHolds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Pauses what is dialled, lets it go on, and puts numbers on the do-not-call list: each again and again, at any node,
/// until one has said that it is done. What he was told is what the judge holds the engine to.
final class Supervisor {
    private static final String NAME = "supervisor";
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration FORGOTTEN = Duration.ofMinutes(30);

    private final World world;
    private final Set<PauseScope> standing = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final List<Paused> pauses = new ArrayList<>();
    private final List<Listed> listings = new ArrayList<>();

    /// @param line empty: every line
    /// @param from when he was told that it stands
    /// @param until when it ended by itself, or he asked for its end
    record Paused(Optional<ServerName> line, Instant from, Instant until) {}

    /// @param from when he was told that it stands
    record Listed(String number, Instant from) {}

    Supervisor(World world) {
        this.world = world;
    }

    List<Paused> pauses() {
        return List.copyOf(pauses);
    }

    List<Listed> listings() {
        return List.copyOf(listings);
    }

    /// Somebody may have put it on the list by now.
    boolean isAskedToList(String number) {
        return asked.contains(number);
    }

    /// @param line empty: every line
    /// @param byHand he lets it go on himself; otherwise it ends by itself
    void pause(Optional<ServerName> line, Duration length, boolean byHand) {
        PauseScope scope = line.<PauseScope>map(PauseScope.OfLine::new).orElseGet(PauseScope.Everything::new);
        var until = world.baton().now().plus(length);
        if (standing.add(scope)) {
            world.baton().at(until.plus(AGAIN), () -> standing.remove(scope));
            pause(scope, line, until, byHand);
        }
    }

    private void pause(PauseScope scope, Optional<ServerName> line, Instant until, boolean byHand) {
        var done = new boolean[1];
        // Whoever forgets to let it go on has a limit, too.
        var ends = byHand ? until.plus(FORGOTTEN) : until;
        untilDone(done, until.minus(AGAIN), holds -> {
            var stands = world.setting().mistake() == Mistake.PAUSE_LOST
                    ? ends
                    : holds.pause(scope, "as the simulation wants", NAME, Optional.of(ends))
                            .flatMap(paused -> paused.pause().until())
                            .orElseThrow();
            if (!done[0]) {
                pauses.add(new Paused(line, world.baton().now(), stands.isBefore(until) ? stands : until));
            }
            done[0] = true;
        });
        if (byHand) {
            world.baton().at(until, () -> resume(scope));
        }
    }

    private void resume(PauseScope scope) {
        var done = new boolean[1];
        untilDone(done, Instant.MAX, holds -> {
            var _ = holds.resume(scope, NAME);
            done[0] = true;
        });
    }

    void list(PhoneNumber.Known number) {
        asked.add(number.e164());
        var done = new boolean[1];
        untilDone(done, Instant.MAX, holds -> {
            if (world.setting().mistake() != Mistake.LISTING_LOST) {
                var _ = holds.list(number, "as the simulation wants", NAME, Optional.empty());
            }
            if (!done[0]) {
                listings.add(new Listed(number.e164(), world.baton().now()));
            }
            done[0] = true;
        });
    }

    private void untilDone(boolean[] done, Instant until, Consumer<CallbackHolds> what) {
        if (done[0] || !world.baton().now().isBefore(until)) {
            return;
        }
        world.baton().busy();
        world.baton().in(AGAIN, () -> untilDone(done, until, what));
        world.atAnyNode(engine -> {
            if (!done[0] && world.baton().now().isBefore(until)) {
                what.accept(engine.holds());
            }
        });
    }
}
