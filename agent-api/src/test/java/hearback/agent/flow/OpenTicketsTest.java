package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.life.Ids;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.testing.FakeCallbacks;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OpenTicketsTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static SqlTicketStore tickets;

    private static int last = 0;

    private final FakeCallbacks callbacks = new FakeCallbacks();
    private final OpenTickets open = new OpenTickets(tickets, callbacks, ShippedTelecom.RULES, true);
    private final PhoneNumber.Known customer = new PhoneNumber.Known("+86135000" + (10_000 + last++));

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        tickets = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /// The follower of another process, or of this one started again: it remembers nothing.
    private OpenTickets another() {
        return new OpenTickets(tickets, callbacks, ShippedTelecom.RULES, true);
    }

    private CallRecord call(CallResult... result) {
        return Sample.inbound(last++ + 100, List.of(result).stream().findFirst());
    }

    private List<CallbackPlan> planned() {
        return callbacks.list(Optional.empty(), Optional.empty(), 100);
    }

    @Test
    void a_ticket_is_there_as_soon_as_the_call_is_heard_of() {
        var live = call();
        open.on(Sample.appeared(live, customer));
        assertThat(tickets.ofCall(live.id())).isPresent();
        assertThat(planned()).isEmpty();
    }

    @Test
    void a_call_whose_beginning_was_missed_gets_its_ticket_at_the_end() {
        var over = call(CallResult.ANSWERED);
        open.on(Sample.ended(over, customer));
        assertThat(tickets.ofCall(over.id())).isPresent();
        assertThat(planned()).isEmpty();
    }

    @Test
    void whoever_gave_up_is_rung_back_once() {
        var over = call(CallResult.ABANDONED);
        for (int i = 0; i < 3; i++) {
            another().on(Sample.ended(over, customer));
        }
        var ticket = tickets.ofCall(over.id()).orElseThrow();
        assertThat(planned()).singleElement().satisfies(plan -> {
            assertThat(plan.request().reason()).isEqualTo(CallbackReason.ABANDONED_CALL);
            assertThat(plan.request().number()).isEqualTo(customer);
            assertThat(plan.request().notBefore())
                    .as("when he hung up")
                    .isEqualTo(over.endedAt().orElseThrow());
            assertThat(OpenTickets.ticketOf(plan.request().subject())).contains(ticket.id());
        });
        assertThat(tickets.life(ticket.id()).orElseThrow().steps().stream()
                        .map(step -> Ids.of(step.fact().getClass())))
                .containsExactly("registered", "accepted", "call-linked", "call-ended", "callback-planned");
    }

    @Test
    void what_was_settled_is_not_asked_for_again_with_every_other_fact_of_the_call() {
        var over = call(CallResult.ABANDONED);
        open.on(Sample.ended(over, customer));
        callbacks.goAway();
        open.on(Sample.appeared(over, customer));
        open.on(Sample.ended(over, customer));
        assertThatThrownBy(() -> another().on(Sample.ended(over, customer))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void an_end_that_is_known_better_later_changes_nothing_about_the_callback() {
        var over = call(CallResult.ABANDONED);
        open.on(Sample.ended(over, customer));
        var callback = planned().getFirst();
        var steps = tickets.life(tickets.ofCall(over.id()).orElseThrow().id());

        another().on(Sample.ended(Sample.endedLater(over, Duration.ofSeconds(3)), customer));

        assertThat(planned()).containsExactly(callback);
        assertThat(tickets.life(tickets.ofCall(over.id()).orElseThrow().id())).isEqualTo(steps);
        assertThat(callbacks.conflicts()).isZero();
    }

    @Test
    void giving_up_twice_while_we_owe_a_call_is_one_call_back_and_after_it_another() {
        open.on(Sample.ended(call(CallResult.ABANDONED), customer));
        var second = Sample.ended(call(CallResult.ABANDONED), customer);
        open.on(second);
        assertThat(planned()).hasSize(1);
        callbacks.withdraw(planned().getFirst().request().id());
        another().on(second);
        assertThat(planned()).as("the second was settled already").hasSize(1);
        open.on(Sample.ended(call(CallResult.ABANDONED), customer));
        assertThat(planned()).hasSize(2);
    }

    @Test
    void a_callback_is_planned_although_the_process_died_after_noting_the_result() {
        var news = Sample.ended(call(CallResult.ABANDONED), customer);
        callbacks.goAway();
        assertThatThrownBy(() -> open.on(news)).isInstanceOf(StoreUnavailable.class);
        callbacks.comeBack();
        open.on(news);
        assertThat(planned()).hasSize(1);
    }

    @Test
    void a_late_proof_that_somebody_answered_takes_the_callback_back() {
        var abandoned = call(CallResult.ABANDONED);
        open.on(Sample.ended(abandoned, customer));
        var answered = Sample.inbound(
                Integer.parseInt(abandoned.id().text().replaceFirst(".*[.]", "")), Optional.of(CallResult.ANSWERED));
        open.on(Sample.ended(answered, customer));
        assertThat(planned().getFirst().state()).isInstanceOf(CallbackState.Closed.class);
    }

    @Test
    void nobody_rings_back_a_withheld_number_or_when_the_setting_says_no_or_our_own_calls() {
        open.on(Sample.ended(call(CallResult.ABANDONED), Sample.WITHHELD));
        new OpenTickets(tickets, callbacks, ShippedTelecom.RULES, false)
                .on(Sample.ended(call(CallResult.ABANDONED), customer));
        var outbound = Sample.call(last++ + 100, Direction.OUTBOUND, "", Optional.of(CallResult.NOT_REACHED));
        open.on(Sample.ended(outbound, customer));
        assertThat(planned()).isEmpty();
        assertThat(tickets.ofCall(outbound.id())).isEmpty();
    }
}
