package hearback.agent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.life.Standing;
import hearback.agent.testing.Sample;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassRule;
import hearback.config.profile.Intake;
import hearback.telephony.call.Direction;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TicketPolicyTest {
    private static final Intake.OnRepeat URGES = Intake.OnRepeat.URGES;

    private static final Ticket.Open OPEN_OF_MEI = new Ticket.Open(
            new Ticket.Opening(
                    new TicketId(new UUID(0, 1)),
                    new TicketNumber(LocalDate.of(2026, 11, 23), 1),
                    "4001",
                    Sample.MEI,
                    Sample.NOON),
            List.of(),
            new Standing(
                    Channel.PHONE,
                    Optional.empty(),
                    "accepted",
                    Set.of(),
                    ClassRule.Urgency.NORMAL,
                    Set.of(),
                    false,
                    Optional.empty(),
                    Set.of(),
                    3));

    @Test
    void a_call_while_the_ticket_is_open_urges_it() {
        assertThat(TicketPolicy.onCall(Sample.incoming(1, Sample.MEI), Optional.of(OPEN_OF_MEI), URGES))
                .isEqualTo(new TicketPolicy.Decision.Urge(OPEN_OF_MEI));
    }

    @Test
    void a_call_opens_a_ticket_when_none_is_open() {
        assertThat(TicketPolicy.onCall(Sample.incoming(1, Sample.MEI), Optional.empty(), URGES))
                .isEqualTo(new TicketPolicy.Decision.OpenNew());
    }

    @Test
    void nobody_urges_another_customers_ticket_and_a_withheld_number_urges_none() {
        assertThat(TicketPolicy.onCall(Sample.incoming(1, Sample.LI), Optional.of(OPEN_OF_MEI), URGES))
                .isEqualTo(new TicketPolicy.Decision.OpenNew());
        assertThat(TicketPolicy.onCall(Sample.incoming(1, Sample.WITHHELD), Optional.of(OPEN_OF_MEI), URGES))
                .isEqualTo(new TicketPolicy.Decision.OpenNew());
    }

    @Test
    void our_own_calls_have_nothing_to_do_with_it() {
        var outbound = Sample.call(1, Direction.OUTBOUND, "", Optional.empty());
        assertThat(IncomingCall.of(outbound, Sample.MEI)).isEmpty();
    }

    @Test
    void where_each_call_has_its_own_ticket_none_is_urged_S4_62() {
        assertThat(TicketPolicy.onCall(
                        Sample.incoming(1, Sample.MEI), Optional.of(OPEN_OF_MEI), Intake.OnRepeat.OPENS_LINKED))
                .isEqualTo(new TicketPolicy.Decision.OpenNew());
    }
}
