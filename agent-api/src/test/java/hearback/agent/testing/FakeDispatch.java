package hearback.agent.testing;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.DueWait;
import hearback.telephony.testing.InMemoryHoldStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two lines at noon: by the telecom rule nobody may be rung then, by the present default one an agent is missing.
/// Which pauses stand is as it was asked for.
final class FakeDispatch implements Dispatch {
    private final FakeCallbacks callbacks;
    private final InMemoryHoldStore holds;

    FakeDispatch(FakeCallbacks callbacks, InMemoryHoldStore holds) {
        this.callbacks = callbacks;
        this.holds = holds;
    }

    @Override
    public Seen now() {
        return new Seen(
                List.of(
                        new Line(
                                Sample.MAIN,
                                true,
                                4,
                                2,
                                List.of(new Through(
                                        new Trunk(new TrunkName("carrier"), List.of("+86138"), 1, 10, 60),
                                        new TrunkHealth.Works(),
                                        false,
                                        0.3,
                                        2))),
                        new Line(
                                new ServerName("second"),
                                false,
                                0,
                                0,
                                List.of(new Through(
                                        new Trunk(new TrunkName("trunk"), List.of(), 2, 10, 60),
                                        new TrunkHealth.Fails(
                                                Sample.NOON,
                                                Sample.NOON.plusSeconds(30),
                                                AttemptOutcome.Fault.TRUNK_CONGESTED),
                                        true,
                                        0,
                                        0)))),
                List.of(
                        new Backlog(
                                Optional.of(new ProfileVersion("telecom", 2)),
                                7,
                                3,
                                Sample.NOON,
                                Optional.of(Sample.NOON.plusSeconds(9_000)),
                                Optional.of(DueWait.HOURS)),
                        new Backlog(Optional.empty(), 1, 0, Sample.NOON, Optional.empty(), Optional.of(DueWait.AGENT))),
                holds.pauses(Sample.NOON),
                3);
    }

    @Override
    public Map<CallbackId, List<Pause>> heldUp(Collection<CallbackPlan> plans) {
        Map<CallbackId, List<Pause>> heldUp = new HashMap<>();
        for (CallbackPlan plan : plans) {
            CallbackId id = plan.request().id();
            List<Pause> own = holds.pausesOf(callbacks.hotlineOf(id), Sample.NOON);
            List<Pause> pauses = holds.pauses(Sample.NOON).stream()
                    .filter(pause -> own.contains(pause) || pause.scope().equals(new PauseScope.Everything()))
                    .toList();
            if (plan.isDue(Sample.NOON) && !pauses.isEmpty()) {
                heldUp.put(id, pauses);
            }
        }
        return heldUp;
    }
}
