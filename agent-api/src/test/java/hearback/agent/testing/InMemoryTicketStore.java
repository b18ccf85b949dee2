package hearback.agent.testing;

import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.life.Actor;
import hearback.agent.life.Alarms;
import hearback.agent.life.Closing;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.OnCall;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketPolicy;
import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tickets kept in memory; passes the same contract test as the SQL one.
public final class InMemoryTicketStore implements TicketStore {
    /// The one changed last is the last.
    private final Map<TicketId, Ticket> tickets = new LinkedHashMap<>();

    private final Set<TicketId> behind = new LinkedHashSet<>();
    private final Map<TicketId, TicketLife> lives = new HashMap<>();
    private final Rulebook rules = ShippedTelecom.RULES;
    private final Map<LocalDate, Integer> serials = new HashMap<>();
    private final Map<CallId, UUID> callbacks = new HashMap<>();

    @Override
    public synchronized Linked link(IncomingCall call) {
        Optional<Ticket> before = ofCall(call.id());
        if (before.isPresent()) {
            return new Linked(before.get(), linkOf(before.get(), call.id()), false);
        }
        return switch (TicketPolicy.onCall(call, openOf(call), Intake.OnRepeat.URGES)) {
            case TicketPolicy.Decision.OpenNew() -> {
                TicketId id =
                        new TicketId(UUID.nameUUIDFromBytes(("ticket:" + call.id()).getBytes(StandardCharsets.UTF_8)));
                Profile profile = rules.forHotline(call.hotline(), call.at());
                open(
                        new NewTicket(id, call.hotline(), call.customer(), call.at()),
                        OnCall.opens(profile, call.id().text(), call.hotline(), call.at(), Optional.empty()));
                yield linked(id, call, LinkedCall.Link.OPENED);
            }
            case TicketPolicy.Decision.Urge(Ticket.Open ticket) -> {
                TicketLife life = known(ticket.id());
                add(
                        ticket.id(),
                        life,
                        OnCall.urges(rules.of(life, call.at()), life, call.id().text(), call.at()));
                yield linked(ticket.id(), call, LinkedCall.Link.URGED);
            }
        };
    }

    private Optional<Ticket.Open> openOf(IncomingCall call) {
        return tickets.values().stream()
                .filter(Ticket.Open.class::isInstance)
                .map(Ticket.Open.class::cast)
                .filter(ticket -> ticket.opening().hotline().equals(call.hotline())
                        && ticket.opening().customer().equals(call.customer()))
                .findFirst();
    }

    @Override
    public synchronized Ticket open(NewTicket asked, List<Step> steps) {
        if (!tickets.containsKey(asked.id())) {
            Profile profile = rules.of(new TicketLife(steps), asked.at());
            LocalDate day = TicketNumber.dayAt(asked.at(), profile.calendar().zone());
            TicketNumber number = TicketNumber.of(profile.numbering(), day, serials.merge(day, 1, Integer::sum));
            Ticket.Opening opening =
                    new Ticket.Opening(asked.id(), number, asked.hotline(), asked.customer(), asked.at());
            lives.put(asked.id(), new TicketLife(steps));
            written(opening, List.of());
        }
        return find(asked.id()).orElseThrow();
    }

    @Override
    public synchronized Added add(TicketId ticket, TicketLife before, List<Step> steps) {
        TicketLife life = known(ticket);
        if (before.steps().stream()
                .anyMatch(step -> step.cause().equals(steps.getFirst().cause()))) {
            return Added.THERE_ALREADY;
        }
        if (!life.equals(before)) {
            return Added.OVERTAKEN;
        }
        lives.put(ticket, before.with(steps));
        boolean isClosing = before.stage().isOpen() && !known(ticket).stage().isOpen();
        if (isClosing
                || steps.stream()
                        .anyMatch(step -> step.fact() instanceof CustomerFact.CallbackRenewed
                                || (step.fact() instanceof LineFact.CallbackPlanned
                                        && !before.stage().isOpen()))) {
            behind.add(ticket);
        }
        find(ticket).ifPresent(found -> written(found.opening(), found.calls()));
        return Added.DONE;
    }

