package hearback.telephony.simulation;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.AgentPhones;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.LineDown;
import hearback.telephony.flow.LiveLegs;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;

/// How one node gives orders to one server, over a connection of its own that may be down, and whose answers get lost.
final class ScriptedLine implements Dialer, AgentPhones, LiveLegs, CallDropper {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final double ANSWER_IS_LOST = 0.01;

    private final Node node;
    private final ScriptedAsterisk server;
    private final Baton baton;
    private final RandomGenerator chance;
    private Instant cutUntil = Instant.MIN;

    ScriptedLine(Node node, ScriptedAsterisk server, Baton baton, RandomGenerator chance) {
        this.node = node;
        this.server = server;
        this.baton = baton;
        this.chance = chance;
    }

    void cut(Duration length) {
        cutUntil = baton.now().plus(length);
    }

    private boolean isDown() {
        return !server.isUp() || cutUntil.isAfter(baton.now());
    }

    @Override
    public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
        return send(() -> server.originate(attempt, number));
    }

    @Override
    public Sent ring(AttemptId attempt, PhoneNumber.Known number, AgentId agent) {
        return send(() -> server.ringAgent(attempt, number, agent));
    }

    private Sent send(Runnable originate) {
        if (isDown()) {
            throw new LineDown(server.name(), "not connected");
        }
        if (chance.nextDouble() < ANSWER_IS_LOST) {
            if (chance.nextBoolean()) {
                originate.run();
            }
            node.pause(chance.nextBoolean() ? ANSWER : Duration.ofMillis(1));
            return new Sent.NotKnown();
        }
        originate.run();
        return new Sent.Queued();
    }

    /// Nobody here is asked questions by a machine.
    @Override
    public Sent survey(AttemptId attempt, PhoneNumber.Known number) {
        throw new UnsupportedOperationException("no surveys in this world: " + attempt);
    }

    @Override
    public Dropped drop(Attempt attempt) {
        if (isDown()) {
            throw new LineDown(server.name(), "not connected");
        }
        return server.drop(attempt.id().leg(server.name()));
    }

    @Override
    public Set<LegId> legs() {
        if (isDown()) {
            throw new LineDown(server.name(), "not connected");
        }
        return Set.copyOf(server.channels().keySet());
    }
}
