package hearback.telephony.simulation;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.flow.CallDropper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A call in which an agent is rung first, as the shipped dialplan plays it (deploy/asterisk/etc/extensions.conf,
/// hearback-agent-first): once he has answered the customer is rung, and what became of the customer is told by his own
/// leg. The agent's is hung up with 19 after a ring time in vain and with 34 where there was nothing to ring through.
final class AgentFirstCall {
    private static final HangupCause CLEARED = new HangupCause(16, 0);
    private static final HangupCause IN_VAIN = new HangupCause(19, 0);
    private static final HangupCause NOBODY_TO_RING = new HangupCause(34, 0);

    private final ScriptedAsterisk server;
    private final RandomGenerator chance;
    private final String number;
    private final Instant asked;
    private final ScriptedAsterisk.Channel agent;
    private Optional<ScriptedAsterisk.Channel> customer = Optional.empty();

    /// @param leg that the attempt names
    /// @param asked now
    AgentFirstCall(
            ScriptedAsterisk server, RandomGenerator chance, LegId leg, AgentId who, String number, Instant asked) {
        this.server = server;
        this.chance = chance;
        this.number = number;
        this.asked = asked;
        this.agent = server.make(leg, leg, server.telephone(who), Optional.empty());
        agent.call = Optional.of(this);
        server.agentIs(false);
    }

    void ring() {
        server.of(agent, server.millis(10, 300), () -> {
            server.rings(agent);
            int draw = chance.nextInt(20);
            if (draw < 2) {
                server.of(agent, ScriptedAsterisk.AGENT_RING_TIME, () -> absent(3, new HangupCause(19, 480)));
            } else if (draw == 2) {
                server.of(agent, server.millis(500, 9_000), () -> absent(0, new HangupCause(21, 603)));
            } else {
                server.of(agent, server.millis(500, 10_000), this::answers);
            }
        });
    }

    private void absent(int reason, HangupCause cause) {
        server.over(agent, reason, cause);
        server.agentIs(true);
    }

    private void answers() {
        server.up(agent);
        server.report(agent.leg, true, 4);
        server.of(agent, server.millis(1, 60), () -> {
            customer = server.call(agent, number, asked);
            customer.ifPresentOrElse(this::rung, () -> agentLeaves(NOBODY_TO_RING));
        });
    }

    private void rung(ScriptedAsterisk.Channel called) {
        switch (server.reaction(number)) {
            case Customers.Reaction.Answers how ->
                server.of(called, how.after(), () -> {
                    server.rings(called);
                    server.of(called, how.rings(), () -> picksUp(called, how.talks()));
                });
            case Customers.Reaction.NoAnswer how -> {
                server.of(called, how.after(), () -> {
                    if (how.rings()) {
                        server.rings(called);
                    }
                });
                server.of(called, ScriptedAsterisk.RING_TIME, () -> {
                    isCustomers(called);
                    server.hangUp(called, HangupCause.NOT_SAID);
                    agentLeaves(IN_VAIN);
                });
            }
            case Customers.Reaction.Refused how ->
                server.of(called, how.after(), () -> {
                    if (how.earlyMedia()) {
                        server.earlyMedia(called);
                    }
                    if (!how.rang().isZero()) {
                        server.rings(called);
                    }
                    server.of(called, how.rang(), () -> refused(called, how));
                });
        }
        if (chance.nextInt(25) == 0) {
            server.of(called, server.millis(100, 20_000), () -> {
                if (!agent.inBridge) {
                    cutOff();
                }
            });
        }
    }

    private void refused(ScriptedAsterisk.Channel called, Customers.Reaction.Refused how) {
        if (how.isOurs()) {
            called.dial.ifPresent(dial -> dial.network = Ledger.Network.OURS);
        } else {
            isCustomers(called);
        }
        server.hangUp(called, new HangupCause(how.q850(), how.sip()));
        agentLeaves(NOBODY_TO_RING);
    }

    private static void isCustomers(ScriptedAsterisk.Channel called) {
        called.dial.ifPresent(dial -> dial.network = Ledger.Network.CUSTOMER);
    }

    /// Now and then the agent rings off at that very moment.
    private void picksUp(ScriptedAsterisk.Channel called, Duration talks) {
        called.dial.ifPresent(dial -> dial.answered = true);
        server.up(called);
        if (chance.nextInt(30) == 0) {
            cutOff();
        } else {
            server.talk(agent, called, number, talks);
        }
    }

    private void cutOff() {
        customer.filter(called -> server.channels().get(called.leg) == called)
                .ifPresent(called -> server.hangUp(called, CLEARED));
        agentLeaves(CLEARED);
    }

    private void agentLeaves(HangupCause cause) {
        server.hangUp(agent, cause);
        server.agentIs(true);
    }

    /// Hangs up unless they talk.
    CallDropper.Dropped drop() {
        if (agent.inBridge) {
            return new CallDropper.Dropped.Talking();
        }
        cutOff();
        return new CallDropper.Dropped.HungUp();
    }
}
