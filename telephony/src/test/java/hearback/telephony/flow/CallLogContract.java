package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.LegId;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.testing.OneOfEachFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [CallLog] keeps to.
public abstract class CallLogContract {
    protected static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    protected static final CallReader READER = new CallReader(
            new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk")),
            written -> new PhoneNumber.Unknown(written));
    private static int numbers;

    protected final ServerName server = new ServerName("main" + ++numbers);
    protected final LegId leg = new LegId(server, "1795313984." + numbers);
    protected final CallId call = CallId.bornOf(leg);

    protected abstract CallLog log();

    /// Makes somebody the owner of the server's lease, under a fence higher than before.
    protected abstract LineLease.Held hold(ServerName server);

    @Test
    void facts_come_back_as_they_were_in_the_order_they_were_stored() {
        List<CallFact> facts = OneOfEachFact.list();
        var _ = log().append(hold(server), facts.stream().map(this::ofCall).toList());

        assertThat(log().factsOf(Set.of(call))).containsEntry(call, facts);
    }

    @Test
    void the_same_fact_again_changes_nothing() {
        LineLease.Held held = hold(server);
        List<CallLog.NewFact> facts =
                OneOfEachFact.list().stream().map(this::ofCall).toList();
        var first = log().append(held, facts);
        var second = log().append(held, facts);

        assertThat(second).isEqualTo(first);
        assertThat(log().factsOf(Set.of(call)).get(call)).hasSameSizeAs(facts);
    }

    @Test
    void a_fact_that_comes_twice_in_one_batch_is_stored_once() {
        var rang = ofCall(new CallFact.LegRang(NOW, leg));
        var _ = log().append(hold(server), List.of(rang, rang));

        assertThat(log().factsOf(Set.of(call)).get(call)).hasSize(1);
    }

    @Test
    void a_call_is_open_until_it_is_said_to_be_over() {
        LineLease.Held held = hold(server);
        var _ = log().append(held, List.of(ofCall(new CallFact.LegRang(NOW, leg))));
        assertThat(log().open(server)).containsOnlyKeys(call);
        assertThat(log().open(new ServerName("nowhere"))).isEmpty();

        var _ = log().append(held, List.of(ofCall(new CallFact.Ended(NOW))));
        assertThat(log().open(server)).isEmpty();
    }

    /// Found by the simulation: in another order the same world went another way.
    @Test
    void calls_come_in_the_order_in_which_they_began() {
        LineLease.Held held = hold(server);
        var other = new LegId(server, "1." + numbers);
        var otherCall = CallId.bornOf(other);
        var rang = ofCall(new CallFact.LegRang(NOW, leg));
        var otherRang = new CallLog.NewFact(otherCall, new CallFact.LegRang(NOW, other));
        var _ = log().append(held, List.of(rang));

        assertThat(log().append(held, List.of(otherRang, rang)))
                .extracting(CallRecord::id)
                .containsExactly(call, otherCall);
        assertThat(log().factsOf(Set.of(call, otherCall)).keySet()).containsExactly(call, otherCall);
        assertThat(log().open(server).keySet()).containsExactly(call, otherCall);
    }

    @Test
    void what_comes_under_an_older_fence_is_refused() {
        LineLease.Held elder = hold(server);
        LineLease.Held heir = hold(server);

        assertThatThrownBy(() -> log().append(elder, List.of(ofCall(new CallFact.LegRang(NOW, leg)))))
                .isInstanceOf(LeaseLost.class);
        assertThat(log().factsOf(Set.of(call))).isEmpty();
        var _ = log().append(heir, List.of(ofCall(new CallFact.LegRang(NOW, leg))));
        assertThat(log().factsOf(Set.of(call))).isNotEmpty();
    }

    @Test
    void a_reader_finds_what_was_stored_after_his_place() {
        LineLease.Held held = hold(server);
        long before = last();
        var _ = log().append(held, List.of(ofCall(new CallFact.LegRang(NOW, leg))));
        var _ = log().append(held, List.of(ofCall(new CallFact.LegAnswered(NOW.plus(Duration.ofSeconds(1)), leg))));

        List<CallLog.StoredFact> found = log().after(before, 10);
        assertThat(found)
                .extracting(CallLog.StoredFact::fact)
                .containsExactly(
                        new CallFact.LegRang(NOW, leg), new CallFact.LegAnswered(NOW.plus(Duration.ofSeconds(1)), leg));
        assertThat(log().after(before, 1)).hasSize(1);
        assertThat(log().after(found.getLast().place(), 10)).isEmpty();
    }

    protected CallLog.NewFact ofCall(CallFact fact) {
        return new CallLog.NewFact(call, fact);
    }

    private long last() {
        List<CallLog.StoredFact> all = log().after(0, Integer.MAX_VALUE);
        return all.isEmpty() ? 0 : all.getLast().place();
    }
}