    @Override
    public synchronized void tell(TicketId ticket, String cause, Instant at, Actor actor, LineFact fact) {
        TicketLife life = known(ticket);
        add(ticket, life, OnCall.steps(life.steps().size(), at, actor, cause, List.of(fact)));
    }

    @Override
    public synchronized Optional<TicketLife> life(TicketId ticket) {
        return Optional.ofNullable(lives.get(ticket));
    }

    @Override
    public synchronized Optional<Ticket> splitOff(
            TicketId from,
            TicketLife before,
            CallId call,
            NewTicket asked,
            List<Step> steps,
            Function<TicketNumber, List<Step>> after) {
        if (!known(from).equals(before)) {
            return Optional.empty();
        }
        Ticket opened = open(asked, steps);
        lives.put(from, before.with(after.apply(opened.opening().number())));
        Ticket old = find(from).orElseThrow();
        List<LinkedCall> left =
                old.calls().stream().filter(each -> !each.call().equals(call)).toList();
        LinkedCall moved = linkOf(old, call);
        written(old.opening(), left);
        return Optional.of(written(
                opened.opening(), List.of(new LinkedCall(call, LinkedCall.Link.OPENED, moved.at(), moved.result()))));
    }

    @Override
    public synchronized void watchAgain(TicketId ticket, TicketLife life, Instant now) {
        // Read from the steps each time.
    }

    private TicketLife known(TicketId ticket) {
        return life(ticket).orElseThrow();
    }

    private Linked linked(TicketId id, IncomingCall call, LinkedCall.Link link) {
        LinkedCall linked = new LinkedCall(call.id(), link, call.at(), Optional.empty());
        Ticket before = find(id).orElseThrow();
        List<LinkedCall> calls = new ArrayList<>(before.calls());
        calls.add(linked);
        calls.sort(Comparator.comparing(LinkedCall::at)
                .thenComparing(each -> each.call().text()));
        return new Linked(written(before.opening(), calls), linked, true);
    }

    /// The head as the steps have it now.
    private Ticket written(Ticket.Opening opening, List<LinkedCall> calls) {
        TicketLife life = known(opening.id());
        Standing standing = Standing.of(rules.of(life, opening.openedAt()), life);
        return changed(Closing.of(life)
                .<Ticket>map(closing ->
                        new Ticket.Closed(opening, calls, standing, closing.at(), closing.who(), closing.why()))
                .orElseGet(() -> new Ticket.Open(opening, calls, standing)));
    }

