package hearback.agent.http;

import hearback.agent.flow.Feed;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Scope;
import hearback.agent.ticket.Ticket;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.LineStates;
import hearback.telephony.queue.Member;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Passes each change on to every open stream whose holder may see it, as he may see it. Told from any thread;
/// everything happens on the server's context. May lose everything: a client gets a snapshot whenever it comes back.
final class Stream implements Feed, Board.Watcher {
    private final Context context;
    private final Function<CallbackPlan, Optional<TicketStore.Named>> ticketOf;
    private final LiveSeals seals = new LiveSeals();
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();

    /// @param ticketOf the name of the ticket a callback is about; may wait
    Stream(Context context, Function<CallbackPlan, Optional<TicketStore.Named>> ticketOf) {
        this.context = context;
        this.ticketOf = ticketOf;
    }

    Set<StreamClient> clients() {
        return clients;
    }

    @Override
    public boolean isWatched() {
        return !clients.isEmpty();
    }

    @Override
    public void callChanged(CallRecord call, PhoneNumber customer) {
        boolean isHidden = seals.hides(call);
        tell(Permission.READ_CALLS, "call", eyes -> CallBodies.call(call, customer, eyes.before(isHidden)));
    }

    @Override
    public void memberChanged(Member member) {
        tell(Permission.READ_BOARD, "member", _ -> BoardBodies.member(member));
    }

    @Override
    public void ticketChanged(Ticket ticket) {
        seals.learn(ticket);
        tell(
                who -> who.may(Permission.READ_TICKETS) && Scope.maySee(who, ticket.standing()),
                "ticket",
                eyes -> TicketBodies.ticket(ticket, eyes.before(ticket.standing())));
    }

    @Override
    public void callbackChanged(CallbackPlan callback) {
        Optional<TicketStore.Named> ticket = ticketOf.apply(callback);
        seals.learn(callback, ticket.filter(TicketStore.Named::isSealed).isPresent());
        tell(Permission.READ_CALLBACKS, "callback", eyes -> CallbackBodies.callback(callback, ticket, eyes));
    }

    @Override
    public void recordingChanged(Recording recording) {
        tell(Permission.READ_RECORDINGS, "recording", _ -> RecordingBodies.recording(recording));
    }

    @Override
    public void linesChanged(List<LineStates.LineState> lines, List<LineStates.Gap> gaps) {
        tell(Permission.READ_LINES, "lines", _ -> BoardBodies.lines(lines, gaps));
    }

    private void tell(Permission right, String type, Function<Eyes, JsonObject> body) {
        tell(who -> who.may(right), type, body);
    }

    private void tell(Predicate<AgentIdentity> maySee, String type, Function<Eyes, JsonObject> body) {
        if (clients.isEmpty()) {
            return;
        }
        context.runOnContext(_ -> {
            Map<Eyes, String> written = new EnumMap<>(Eyes.class);
            List<StreamClient> dropped = new ArrayList<>();
            for (StreamClient client : clients) {
                AgentIdentity who = client.who();
                if (maySee.test(who)) {
                    String text = written.computeIfAbsent(
                            client.eyes(),
                            eyes -> new JsonObject()
                                    .put("type", type)
                                    .put(type, body.apply(eyes))
                                    .encode());
                    if (!client.tell(text)) {
                        dropped.add(client);
                    }
                }
            }
            dropped.forEach(clients::remove);
        });
    }
}
