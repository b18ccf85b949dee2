package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClientAddressTest {
    @Test
    void neighbours_of_one_ipv6_net_are_one_place() {
        assertThat(ClientAddress.place("2001:db8:1:2::1"))
                .isEqualTo(ClientAddress.place("2001:db8:1:2:ffff:1:2:3"))
                .isNotEqualTo(ClientAddress.place("2001:db8:1:3::1"))
                .endsWith("/64");
    }

    @Test
    void an_ipv4_address_is_one_place_also_when_it_is_written_as_ipv6() {
        assertThat(ClientAddress.place("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.place("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void what_is_no_address_is_one_place_all_together() {
        assertThat(ClientAddress.place("elsewhere")).isEqualTo("unknown");
    }
}