    @Override
    public synchronized List<TicketId> due(Instant now, int limit) {
        return lives.entrySet().stream()
                .filter(entry -> Alarms.untold(rules.of(entry.getValue(), now), entry.getValue()).stream()
                        .anyMatch(untold -> !untold.at().isAfter(now)))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void noteResult(CallId call, CallResult result, Instant at) {
        ofCall(call)
                .filter(ticket -> !linkOf(ticket, call).result().equals(Optional.of(result)))
                .ifPresent(ticket -> {
                    List<LinkedCall> calls = ticket.calls().stream()
                            .map(each -> each.call().equals(call)
                                    ? new LinkedCall(call, each.link(), each.at(), Optional.of(result))
                                    : each)
                            .toList();
                    written(ticket.opening(), calls);
                    tell(
                            ticket.id(),
                            "ended " + call + " " + result,
                            at,
                            Actor.ITSELF,
                            new LineFact.CallEnded(call.text(), result.name()));
                });
    }

    @Override
    public synchronized UUID settleCallback(CallId call, UUID proposed, List<UUID> stillServing) {
        if (ofCall(call).isEmpty()) {
            throw new IllegalStateException("call is linked to no ticket: " + call);
        }
        UUID chosen = stillServing.isEmpty() ? proposed : stillServing.getFirst();
        return Optional.ofNullable(callbacks.putIfAbsent(call, chosen)).orElse(chosen);
    }

    @Override
    public synchronized List<UUID> callbacksServing(TicketId ticket) {
        Set<UUID> serving = new LinkedHashSet<>();
        find(ticket).stream()
                .flatMap(found -> found.calls().stream())
                .forEach(linked ->
                        Optional.ofNullable(callbacks.get(linked.call())).ifPresent(serving::add));
        return List.copyOf(serving);
    }

    @Override
    public synchronized List<Whole> opened(LocalDate from, LocalDate until, Optional<TicketNumber> after, int limit) {
        Comparator<Ticket> byNumber = Comparator.comparing(
                        (Ticket ticket) -> ticket.opening().number().day())
                .thenComparingInt(ticket -> ticket.opening().number().serial());
        return tickets.values().stream()
                .filter(ticket -> !ticket.opening().number().day().isBefore(from)
                        && ticket.opening().number().day().isBefore(until))
                .sorted(byNumber)
                .dropWhile(ticket -> after.flatMap(this::find)
                        .filter(last -> byNumber.compare(ticket, last) <= 0)
                        .isPresent())
                .limit(limit)
                .flatMap(ticket -> read(ticket.opening().number()).stream())
                .toList();
    }

    @Override
    public synchronized Optional<Whole> read(TicketNumber number) {
        return find(number).flatMap(ticket -> life(ticket.id()).map(life -> new Whole(ticket, life)));
    }

    @Override
    public synchronized Optional<Ticket> find(TicketNumber number) {
        return tickets.values().stream()
                .filter(ticket -> ticket.opening().number().equals(number))
                .findFirst();
    }

    @Override
    public synchronized Optional<Ticket> find(TicketId id) {
        return Optional.ofNullable(tickets.get(id));
    }

    @Override
    public synchronized Optional<Ticket> ofCall(CallId call) {
        return tickets.values().stream()
                .filter(ticket ->
                        ticket.calls().stream().anyMatch(linked -> linked.call().equals(call)))
                .findFirst();
    }

    @Override
    public synchronized Map<TicketId, Named> namesOf(Collection<TicketId> ids) {
        return tickets.values().stream()
                .filter(ticket -> ids.contains(ticket.id()))
                .collect(Collectors.toMap(
                        Ticket::id,
                        ticket -> new Named(
                                ticket.opening().number(), ticket.standing().isSealed())));
    }

    @Override
    public synchronized boolean anySealed() {
        return tickets.values().stream().anyMatch(ticket -> ticket.standing().isSealed());
    }

    @Override
    public synchronized Set<CallId> sealed(Collection<CallId> calls) {
        return tickets.values().stream()
                .filter(ticket -> ticket.standing().isSealed())
                .flatMap(ticket -> ticket.calls().stream())
                .map(LinkedCall::call)
                .filter(calls::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Ticket> list(
            Optional<Boolean> open, Optional<String> department, Optional<TicketNumber> before, int limit) {
        Function<Ticket, TicketNumber> number = ticket -> ticket.opening().number();
        return tickets.values().stream()
                .filter(ticket -> open.isEmpty() || open.get() == (ticket instanceof Ticket.Open))
                .filter(ticket ->
                        department.isEmpty() || ticket.standing().departments().contains(department.get()))
                .filter(ticket -> before.isEmpty() || number.apply(ticket).compareTo(before.get()) < 0)
                .sorted(Comparator.comparing(number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Ticket> withTask(
            String task, Optional<String> department, Optional<TicketNumber> before, int limit) {
        return list(Optional.empty(), department, before, Integer.MAX_VALUE).stream()
                .filter(ticket -> ticket.standing().tasks().contains(task))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<TicketId> callbacksBehind(int limit) {
        return behind.stream().limit(limit).toList();
    }

    @Override
    public synchronized void callbacksCaughtUp(TicketId ticket, TicketLife life) {
        if (known(ticket).steps().size() == life.steps().size()) {
            behind.remove(ticket);
        }
    }

    @Override
    public synchronized List<Ticket> lastChanged(int limit) {
        return List.copyOf(tickets.values()).reversed().stream().limit(limit).toList();
    }

    private Ticket changed(Ticket ticket) {
        tickets.remove(ticket.id());
        tickets.put(ticket.id(), ticket);
        return ticket;
    }

    private static LinkedCall linkOf(Ticket ticket, CallId call) {
        return ticket.calls().stream()
                .filter(linked -> linked.call().equals(call))
                .findFirst()
                .orElseThrow();
    }
}
