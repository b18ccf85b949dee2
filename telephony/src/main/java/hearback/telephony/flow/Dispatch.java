package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Offered: how the ringing of customers goes at this moment, as the stores have it: the same on every node.
public interface Dispatch {
    /// @throws StoreUnavailable when it could not be looked up
    Seen now();

    /// The pauses for whose end each of these waits, the oldest first: of the hotline at which it was asked for or
    /// its queue, of everything, and of lines and trunks where nothing else is left to ring through. Not in it is
    /// whose time has not come, and whom no pause holds up.
    ///
    /// @throws StoreUnavailable when it could not be looked up
    Map<CallbackId, List<Pause>> heldUp(Collection<CallbackPlan> plans);

    /// @param troubled open callbacks whose floor cannot be kept, at most [DispatchReader#MOST]
    record Seen(List<Line> lines, List<Backlog> backlog, List<Pause> pauses, long troubled) {
        public Seen {
            lines = List.copyOf(lines);
            backlog = List.copyOf(backlog);
            pauses = List.copyOf(pauses);
        }

        /// What this one waits for; empty when its time has not come, or only those before it stand in its way.
        ///
        /// @param isHeldUp whether a pause holds it up ([#heldUp])
        public Optional<DueWait> waitsFor(CallbackPlan plan, boolean isHeldUp, Instant now) {
            if (!plan.isDue(now)) {
                return Optional.empty();
            }
            var ofAll = backlog.stream()
                    .filter(one -> one.rule().equals(plan.profile()))
                    .findFirst()
                    .flatMap(Backlog::waitsFor)
                    .filter(one -> one != DueWait.AGENT || plan.request().reason() != CallbackReason.SURVEY);
            return isHeldUp && ofAll.filter(DueWait.HOURS::equals).isEmpty() ? Optional.of(DueWait.PAUSE) : ofAll;
        }
    }

    /// @param connected as this node hears it
    /// @param freeAgents who are ready in the callbacks' queue, as this node sees the board
    /// @param live attempts that are not settled, whatever their trunk
    record Line(ServerName server, boolean connected, int freeAgents, long live, List<Through> trunks) {
        public Line {
            trunks = List.copyOf(trunks);
        }
    }

    /// One trunk of a line.
    ///
    /// @param paused by a pause of its own
    /// @param begunPerSecond calls begun in the last [DispatchReader#LOOKED_BACK], a second
    /// @param live attempts that are not settled
    record Through(Trunk trunk, TrunkHealth health, boolean paused, double begunPerSecond, long live) {}

    /// What waits under one rule.
    ///
    /// @param rule empty: the present default one
    /// @param due whose time has come, at most [DispatchReader#MOST]
    /// @param paused of these, those whose hotline or queue is paused
    /// @param earliest when the first of all is due or was
    /// @param quietUntil when those may be rung again whose time has come in quiet hours; empty outside of them
    /// @param waitsFor what stands in the way of those whose time has come and who need an agent, as all do but
    ///     surveys; the pause of a hotline or a queue only where it holds up all of them; empty when nothing does
    ///     but those before them
    record Backlog(
            Optional<ProfileVersion> rule,
            long due,
            long paused,
            Instant earliest,
            Optional<Instant> quietUntil,
            Optional<DueWait> waitsFor) {}
}
