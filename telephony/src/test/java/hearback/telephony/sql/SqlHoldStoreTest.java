package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.HoldStoreContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlHoldStoreTest extends HoldStoreContract {
    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @Override
    protected HoldStore emptyStore() {
        var _ = TABLES.emptied();
        return new SqlHoldStore(TABLES.database().pool());
    }

    @Override
    protected PlanStore plansBeside() {
        return TABLES.store();
    }

    @Override
    protected void fence(ServerName server, long fence) {
        TABLES.fence(server, fence);
    }

    @Override
    protected void rings(PhoneNumber.Known number, Instant since) {
        call(number, since, "INBOUND");
    }

    @Override
    protected void rangOff(PhoneNumber.Known number) {
        TABLES.database()
                .ask("update telephony.call set live = false where customer_e164 = '%s'".formatted(number.e164()));
    }

    /// The call by which we ring a customer is one of his live calls, too.
    @Test
    void our_own_call_to_a_customer_holds_nothing_up() {
        var number = new PhoneNumber.Known("+8613800000001");
        call(number, Instant.parse("2026-11-23T02:00:00Z"), "OUTBOUND");
        assertThat(heldUp(number)).isNull();

        call(number, Instant.parse("2026-11-23T02:00:00Z"), "INBOUND");
        assertThat(heldUp(number)).isEqualTo("CALLING");
    }

    @Test
    void a_call_whose_end_was_missed_holds_nothing_up_for_ever() {
        var number = new PhoneNumber.Known("+8613800000001");
        rings(number, Instant.parse("2026-11-23T01:00:05Z"));
        assertThat(heldUp(number)).isNull();

        rings(number, Instant.parse("2026-11-23T01:00:06Z"));
        assertThat(heldUp(number)).isEqualTo("CALLING");
    }

    private static @org.jspecify.annotations.Nullable String heldUp(PhoneNumber.Known number) {
        return TABLES.database()
                .ask("select telephony.held_up('%s', 'main', 'trunk', '', '2026-11-23T02:00:05Z') as what"
                        .formatted(number.e164()))
                .getFirst()
                .getString("what");
    }

    private static void call(PhoneNumber.Known number, Instant since, String direction) {
        TABLES.database().ask("""
                        insert into telephony.call (id, server, direction, hotline, customer_e164, customer_raw, started_at,
                                                    live, incomplete)
                        values ('main-' || gen_random_uuid(), 'main', '%s', '4001', '%s', '', '%s', true, false)
                        """.formatted(direction, number.e164(), since));
    }
}
