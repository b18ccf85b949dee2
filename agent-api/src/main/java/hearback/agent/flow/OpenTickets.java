package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.flow.CallFollower;
import hearback.telephony.flow.Callbacks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows calls: each call to a hotline opens or urges a ticket as soon as it is heard of, and a customer who gave up
/// is rung back.
///
/// Idempotent: the same fact told again finds its ticket, its result and its callback already there. A callback is
/// asked for again by whoever was not there, because the process may have died between noting the result and planning
/// it.
///
/// A call has some fifteen facts, and to a follower that is behind each of them comes with the result. What this object
/// has settled it does not settle again.
public final class OpenTickets implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "tickets";

    private static final Logger LOG = LoggerFactory.getLogger(OpenTickets.class);
    private static final String SUBJECT = "ticket:";
    /// Far more than the calls whose facts lie between each other; some 200 bytes each.
    private static final int MOST_REMEMBERED = 10_000;

    private final TicketStore tickets;
    private final Callbacks callbacks;
    private final Rulebook rules;
    private final boolean callBackAfterAbandonedCall;
    private final SequencedMap<CallId, Settled> settled = new LinkedHashMap<>();

    public OpenTickets(TicketStore tickets, Callbacks callbacks, Rulebook rules, boolean callBackAfterAbandonedCall) {
        this.tickets = tickets;
        this.callbacks = callbacks;
        this.rules = rules;
        this.callBackAfterAbandonedCall = callBackAfterAbandonedCall;
    }

    @Override
    public void on(CallNews news) {
        boolean begins = news.fact() instanceof CallFact.LegAppeared appeared
                && appeared.leg().equals(news.call().id().firstLeg());
        Optional<CallResult> result = news.call().result();
        if (!begins && result.isEmpty()) {
            return;
        }
        Optional<Settled> mine = result.map(came -> new Settled(came, news.customer()));
        if (mine.isPresent()
                && mine.equals(Optional.ofNullable(settled.get(news.call().id())))) {
            return;
        }
        IncomingCall.of(news.call(), news.customer()).ifPresent(call -> {
            TicketStore.Linked linked = tickets.link(call);
            if (linked.isNew()) {
                LOG.info(
                        "ticket {} ticket={} call={}",
                        linked.call().link() == LinkedCall.Link.OPENED ? "opened" : "urged",
                        linked.ticket().opening().number(),
                        call.id());
            }
            result.ifPresent(came -> settle(linked, news.call(), news.customer(), came));
        });
        mine.ifPresent(done -> remember(news.call().id(), done));
    }

    private void remember(CallId call, Settled done) {
        settled.put(call, done);
        if (settled.size() > MOST_REMEMBERED) {
            settled.pollFirstEntry();
        }
    }

    private void settle(TicketStore.Linked linked, CallRecord call, PhoneNumber customer, CallResult result) {
        Instant at = call.endedAt().orElse(call.startedAt());
        CallbackId callback = callbackFor(call);
        boolean wasAbandoned =
                linked.call().result().filter(CallResult.ABANDONED::equals).isPresent();
        if (wasAbandoned && result != CallResult.ABANDONED) {
            // A fact that came late proved that somebody did answer.
            callbacks.withdraw(callback);
        }
        tickets.noteResult(call.id(), result, at);
        if (result == CallResult.ABANDONED
                && callBackAfterAbandonedCall
                && customer instanceof PhoneNumber.Known number) {
            ringBack(linked.ticket(), call, number, callback, at);
        }
    }

    private void ringBack(Ticket ticket, CallRecord call, PhoneNumber.Known number, CallbackId callback, Instant at) {
        List<UUID> serving = tickets.callbacksServing(ticket.id()).stream()
                .filter(id -> !id.equals(callback.value()) && isOpen(new CallbackId(id)))
                .toList();
        UUID settled = tickets.settleCallback(call.id(), callback.value(), serving);
        if (!settled.equals(callback.value())) {
            // He gave up a second time while we already owe him a call: one call back is enough.
            return;
        }
        CallbackRequest request = new CallbackRequest(
                callback, subjectOf(ticket), number, CallbackReason.ABANDONED_CALL, hungUpAt(callback, call, at));
        switch (callbacks.plan(
                request,
                Optional.of(rules.versionOf(ticket, at)),
                ticket.opening().hotline())) {
            case Callbacks.Planned.Accepted _ ->
                note(
                        ticket,
                        callback,
                        at,
                        new LineFact.CallbackPlanned(
                                callback.toString(), Optional.of(call.id().text())));
            case Callbacks.Planned.Conflict _ ->
                LOG.warn("callback={} was planned before with other content call={}", callback, call.id());
            case Callbacks.Planned.NotAllowed refused ->
                note(
                        ticket,
                        callback,
                        at,
                        new LineFact.CallbackRefused(
                                callback.toString(), Optional.of(call.id().text()), refused.why()));
        }
    }

    /// A fact that came late may have moved the end; the wish stays as it was first asked.
    private Instant hungUpAt(CallbackId callback, CallRecord call, Instant ended) {
        return callbacks
                .find(callback)
                .map(plan -> plan.request().notBefore())
                .or(() -> call.customerEnd().ended().map(CallRecord.LegClosed::at))
                .orElse(ended);
    }

    private void note(Ticket ticket, CallbackId callback, Instant at, LineFact fact) {
        tickets.tell(ticket.id(), "callback " + callback, at, Actor.ITSELF, fact);
    }

    /// What the settling of a call depends on.
    private record Settled(CallResult result, PhoneNumber customer) {}

    private boolean isOpen(CallbackId callback) {
        return callbacks
                .find(callback)
                .filter(plan -> switch (plan.state()) {
                    case CallbackState.Planned _, CallbackState.Dialling _ -> true;
                    case CallbackState.Closed _ -> false;
                })
                .isPresent();
    }

    /// The callback of an abandoned call has the same id from every node and however often it is asked for.
    static CallbackId callbackFor(CallRecord call) {
        String name = "abandoned:" + call.id();
        return new CallbackId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /// How telephony is told what a callback is about.
    public static CallbackSubject subjectOf(Ticket ticket) {
        return new CallbackSubject(SUBJECT + ticket.id());
    }

    /// The ticket a callback is about; empty when it is about something else.
    public static Optional<TicketId> ticketOf(CallbackSubject subject) {
        if (!subject.text().startsWith(SUBJECT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TicketId(UUID.fromString(subject.text().substring(SUBJECT.length()))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
